package dev.sirencast.transport.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who one is, and whom one trusts, on an encrypted connection: TLS 1.3 or 1.2 over TCP, the TLS 1.3
 * within QUIC. Immutable and thread-safe; files are read when they are named, and not again.
 *
 * <p>A listening side needs an identity. Where it names authorities too, a peer must show a
 * certificate of theirs (mutual TLS). A connecting side checks the listening side's certificate
 * against its authorities, and against the name or address that it connected to; that cannot be
 * switched off.
 */
public final class TlsOptions {
  private static final String PLATFORM = "this Java's certificate authorities";

  private final List<X509Certificate> chain;
  private final @Nullable PrivateKey key;
  private final List<X509Certificate> authorities;
  private final String trust;
  private final @Nullable String peerName;

  private TlsOptions(
      List<X509Certificate> chain,
      @Nullable PrivateKey key,
      List<X509Certificate> authorities,
      String trust,
      @Nullable String peerName) {
    this.chain = chain;
    this.key = key;
    this.authorities = authorities;
    this.trust = trust;
    this.peerName = peerName;
  }

  /** No identity, and trust in the authorities that the running Java trusts. */
  public static TlsOptions defaults() {
    return new TlsOptions(List.of(), null, List.of(), PLATFORM, null);
  }

  /**
   * These options with a certificate to show.
   *
   * @param chainFile PEM: one's own certificate first, then those that lead to an authority
   * @param keyFile PEM: the first certificate's private key, unencrypted PKCS #8; EC, RSA or EdDSA
   * @throws IOException if a file cannot be read or holds something else, if the key is not the
   *     certificate's, or if the certificate is not valid now; the message names the file
   */
  public TlsOptions withIdentity(Path chainFile, Path keyFile) throws IOException {
    List<X509Certificate> certificates = PemFile.read(chainFile).certificates();
    PrivateKey read = PemFile.read(keyFile).privateKey();
    requireValid(chainFile, certificates.get(0));
    if (!belongTogether(certificates.get(0), read)) {
      throw new IOException(
          keyFile + ": is not the private key of the certificate in " + chainFile);
    }
    return new TlsOptions(certificates, read, authorities, trust, peerName);
  }

  /**
   * These options with other authorities to trust, and no one else.
   *
   * @param file PEM: one certificate or more
   * @throws IOException if it cannot be read or holds something else; the message names the file
   */
  public TlsOptions withAuthorities(Path file) throws IOException {
    return new TlsOptions(chain, key, PemFile.read(file).certificates(), file.toString(), peerName);
  }

  /**
   * These options with the name or address that the listening side's certificate must be for, where
   * it is not the one that is connected to: behind a tunnel or a relay.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public TlsOptions withPeerName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a peer's name must not be blank");
    }
    return new TlsOptions(chain, key, authorities, trust, name);
  }

  /** Whether there is a certificate to show. */
  public boolean hasIdentity() {
    return key != null;
  }

  /**
   * Checks that there is a certificate to show: for who listens.
   *
   * @throws IllegalArgumentException if there is none
   */
  public void requireIdentity() {
    if (!hasIdentity()) {
      throw new IllegalArgumentException("who listens over TLS needs a certificate and its key");
    }
  }

  /** Whether authorities were named, so that a listening side asks for certificates. */
  public boolean hasAuthorities() {
    return !authorities.isEmpty();
  }

  /** The own certificate and those above it; empty without an identity. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The own private key, if there is an identity. */
  public Optional<PrivateKey> key() {
    return Optional.ofNullable(key);
  }

  List<X509Certificate> authorities() {
    return authorities;
  }

  /** What trust rests on, for messages. */
  String trust() {
    return trust;
  }

  /** The name that the peer's certificate must have, where it is not the address's. */
  public Optional<String> peerName() {
    return Optional.ofNullable(peerName);
  }

  private static void requireValid(Path file, X509Certificate certificate) throws IOException {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException e) {
      throw new IOException(
          file + ": the certificate expired at " + certificate.getNotAfter().toInstant(), e);
    } catch (CertificateNotYetValidException e) {
      throw new IOException(
          file + ": the certificate is not valid before " + certificate.getNotBefore().toInstant(),
          e);
    }
  }

  /** Signs with the one and verifies with the other. */
  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "EdDSA";
        };
    byte[] probe = {1, 2, 3};
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(probe);
      byte[] signature = signer.sign();
      signer.initVerify(certificate.getPublicKey());
      signer.update(probe);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return (hasIdentity() ? "TLS as " + chain.get(0).getSubjectX500Principal() : "TLS")
        + ", trusting "
        + trust;
  }
}
