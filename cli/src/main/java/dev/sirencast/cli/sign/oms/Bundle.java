package dev.sirencast.cli.sign.oms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** A detached signature: a Sigstore bundle, version 0.3, of one signed statement. Immutable. */
public final class Bundle {
  /** The longest that is read: the bundle of some 50,000 files. */
  public static final int MAX_BYTES = 1 << 24;

  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final long MAX_TOKENS = 1 << 14;

  private final SignerClaim claim;
  private final byte[] payload;
  private final byte[] signature;

  private Bundle(SignerClaim claim, byte[] payload, byte[] signature) {
    this.claim = claim;
    this.payload = payload;
    this.signature = signature;
  }

  /**
   * Returns what a file holds; nothing of it has been verified.
   *
   * @param json at most {@link #MAX_BYTES}
   * @throws IllegalArgumentException if it is not as the specification has it
   */
  public static Bundle parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new IllegalArgumentException("is longer than " + MAX_BYTES + " bytes");
    }
    JsonNode root = BoundedJson.parse(json, MAX_TOKENS);
    BoundedJson.require(root, "mediaType", MEDIA_TYPE);
    JsonNode envelope = BoundedJson.member(root, "dsseEnvelope");
    BoundedJson.require(envelope, "payloadType", Statement.PAYLOAD_TYPE);
    JsonNode signatures = BoundedJson.array(envelope, "signatures");
    if (signatures.size() != 1) {
      throw new IllegalArgumentException("has " + signatures.size() + " signatures, expected 1");
    }
    return new Bundle(
        SignerClaim.parse(BoundedJson.member(root, "verificationMaterial")),
        BoundedJson.bytes(envelope, "payload"),
        BoundedJson.bytes(signatures.get(0), "sig"));
  }

  /**
   * Returns the statement, which somebody who is trusted has signed.
   *
   * @param now when certificates have to be valid
   * @throws IllegalArgumentException if that is not so, or it is no statement of files
   */
  SignedStatement verified(TrustedSigners trusted, Instant now) {
    byte[] signed = Dsse.encoding(Statement.PAYLOAD_TYPE, payload);
    for (BundleKey key : trusted.keys(claim, now)) {
      if (key.verifies(signed, signature)) {
        return new SignedStatement(key.fingerprint(), Statement.parse(payload));
      }
    }
    throw new IllegalArgumentException("has a wrong signature: it was altered, or is a forger's");
  }

  /** Returns the file of a bundle of our own: JSON in UTF-8. */
  static byte[] sign(Statement statement, BundleSigner signer) {
    byte[] payload = statement.payload();
    byte[] signature = signer.sign(Dsse.encoding(Statement.PAYLOAD_TYPE, payload));
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("mediaType", MEDIA_TYPE);
    ObjectNode material = root.putObject("verificationMaterial");
    material.putObject("publicKey").put("hint", signer.key().fingerprint());
    material.putArray("tlogEntries");
    ObjectNode envelope = root.putObject("dsseEnvelope");
    envelope.put("payload", Base64.getEncoder().encodeToString(payload));
    envelope.put("payloadType", Statement.PAYLOAD_TYPE);
    ObjectNode value = envelope.putArray("signatures").addObject();
    value.put("sig", Base64.getEncoder().encodeToString(signature));
    value.put("keyid", "");
    return (root + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
