package dev.sirencast.cli.sign.oms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles that the reference implementation wrote, and the specification's. */
class OthersBundlesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path model;
  private Path first;

  @BeforeEach
  void write() throws IOException {
    first = Files.writeString(model.resolve("signme-1"), "signme-1\n");
    Files.writeString(model.resolve("signme-2"), "signme-2");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = OthersBundlesTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static TrustedSigners trusted(String name) throws IOException {
    return TrustedSigners.NONE.with(new String(resource(name), StandardCharsets.US_ASCII));
  }

  private static ModelSignature verify(Path path, String bundle, String key, Instant now)
      throws IOException {
    Path nowhere = path.resolveSibling("bundle.sig");
    return ModelSignature.verify(
        new ModelScope(path, nowhere, Set.of(), false),
        Bundle.parse(resource(bundle)),
        trusted(key),
        now,
        (done, total) -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "key-v1.0.1.sig, key.pem",
    "key-v1.1.0.sig, key.pem",
    "specification-key.sig, key.pem"
  })
  void foldersVerify(String bundle, String key) throws IOException {
    ModelSignature signature = verify(model, bundle, key, NOW);
    assertTrue(signature.comparison().isWhole(), signature.comparison().text());
    assertEquals(2, signature.comparison().files());
    assertEquals(
        "92745110b1ab4368471cbe31664e10174e954b113a3df333db860317b2c6dec4", signature.digest());
    assertEquals(
        "e8450dec4eb99dae995da9af1bc2cc9f76ed669ee2e744f57abba763df3e3f8e", signature.signer());
    Files.writeString(first, "signme-0\n");
    Files.delete(model.resolve("signme-2"));
    Files.writeString(model.resolve("more"), "");
    assertEquals(
        "altered: signme-1; missing: signme-2; not signed: more",
        verify(model, bundle, key, NOW).comparison().text());
  }

  /** Its name in the bundle is a dot. */
  @Test
  void aSingleFileVerifies() throws IOException {
    assertTrue(verify(first, "key-v1.0.0.sig", "key.pem", NOW).comparison().isWhole());
    assertEquals(
        "altered: .",
        verify(model.resolve("signme-2"), "key-v1.0.0.sig", "key.pem", NOW).comparison().text());
  }

  @Test
  void partsVerify() throws IOException {
    Path folder = Files.createDirectory(model.resolve("sh"));
    byte[] content = new byte[250];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) i;
    }
    Path file = Files.write(folder.resolve("a"), content);
    Files.createFile(folder.resolve("e"));
    Comparison whole = verify(folder, "parts-v1.1.1.sig", "parts.pem", NOW).comparison();
    assertTrue(whole.isWhole(), whole.text());
    assertEquals(content.length, whole.bytes());
    content[200]++;
    Files.write(file, content);
    Files.writeString(folder.resolve("e"), "more");
    assertEquals(
        "altered: a; not signed: e",
        verify(folder, "parts-v1.1.1.sig", "parts.pem", NOW).comparison().text());
    content[200]--;
    Files.write(file, java.util.Arrays.copyOf(content, 1000));
    assertEquals(
        "altered: a; not signed: e",
        verify(folder, "parts-v1.1.1.sig", "parts.pem", NOW).comparison().text());
  }

  @Test
  void certificatesNeedAnAuthorityAndATime() throws IOException {
    String bundle = "certificate-v1.1.0.sig";
    Files.writeString(first, "signme-1");
    assertTrue(verify(model, bundle, "authority.pem", NOW).comparison().isWhole());
    refused("that of the authority above it", bundle, "key.pem", NOW);
    refused("no trusted authority", bundle, "authority.pem", Instant.parse("2040-01-01T00:00:00Z"));
    refused("not with a trusted one", "key-v1.1.0.sig", "authority.pem", NOW);
    refused("not with a trusted one", "key-v1.0.1.sig", "parts.pem", NOW);
  }

  private void refused(String reason, String bundle, String key, Instant now) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> verify(model, bundle, key, now))
            .getMessage();
    assertTrue(message.contains(reason), message);
  }
}
