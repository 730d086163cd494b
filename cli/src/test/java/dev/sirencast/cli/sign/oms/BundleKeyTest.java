package dev.sirencast.cli.sign.oms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, their PEM forms and their signatures. */
class BundleKeyTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  private static void refused(String reason, String pem) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> BundleSigner.ofPem(pem)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  /** The example of DSSE's protocol.md. */
  @Test
  void whatIsSignedIsTheProtocolsEncoding() {
    byte[] payload = "hello world".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        new String(
            Dsse.encoding("http://example.com/HelloWorld", payload), StandardCharsets.UTF_8));
    assertEquals(
        "DSSEv1 2 ü 0 ", new String(Dsse.encoding("ü", new byte[0]), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1", "Ed25519"})
  void everyKindSignsAndVerifies(String curve) {
    KeyPair pair = Keys.pair(curve);
    BundleSigner signer = BundleSigner.ofPem(Keys.pkcs8(pair));
    BundleKey key = BundleKey.ofPem(Keys.pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    assertEquals(key.fingerprint(), signer.key().fingerprint());
    byte[] signature = signer.sign(MESSAGE);
    assertTrue(key.verifies(MESSAGE, signature));
    assertFalse(key.verifies(new byte[0], signature));
    for (int i = 0; i < signature.length; i += 7) {
      byte[] altered = signature.clone();
      altered[i] ^= 1;
      assertFalse(key.verifies(MESSAGE, altered), "byte " + i);
    }
    assertEquals(!curve.equals("Ed25519"), key.isStandard());
    if (key.isStandard()) {
      BundleSigner other = BundleSigner.ofPem(Keys.ec(pair, true, true));
      assertTrue(key.verifies(MESSAGE, other.sign(MESSAGE)));
      refused("names no curve", Keys.ec(pair, false, true));
      refused("without its public half", Keys.ec(pair, true, false));
    }
  }

  /** Java 17 before 17.0.3 takes it for anybody's signature of anything. */
  @Test
  void aSignatureOfZerosIsNobodys() {
    byte[] zeros = HexFormat.of().parseHex("3006020100020100");
    assertFalse(Keys.signer().key().verifies(MESSAGE, zeros));
    assertFalse(Keys.signer().key().verifies(MESSAGE, HexFormat.of().parseHex("30060201")));
  }

  @Test
  void otherKeysAreRefused() {
    KeyPair pair = Keys.pair("secp256r1");
    String text = Keys.pkcs8(pair);
    refused("encrypted key", text.replace("PRIVATE", "ENCRYPTED PRIVATE"));
    refused("expected PEM", "none");
    refused("is not DER", Keys.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
    // A public half of another: its point is swapped for that.
    byte[] mixed =
        java.util.Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]*-----", ""));
    byte[] other = Keys.pair("secp256r1").getPublic().getEncoded();
    System.arraycopy(other, other.length - 64, mixed, mixed.length - 64, 64);
    refused("public half of another", Keys.pem("PRIVATE KEY", mixed));
    // brainpoolP256r1's name in place of P-256's
    byte[] foreign = pair.getPublic().getEncoded();
    foreign[22]++;
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> BundleKey.ofPem(Keys.pem("PUBLIC KEY", foreign)))
            .getMessage();
    assertTrue(message.contains("of another kind"), message);
    assertThrows(IllegalArgumentException.class, () -> BundleKey.ofPem(text));
  }
}
