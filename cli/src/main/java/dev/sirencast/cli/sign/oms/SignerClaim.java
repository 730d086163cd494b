package dev.sirencast.cli.sign.oms;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Who a bundle says has signed it; nothing of it is to be believed. Immutable.
 *
 * @param hint the fingerprint of a key, or empty
 * @param raw a key in base 64, as bundles before version 1.1.0 have it, or empty
 * @param chain the signer's certificate and those above it, or empty
 */
record SignerClaim(String hint, String raw, List<X509Certificate> chain) {
  private static final int MAX_CERTIFICATES = 16;

  SignerClaim {
    chain = List.copyOf(chain);
  }

  /**
   * Returns what verification material says.
   *
   * @throws IllegalArgumentException if it is none, or of Sigstore's way of signing without keys
   */
  static SignerClaim parse(JsonNode material) {
    if (material.has("certificate")) {
      throw new IllegalArgumentException(
          "is signed without a key of one's own (Sigstore), which takes its logs to verify;"
              + " expected one signed with a key or with a chain of certificates");
    }
    if (material.has("publicKey") == material.has("x509CertificateChain")) {
      throw new IllegalArgumentException("names neither a key nor certificates, or both");
    }
    if (material.has("publicKey")) {
      JsonNode key = BoundedJson.member(material, "publicKey");
      String hint = key.path("hint").asText("");
      String raw = key.path("rawBytes").asText("");
      if (hint.isEmpty() && raw.isEmpty()) {
        throw new IllegalArgumentException("does not say which key has signed it");
      }
      return new SignerClaim(hint, raw, List.of());
    }
    JsonNode list =
        BoundedJson.array(BoundedJson.member(material, "x509CertificateChain"), "certificates");
    if (list.isEmpty() || list.size() > MAX_CERTIFICATES) {
      throw new IllegalArgumentException(
          "has " + list.size() + " certificates, expected 1 to " + MAX_CERTIFICATES);
    }
    List<X509Certificate> chain = new ArrayList<>();
    list.forEach(node -> chain.add(certificate(BoundedJson.bytes(node, "rawBytes"))));
    return new SignerClaim("", "", chain);
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("has a certificate that cannot be read", e);
    }
  }

  /** Whether it says that this key has signed. */
  boolean isOf(BundleKey key) {
    return hint.isEmpty() ? key.is(rawBytes()) : key.isHintedBy(hint);
  }

  private byte[] rawBytes() {
    try {
      return Base64.getDecoder().decode(raw);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // nobody's key
    }
  }

  /** What people are told of it. */
  String text() {
    return hint.isEmpty() ? "another key" : "key " + BoundedJson.quoted(hint);
  }
}
