package dev.sirencast.cli.sign.oms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles that are not as they were written. */
class BundleTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final BundleSigner signer = Keys.signer();
  private final TrustedSigners trusted = trust(signer);
  private final Statement statement =
      new Statement(
          "m", List.of(new Resource("w", "0".repeat(64))), Serialization.ignoring(List.of()));

  private static TrustedSigners trust(BundleSigner signer) {
    return TrustedSigners.NONE.with(new String(signer.key().pem(), StandardCharsets.US_ASCII));
  }

  private static void refused(String reason, byte[] json, TrustedSigners trusted) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Bundle.parse(json).verified(trusted, NOW))
            .getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.length() < 300 && message.lines().count() == 1, message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsSignedVerifies() {
    SignedStatement signed = Bundle.parse(Bundle.sign(statement, signer)).verified(trusted, NOW);
    assertEquals(statement, signed.statement());
    assertEquals(signer.key().fingerprint(), signed.signer());
  }

  @Test
  void onlyTheTrustedAreBelieved() {
    byte[] json = Bundle.sign(statement, signer);
    refused("not with a trusted one", json, trust(Keys.signer()));
    refused("not with a trusted one", json, TrustedSigners.NONE);
    // A forger may claim to be somebody else.
    String forged =
        new String(Bundle.sign(statement, Keys.signer()), StandardCharsets.UTF_8)
            .replaceFirst("\"hint\":\"[0-9a-f]*", "\"hint\":\"" + signer.key().fingerprint());
    refused("wrong signature", bytes(forged), trusted);
    refused(
        "does not say which key",
        bytes(forged.replaceFirst("\"hint\":\"[^\"]*", "\"hint\":\"")),
        trusted);
  }

  /** Every text and every object of a bundle, changed and left out. */
  @ParameterizedTest
  @CsvSource({
    "/mediaType, 'mediaType' is",
    "/verificationMaterial, names neither",
    "/verificationMaterial/publicKey, does not say which key",
    "/verificationMaterial/publicKey/hint, not with a trusted one",
    "/dsseEnvelope, 'payloadType'",
    "/dsseEnvelope/payload, wrong signature",
    "/dsseEnvelope/payloadType, 'payloadType' is",
    "/dsseEnvelope/signatures, 'signatures'",
    "/dsseEnvelope/signatures/0/sig, wrong signature",
  })
  void everyDamagedFieldIsRefused(String pointer, String reason) throws IOException {
    JsonNode root = MAPPER.readTree(Bundle.sign(statement, signer));
    JsonNode field = root.at(pointer);
    int slash = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) root.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (field.isTextual()) {
      char[] text = field.textValue().toCharArray();
      text[9] = text[9] == 'A' ? 'B' : 'A';
      parent.set(name, new TextNode(new String(text)));
    } else {
      parent.set(name, MAPPER.createObjectNode());
    }
    refused(reason, bytes(root.toString()), trusted);
    parent.remove(name);
    refused("", bytes(root.toString()), trusted);
  }

  @Test
  void whatNobodyMayReadSoIsRefused() {
    String text = new String(Bundle.sign(statement, signer), StandardCharsets.UTF_8);
    refused("is not", new byte[0], trusted);
    refused("is not JSON", bytes("{"), trusted);
    refused("is not one JSON object", bytes("[]"), trusted);
    refused("is not UTF-8", new byte[] {'{', (byte) 0xff, '}'}, trusted);
    refused("Duplicate field", bytes(text.replace("\"keyid\":\"\"", "\"sig\":\"\"")), trusted);
    refused("2 signatures", bytes(text.replace("\"keyid\":\"\"}", "\"keyid\":\"\"},{}")), trusted);
    refused("(Sigstore)", bytes(text.replace("\"publicKey\"", "\"certificate\"")), trusted);
    refused(
        "0 certificates",
        bytes(
            text.replaceFirst(
                "\"publicKey\":\\{[^}]*}", "\"x509CertificateChain\":{\"certificates\":[]}")),
        trusted);
    refused(
        "certificate that cannot be read",
        bytes(
            text.replaceFirst(
                "\"publicKey\":\\{[^}]*}",
                "\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"AAAA\"}]}")),
        trusted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[],", "\"\",", "{},", "1e999,"})
  void aBombTakesNoMemory(String part) {
    StringBuilder bomb = new StringBuilder("{\"mediaType\":[");
    while (bomb.length() < 1 << 20) {
      bomb.append(part);
    }
    refused("is not JSON", bytes(bomb.toString()), trusted);
  }

  @Test
  void randomDamageIsRefusedOrHarmless() {
    byte[] json = Bundle.sign(statement, signer);
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] altered = json.clone();
      int at = random.nextInt(altered.length);
      altered[at] = (byte) random.nextInt();
      byte[] cut = Arrays.copyOf(altered, altered.length - random.nextInt(2) * random.nextInt(900));
      try {
        assertEquals(statement, Bundle.parse(cut).verified(trusted, NOW).statement());
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 900, refused + " of 1000");
  }
}
