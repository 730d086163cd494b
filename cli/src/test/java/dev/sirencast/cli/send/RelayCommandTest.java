package dev.sirencast.cli.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.Streams;
import dev.sirencast.transport.impairment.ChannelPreset;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayCommandTest {
  private static final String CHANNEL = "ge(p=5%,r=30%); ber(1e-4)";

  @TempDir Path directory;

  @Test
  void sendRelayAndReceiveMakeOneTransfer() throws Exception {
    Path stream = Streams.write(Streams.small(1), directory.resolve("a.siren"));
    Path trace = directory.resolve("a.trace");
    int front = FreePort.find();
    int port = FreePort.find();
    CompletableFuture<CommandRun> receiving =
        run(
            "receive",
            ":" + port,
            "-o",
            directory.resolve("got.png"),
            "--transport",
            "udp",
            "--policy",
            "repair-soft",
            "--json");
    CompletableFuture<CommandRun> relaying =
        run(
            "relay",
            ":" + front,
            "localhost:" + port,
            "--channel",
            CHANNEL,
            "--reverse-channel",
            "delay(2ms)",
            "--header",
            33,
            "--realtime",
            "--seed",
            4,
            "--for",
            6,
            "--record-trace",
            trace,
            "--json");
    CommandRun sent =
        CommandRun.of("send", stream, ":" + front, "--transport", "udp", "--rate", 5, "--json");
    assertEquals(0, sent.exitCode(), sent.err());
    CommandRun received = receiving.get(60, TimeUnit.SECONDS);
    CommandRun relayed = relaying.get(60, TimeUnit.SECONDS);
    assertEquals(0, received.exitCode(), received.err());
    assertEquals(0, relayed.exitCode(), relayed.err());

    JsonNode there = relayed.json().get("there");
    int frames = sent.json().get("frames").asInt();
    assertEquals(1, relayed.json().get("clients").asInt());
    assertTrue(there.get("received").asInt() >= frames + 2, there.toString());
    assertTrue(there.get("observed").get("missing").asInt() > 0, there.toString());
    assertTrue(there.get("observed").get("bits_flipped").asInt() > 0, there.toString());
    assertTrue(
        relayed.json().get("back").get("observed").get("delay_ms").get("p50").asDouble() >= 1.98);
    assertTrue(received.json().get("frames").get("received").asInt() < frames);
    assertTrue(Files.readString(trace).startsWith("sirencast-trace 1\nframes "));
  }

  /** As with Ctrl-C: the process is asked to end, and still says what it did. */
  @Test
  void statisticsArePrintedWhenTheProcessIsAskedToEnd() throws Exception {
    int front = FreePort.find();
    Path output = directory.resolve("relay.json");
    try (DatagramSocket target = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      target.setSoTimeout(10_000);
      Process relay = process(front, target.getLocalPort(), output);
      try {
        BufferedReader err =
            new BufferedReader(
                new java.io.InputStreamReader(relay.getErrorStream(), StandardCharsets.UTF_8));
        assertTrue(String.valueOf(err.readLine()).startsWith("relaying :" + front));
        byte[] bytes = {1, 2, 3};
        client.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), front));
        target.receive(new DatagramPacket(new byte[10], 10));
        relay.destroy();
        assertTrue(relay.waitFor(20, TimeUnit.SECONDS));
      } finally {
        relay.destroyForcibly();
      }
    }
    JsonNode json = new ObjectMapper().readTree(output.toFile());
    assertEquals(1, json.get("there").get("sent").asInt());
  }

  private static Process process(int front, int target, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.sirencast.cli.Main",
            "relay",
            ":" + front,
            ":" + target,
            "--json")
        .redirectOutput(output.toFile())
        .start();
  }

  @Test
  void endsAfterItsNumberOfDatagrams() throws Exception {
    int front = FreePort.find();
    try (DatagramSocket target = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      CompletableFuture<CommandRun> relaying =
          run("relay", ":" + front, ":" + target.getLocalPort(), "--frames", 5, "--json");
      for (int i = 0; !relaying.isDone() && i < 500; i++) {
        byte[] bytes = {(byte) i};
        client.send(new DatagramPacket(bytes, 1, InetAddress.getLoopbackAddress(), front));
        Thread.sleep(20);
      }
      CommandRun relayed = relaying.get(20, TimeUnit.SECONDS);
      assertEquals(0, relayed.exitCode(), relayed.err());
      assertTrue(relayed.json().get("there").get("received").asInt() >= 5);
    }
  }

  @Test
  void endsAfterItsTime() throws IOException {
    CommandRun run =
        CommandRun.of("relay", ":" + FreePort.find(), ":9", "--for", 0.1, "--channel", "3g");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("there: 0 came, 0 went on; channel loss(0.5%); rate"), run.out());
  }

  @Test
  void wrongUsageIsOneLine() throws IOException {
    int port = FreePort.find();
    assertUsage("--for must be 0 to 1e6 seconds, got 0.0", ":" + port, ":9", "--for", 0);
    assertUsage("--frames must be 1 or more, got 0", ":" + port, ":9", "--frames", 0);
    assertUsage("a relay has 1 to 4096 clients, got 0", ":" + port, ":9", "--clients", 0);
    assertUsage("a relay may hold 65536 bytes", ":" + port, ":9", "--memory", 0);
    assertUsage("cannot read \"lose(1%)\" at character 1", ":1", ":9", "--channel", "lose(1%)");
    assertUsage("cannot read \"x\" at character 1", ":1", ":9", "--back-channel", "x");
    assertUsage("there is no network interface nonesuch0", ":1", ":9", "--interface", "nonesuch0");
    CommandRun itself = CommandRun.of("relay", ":" + port, ":" + port);
    assertEquals(1, itself.exitCode());
    assertTrue(itself.err().contains("cannot have itself as its target"), itself.err());
  }

  @Test
  void helpNamesTheReverseChannelAndNotItsOldSpelling() {
    String help = CommandRun.of("relay", "--help").out();
    assertTrue(help.contains("--reverse-channel"), help);
    assertFalse(help.contains("--back-channel"), help);
  }

  private static void assertUsage(String reason, Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.add(0, "relay");
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(2, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(reason), run.err());
  }

  @Test
  void helpHoldsEveryPresetWithItsSource() {
    for (String command : new String[] {"simulate", "send", "relay"}) {
      String help = squeezed(CommandRun.of(command, "--help-all").out());
      for (ChannelPreset preset : ChannelPreset.values()) {
        assertTrue(help.contains(squeezed(preset.label() + preset.channel())), help);
        assertTrue(help.contains(squeezed(preset.source())), help);
      }
    }
  }

  /** Help is broken into lines wherever it likes. */
  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static CompletableFuture<CommandRun> run(Object... words) {
    return CompletableFuture.supplyAsync(() -> CommandRun.of(words));
  }
}
