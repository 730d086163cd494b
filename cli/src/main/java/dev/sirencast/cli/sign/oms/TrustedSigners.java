package dev.sirencast.cli.sign.oms;

import dev.sirencast.format.signature.PemText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whose signatures of files are taken: keys, and authorities that vouch for keys. Immutable. */
public final class TrustedSigners {
  /** Nobody. */
  public static final TrustedSigners NONE = new TrustedSigners(List.of(), Set.of());

  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

  private final List<BundleKey> keys;
  private final Set<TrustAnchor> roots;

  private TrustedSigners(List<BundleKey> keys, Set<TrustAnchor> roots) {
    this.keys = List.copyOf(keys);
    this.roots = Set.copyOf(roots);
  }

  /**
   * Returns these and whom a PEM text names: a public key, or certificates of authorities.
   *
   * @throws IllegalArgumentException if it names nobody
   */
  public TrustedSigners with(String pem) {
    List<BundleKey> moreKeys = new ArrayList<>(keys);
    Set<TrustAnchor> moreRoots = new HashSet<>(roots);
    if (PemText.holds(pem, "CERTIFICATE")) {
      certificates(pem).forEach(root -> moreRoots.add(new TrustAnchor(root, null)));
    } else {
      moreKeys.add(BundleKey.ofPem(pem));
    }
    return new TrustedSigners(moreKeys, moreRoots);
  }

  private static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))) {
        certificates.add((X509Certificate) certificate);
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IllegalArgumentException("is no certificate: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the keys that may have signed what somebody claims to have signed.
   *
   * @param now when certificates have to be valid
   * @throws IllegalArgumentException if it is nobody who is trusted, with the reason
   */
  List<BundleKey> keys(SignerClaim claim, Instant now) {
    if (!claim.chain().isEmpty()) {
      return List.of(certified(claim.chain(), now));
    }
    List<BundleKey> fitting = keys.stream().filter(claim::isOf).toList();
    if (fitting.isEmpty()) {
      throw new IllegalArgumentException(
          "is signed with " + claim.text() + ", not with a trusted one");
    }
    return fitting;
  }

  private BundleKey certified(List<X509Certificate> chain, Instant now) {
    X509Certificate signer = chain.get(0);
    if (roots.isEmpty()) {
      throw new IllegalArgumentException(
          "is signed with a certificate; expected --trust with that of the authority above it");
    }
    try {
      PKIXParameters parameters = new PKIXParameters(roots);
      parameters.setDate(Date.from(now));
      parameters.setRevocationEnabled(false); // there is nobody to ask
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(belowRoots(chain)),
              parameters);
      if (!maySign(signer)) {
        throw new IllegalArgumentException("is signed with a certificate that is not for signing");
      }
    } catch (CertPathValidatorException e) {
      throw new IllegalArgumentException(
          "is signed with a certificate that no trusted authority vouches for: " + e.getMessage(),
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("has certificates of no use: " + e.getMessage(), e);
    }
    return BundleKey.ofX509(signer.getPublicKey().getEncoded());
  }

  /** A chain may end in the authority itself, which is trusted and needs nobody to vouch for it. */
  private List<X509Certificate> belowRoots(List<X509Certificate> chain) {
    int length = chain.size();
    while (length > 1 && isRoot(chain.get(length - 1))) {
      length--;
    }
    return chain.subList(0, length);
  }

  private boolean isRoot(X509Certificate certificate) {
    return roots.stream().anyMatch(root -> root.getTrustedCert().equals(certificate));
  }

  private static boolean maySign(X509Certificate signer) throws CertificateException {
    boolean[] usage = signer.getKeyUsage();
    List<String> more = signer.getExtendedKeyUsage();
    return usage != null && usage[0] || more != null && more.contains(CODE_SIGNING);
  }
}
