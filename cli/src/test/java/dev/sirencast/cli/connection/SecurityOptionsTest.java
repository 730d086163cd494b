package dev.sirencast.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.Streams;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted transfers as a user starts them, and what is refused before anything is sent. */
class SecurityOptionsTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path directory;
  private Path stream;
  private Path picture;
  private Path authority;
  private Path certificate;
  private Path key;

  @BeforeEach
  void writeFiles() throws Exception {
    stream = Streams.write(Streams.small(0.5), directory.resolve("a.siren"));
    picture = directory.resolve("received.png");
    X509Bundle root =
        new CertificateBuilder()
            .subject("CN=root")
            .ecp256()
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    X509Bundle host =
        new CertificateBuilder()
            .subject("CN=localhost")
            .ecp256()
            .addSanDnsName("localhost")
            .buildIssuedBy(root);
    authority = write("ca.pem", root.getCertificatePEM());
    certificate = write("host.pem", host.getCertificatePathPEM());
    key = write("host.key", host.getPrivateKeyPEM());
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void encryptedTransferIsExactAndSaysSo() throws Exception {
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving = receive(port, "--cert", certificate, "--key", key);
    CommandRun sent = CommandRun.of("send", stream, ":" + port, "--ca", authority, "--json");
    assertEquals(0, sent.exitCode(), sent.err());
    assertTrue(sent.json().get("tls").asBoolean());
    CommandRun received = receiving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(0, received.exitCode(), received.err());
    assertTrue(received.json().get("tls").asBoolean());
    assertTrue(received.json().get("exact").asBoolean());
  }

  @Test
  void quicIsExactAndItsManifestIsReliable() throws Exception {
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving =
        receive(port, "--transport", "quic", "--cert", certificate, "--key", key);
    CommandRun sent =
        CommandRun.of(
            "send", stream, ":" + port, "--transport", "quic", "--ca", authority, "--json");
    assertEquals(0, sent.exitCode(), sent.err());
    assertEquals(sent.json().get("frames"), sent.json().get("frames_received"));
    CommandRun received = receiving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(0, received.exitCode(), received.err());
    assertEquals("quic", received.json().get("transport").asText());
    assertTrue(received.json().get("exact").asBoolean());
    int manifests = sent.json().get("packets").asInt();
    manifests -= sent.json().get("observed").get("delivered").asInt();
    assertTrue(manifests >= 1);
  }

  @Test
  void strangerIsRefusedInOneLine() throws Exception {
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving =
        receive(port, "--cert", certificate, "--key", key, "--timeout", 2);
    CommandRun sent = CommandRun.of("send", stream, ":" + port, "--tls");
    assertFails(1, "TLS: the other side's certificate is of no authority in", sent);
    CommandRun received = receiving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(1, received.exitCode());
    assertFalse(Files.exists(picture));
  }

  @Test
  void wrongFilesAreNamed() throws Exception {
    Path text = write("text.pem", "hello");
    assertFails(
        1,
        text + ": holds no certificate; expected PEM",
        CommandRun.of("send", stream, ":9", "--ca", text));
    assertFails(
        1,
        directory.resolve("no.pem") + ": no such file",
        CommandRun.of("send", stream, ":9", "--ca", directory.resolve("no.pem")));
    assertFails(
        1,
        certificate + ": holds no private key",
        CommandRun.of("receive", ":9", "-o", picture, "--cert", certificate, "--key", certificate));
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() throws Exception {
    assertFails(
        2,
        "--cert and --key go together",
        CommandRun.of("receive", ":9", "-o", picture, "--cert", certificate));
    assertFails(
        2,
        "listening needs --cert and --key",
        CommandRun.of("receive", ":9", "-o", picture, "--tls"));
    assertFails(
        2,
        "--tls-name: only for the side that connects",
        CommandRun.of("receive", ":9", "-o", picture, "--tls-name", "a"));
    assertFails(
        2,
        "--plain and --tls exclude each other",
        CommandRun.of("send", stream, ":9", "--tls", "--plain"));
    assertFails(
        2,
        "--transport quic: listening needs --cert and --key",
        CommandRun.of("receive", ":9", "-o", picture, "--transport", "quic"));
    assertFails(
        2,
        "there is none over udp",
        CommandRun.of("send", stream, ":9", "--transport", "udp", "--tls"));
  }

  @Test
  void plainBeyondLoopbackMustBeAskedFor() throws Exception {
    assertFails(
        2,
        "192.0.2.1 is not this machine's loopback, and tcp is not encrypted",
        CommandRun.of("send", stream, "192.0.2.1:9"));
    assertFails(
        2,
        "0.0.0.0 is not this machine's loopback, and udp is not encrypted",
        CommandRun.of("receive", "0.0.0.0:9", "-o", picture, "--transport", "udp"));
    int port = FreePort.find();
    CommandRun allowed =
        CommandRun.of("receive", "0.0.0.0:" + port, "-o", picture, "--plain", "--timeout", 0.05);
    assertFails(1, "no sender connected", allowed);
  }

  private CompletableFuture<CommandRun> receive(int port, Object... more) {
    List<Object> words = new ArrayList<>(List.of("receive", ":" + port, "-o", picture, "--json"));
    words.addAll(Arrays.asList(more));
    return CompletableFuture.supplyAsync(() -> CommandRun.of(words.toArray()));
  }

  private static void assertFails(int code, String expected, CommandRun run) {
    assertEquals(code, run.exitCode(), run.err());
    assertTrue(run.err().contains(expected), run.err());
  }
}
