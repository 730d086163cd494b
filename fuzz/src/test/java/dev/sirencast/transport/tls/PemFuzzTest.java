package dev.sirencast.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Seeds;
import dev.sirencast.fuzz.TrialFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of certificates and keys. */
class PemFuzzTest {
  private static final TrialFile FILE = TrialFile.create(".pem");

  static Stream<Arguments> files() throws NoSuchAlgorithmException {
    byte[] key =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    String text = Base64.getMimeEncoder().encodeToString(key);
    return Seeds.texts(
        "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\n" + text + "\n-----END EC PRIVATE KEY-----\n",
        "a comment\n-----BEGIN CERTIFICATE-----\nMIIBAA==\n-----END CERTIFICATE-----\n");
  }

  @MethodSource("files")
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    Path file = FILE.with(bytes);
    try {
      assertFalse(PemFile.read(file).certificates().isEmpty());
    } catch (IOException e) {
      FILE.requireOneLine(e);
    }
    try {
      assertEquals("PKCS#8", PemFile.read(file).privateKey().getFormat());
    } catch (IOException e) {
      FILE.requireOneLine(e);
    }
  }
}
