package dev.sirencast.cli.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.Streams;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.relay.UdpRelay;
import dev.sirencast.transport.relay.UdpRelayOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetransmissionOptionsTest {
  private static final long PATIENCE_SECONDS = 60;
  private static final String[] STATES = {
    "ok",
    "repaired",
    "retransmitted",
    "damaged_delivered",
    "dropped_header",
    "dropped_policy",
    "missing_concealed"
  };

  @TempDir Path directory;
  private Path stream;

  @BeforeEach
  void writeStream() throws Exception {
    stream = Streams.write(Streams.small(0), directory.resolve("a.siren"));
  }

  /** A network that loses and damages both ways: the picture is exact, every packet counted. */
  @Test
  void damagedNetworkEndsExact() throws Exception {
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving =
        start(
            "receive",
            ":" + port,
            "-o",
            directory.resolve("a.png"),
            "--transport",
            "udp",
            "--json");
    CommandRun sent;
    CommandRun received;
    try (UdpRelay relay = relay(port, "loss(20%); ber(1e-5)", "loss(20%)")) {
      sent = send(stream, relay, "--arq-rounds", 50);
      received = receiving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertEquals(0, received.exitCode(), received.err());
    JsonNode packets = received.json().get("packets");
    assertTrue(received.json().get("exact").asBoolean());
    assertTrue(packets.get("retransmitted").asInt() > 0, packets.toString());
    assertTrue(sent.json().get("retransmitted").asInt() >= packets.get("retransmitted").asInt());
    int sum = 0;
    for (String state : STATES) {
      sum += packets.get(state).asInt();
    }
    assertEquals(packets.get("expected").asInt(), sum, packets.toString());
  }

  /** Half of the stream is repair packets: a few losses are repaired, and not asked for. */
  @Test
  void onlyWhatRepairCannotRestoreIsAskedFor() throws Exception {
    Path protectedStream = Streams.write(Streams.small(1), directory.resolve("b.siren"));
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving =
        start(
            "receive",
            ":" + port,
            "-o",
            directory.resolve("b.png"),
            "--transport",
            "udp",
            "--json");
    CommandRun sent;
    CommandRun received;
    try (UdpRelay relay = relay(port, "loss(10%)", "none")) {
      sent = send(protectedStream, relay);
      received = receiving.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertEquals(0, received.exitCode(), received.err());
    assertTrue(received.json().get("exact").asBoolean());
    assertTrue(received.json().get("packets").get("repaired").asInt() > 0);
    assertEquals(0, received.json().get("packets").get("retransmitted").asInt());
    assertEquals(0, sent.json().get("retransmitted").asInt());
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertFails("there is none over tcp", "--arq");
    assertFails(
        "--arq and --channel exclude", "--arq", "--transport", "udp", "--channel", "loss(1%)");
    assertFails("1 to 100 rounds, got 0", "--arq", "--transport", "udp", "--arq-rounds", 0);
  }

  private void assertFails(String expected, Object... options) {
    Object[] words = new Object[3 + options.length];
    words[0] = "send";
    words[1] = stream;
    words[2] = ":9";
    System.arraycopy(options, 0, words, 3, options.length);
    CommandRun run = CommandRun.of(words);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(expected), run.err());
  }

  private static UdpRelay relay(int port, String forward, String reverse) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    return UdpRelay.bind(
        new InetSocketAddress(here, 0),
        new InetSocketAddress(here, port),
        UdpRelayOptions.defaults()
            .withChannels(ChannelModel.parse(forward), ChannelModel.parse(reverse), 4));
  }

  private static CommandRun send(Path file, UdpRelay relay, Object... more) {
    Object[] common = {
      "send", file, ":" + relay.localAddress().getPort(), "--transport", "udp", "--arq", "--json"
    };
    Object[] words = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, words, common.length, more.length);
    CommandRun sent = CommandRun.of(words);
    assertEquals(0, sent.exitCode(), sent.err());
    return sent;
  }

  private static CompletableFuture<CommandRun> start(Object... words) {
    return CompletableFuture.supplyAsync(() -> CommandRun.of(words));
  }
}
