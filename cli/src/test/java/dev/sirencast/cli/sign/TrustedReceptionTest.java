package dev.sirencast.cli.sign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.Streams;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.PacketKind;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.transfer.FrameSender;
import dev.sirencast.transport.transfer.FrameSenderOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code receive --trust} over real sockets, and what a forger on the way can do about it. */
class TrustedReceptionTest {
  /** Slow enough over UDP for a busy machine. */
  private static final FrameSenderOptions SENDING =
      FrameSenderOptions.defaults()
          .withUdpBitsPerSecond(4_000_000)
          .withTimeout(Duration.ofSeconds(20));

  private final Signers signers = new Signers();

  @TempDir Path directory;
  private Path trusted;
  private Path picture;

  @BeforeEach
  void write() throws IOException {
    trusted = signers.trusted(directory.resolve("pub.pem"));
    picture = directory.resolve("received.png");
  }

  private CommandRun receive(Transport transport, List<byte[]> frames) throws Exception {
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving =
        CompletableFuture.supplyAsync(
            () ->
                CommandRun.of(
                    "receive",
                    "127.0.0.1:" + port,
                    "-o",
                    picture,
                    "--transport",
                    transport.name().toLowerCase(Locale.ROOT),
                    "--trust",
                    trusted,
                    "--json"));
    FrameSender.send(
        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port),
        transport,
        frames,
        SENDING);
    return receiving.get(60, TimeUnit.SECONDS);
  }

  private void assertGenuine(EncodedStream stream) throws IOException {
    Path file = Streams.write(stream, directory.resolve("genuine.siren"));
    Path decoded = directory.resolve("genuine.png");
    CommandRun run = CommandRun.of("decode", file, "-o", decoded, "--trust", trusted, "--quiet");
    assertEquals(0, run.exitCode(), run.err());
    assertArrayEquals(Files.readAllBytes(decoded), Files.readAllBytes(picture));
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"TCP", "UDP"})
  void whatIsSignedArrivesWhole(Transport transport) throws Exception {
    EncodedStream genuine = signers.genuine();
    CommandRun run = receive(transport, genuine.frames());
    assertEquals(0, run.exitCode(), run.err());
    JsonNode json = run.json();
    assertTrue(json.get("signature").get("verifies").asBoolean());
    assertTrue(json.get("exact").asBoolean());
    assertGenuine(genuine);
  }

  /** Before each packet comes one of its number that is altered, and one of a forger's own. */
  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"TCP", "UDP"})
  void whatAForgerMixesInIsNotShown(Transport transport) throws Exception {
    EncodedStream genuine = signers.genuine();
    List<byte[]> altered = Signers.altered(genuine, EnumSet.allOf(PacketKind.class));
    List<byte[]> own = signers.forgersOwn().frames();
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < altered.size(); i++) {
      frames.add(own.get(i % own.size()));
      frames.add(altered.get(i));
      frames.add(genuine.frames().get(i));
    }
    CommandRun run = receive(transport, frames);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode json = run.json();
    assertTrue(json.get("exact").asBoolean(), run.out());
    assertEquals(0, json.get("packets").get("missing_concealed").asInt());
    assertFalse(json.get("signature").get("verifies").asBoolean());
    assertTrue(json.get("signature").get("frames_refused").asInt() >= altered.size(), run.out());
    assertGenuine(genuine);
  }

  @Test
  void whatNobodyTrustedSignedMakesNoPicture() throws Exception {
    CommandRun forged = receive(Transport.TCP, signers.forgersOwn().frames());
    assertEquals(1, forged.exitCode(), forged.err());
    assertTrue(forged.err().contains("which is not trusted"), forged.err());
    CommandRun unsigned = receive(Transport.TCP, Streams.small(0.25).frames());
    assertEquals(1, unsigned.exitCode(), unsigned.err());
    assertTrue(unsigned.err().contains("it is not signed"), unsigned.err());
    assertFalse(Files.exists(picture));
  }
}
