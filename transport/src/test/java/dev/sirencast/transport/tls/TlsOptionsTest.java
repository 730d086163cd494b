package dev.sirencast.transport.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.TestCertificates;
import dev.sirencast.transport.transfer.FrameReceiverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsOptionsTest {
  @TempDir private Path directory;
  private TestCertificates certificates;
  private TestCertificates.Identity good;

  @BeforeEach
  void makeCertificates() throws Exception {
    certificates = new TestCertificates(directory, "us");
    good = certificates.localhost();
  }

  @Test
  void readsChainAndKey() throws Exception {
    TlsOptions options = TlsOptions.defaults().withIdentity(good.chain(), good.key());
    assertTrue(options.hasIdentity());
    assertFalse(options.hasAuthorities());
    assertEquals("CN=localhost", options.chain().get(0).getSubjectX500Principal().getName());
    assertTrue(options.withAuthorities(certificates.authority()).hasAuthorities());
    TestCertificates.Identity rsa = certificates.rsa();
    assertTrue(TlsOptions.defaults().withIdentity(rsa.chain(), rsa.key()).hasIdentity());
  }

  /** A system's own authorities are hundreds of kilobytes. */
  @Test
  void readsAllAuthoritiesOfALongBundle() throws Exception {
    String one = Files.readString(certificates.authority());
    int count = 2_000_000 / one.length();
    Path many = Files.writeString(directory.resolve("many.pem"), one.repeat(count));
    assertEquals(count, PemFile.read(many).certificates().size());
  }

  @Test
  void sayWhichFileIsWrongAndWhatWasExpected() throws Exception {
    Path text = Files.writeString(directory.resolve("notes.txt"), "no certificate at all");
    refused("holds no certificate; expected PEM", text, good.key());
    refused("holds no private key; expected PEM", good.chain(), good.chain());
    refused("is a directory; expected a PEM file", directory, good.key());
    Path encrypted =
        Files.writeString(
            directory.resolve("e.key"),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    refused("holds ENCRYPTED PRIVATE KEY; expected an unencrypted", good.chain(), encrypted);
    Path garbage =
        Files.writeString(
            directory.resolve("g.key"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    refused("the private key in it is damaged", good.chain(), garbage);
    Path half =
        Files.writeString(
            directory.resolve("h.pem"),
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    refused("a certificate in it is damaged", half, good.key());
    Path base64 =
        Files.writeString(
            directory.resolve("b.pem"),
            "-----BEGIN CERTIFICATE-----\nM?!B\n-----END CERTIFICATE-----\n");
    refused("the base64 of its CERTIFICATE is damaged", base64, good.key());
    Path huge = Files.write(directory.resolve("huge.pem"), new byte[(1 << 22) + 1]);
    refused("longer than 4 MiB", huge, good.key());
    refused("is not the private key of the certificate", good.chain(), certificates.rsa().key());
    refused(
        "is not the private key of the certificate",
        good.chain(),
        certificates.named("other").key());
    TestCertificates.Identity expired = certificates.expired();
    refused("the certificate expired at", expired.chain(), expired.key());
  }

  @Test
  void missingFileIsNamed() {
    Path missing = directory.resolve("missing.pem");
    NoSuchFileException thrown =
        assertThrows(
            NoSuchFileException.class, () -> TlsOptions.defaults().withAuthorities(missing));
    assertEquals(missing.toString(), thrown.getFile());
  }

  @Test
  void listeningNeedsAnIdentity() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FrameReceiverOptions.defaults().withTls(TlsOptions.defaults()));
  }

  @Test
  void keyIsNotShown() throws Exception {
    String text = TlsOptions.defaults().withIdentity(good.chain(), good.key()).toString();
    assertEquals("TLS as CN=localhost, trusting this Java's certificate authorities", text);
  }

  private static void refused(String expected, Path chain, Path key) {
    IOException thrown =
        assertThrows(IOException.class, () -> TlsOptions.defaults().withIdentity(chain, key));
    assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
    assertTrue(
        thrown.getMessage().startsWith(chain.toString())
            || thrown.getMessage().startsWith(key.toString()),
        thrown.getMessage());
  }
}
