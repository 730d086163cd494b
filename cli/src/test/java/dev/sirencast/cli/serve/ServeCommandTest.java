package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.StallingProxy;
import dev.sirencast.cli.Streams;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server as a process of its own, and what its users do. */
class ServeCommandTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();
  private Path served;
  private Path stream;
  private Path output;
  private Path log;
  private int port;

  @BeforeEach
  void writeStream() throws IOException {
    served = Files.createDirectory(directory.resolve("served"));
    stream = Streams.write(Streams.small(0.5), served.resolve("a.siren"));
    output = directory.resolve("got.siren");
    log = directory.resolve("serve.log");
    port = FreePort.find();
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process start(Path out, Path err, Object... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sirencast.cli.Main"));
    Arrays.stream(words).map(Object::toString).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    processes.add(process);
    return process;
  }

  private Process serve() throws Exception {
    Path json = directory.resolve("serve.json");
    Process server =
        start(json, log, "serve", served, "--listen", ":" + port, "--rescan", 0.1, "--json");
    awaitLog("serving ");
    return server;
  }

  private void awaitLog(String text) throws Exception {
    await(() -> Files.exists(log) && Files.readString(log).contains(text));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(Condition condition) throws Exception {
    for (int i = 0; !condition.holds(); i++) {
      assertTrue(i < 3_000, () -> log.toString());
      Thread.sleep(20);
    }
  }

  private List<String> names() throws IOException {
    JsonNode streams = CommandRun.of("list", ":" + port, "--json").json().get("streams");
    return StreamSupport.stream(streams.spliterator(), false)
        .map(entry -> entry.get("name").asText())
        .toList();
  }

  private CommandRun fetch(String name) {
    return CommandRun.of("fetch", ":" + port, name, "-o", output, "--json");
  }

  @Test
  void whatIsFetchedIsWhatIsServed() throws Exception {
    Process server = serve();
    assertEquals(List.of("a.siren"), names());
    CommandRun fetched = fetch("a.siren");
    assertEquals(0, fetched.exitCode(), fetched.err());
    assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
    assertEquals(Files.size(stream), fetched.json().get("bytes_fetched").asLong());
    assertEquals(0, fetched.json().get("packets_kept").asInt());
    assertFalse(Files.exists(directory.resolve("got.siren.part")));

    server.destroy();
    assertTrue(server.waitFor(60, TimeUnit.SECONDS));
    assertEquals(TERMINATED, server.exitValue());
    JsonNode json = new ObjectMapper().readTree(directory.resolve("serve.json").toFile());
    assertEquals(1, json.get("completed").asInt());
    assertEquals(0, json.get("cut").asInt());
    assertEquals(2, json.get("receivers").asInt());
  }

  @Test
  void filesComeChangeAndGo() throws Exception {
    serve();
    byte[] whole = Files.readAllBytes(stream);
    Files.write(served.resolve("half.siren"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(served.resolve("text.siren"), "no stream");
    Files.createSymbolicLink(served.resolve("link.siren"), directory.resolve("elsewhere"));
    awaitLog("half.siren: not served: it is damaged or not all there");
    awaitLog("text.siren: not served: not a SirenCast stream");
    awaitLog("link.siren: not served: it is no regular file");
    Path ready = Files.write(served.resolve(".b.tmp"), whole);
    Files.move(ready, served.resolve("b.siren"), StandardCopyOption.ATOMIC_MOVE);
    awaitLog("b.siren: served");
    assertEquals(List.of("a.siren", "b.siren"), names());

    Files.write(served.resolve("half.siren"), whole);
    awaitLog("half.siren: served");
    Files.write(stream, Arrays.copyOf(whole, 10));
    awaitLog("a.siren: not served any more");
    Files.delete(served.resolve("b.siren"));
    awaitLog("b.siren: gone");
    assertEquals(List.of("half.siren"), names());
    String text = Files.readString(log);
    assertEquals(text.indexOf("text.siren"), text.lastIndexOf("text.siren"), "named once");
  }

  @Test
  void case38KilledReceiverGoesOnWhereItWas() throws Exception {
    serve();
    Path part = directory.resolve("got.siren.part");
    try (StallingProxy proxy = new StallingProxy(port, 2_000)) {
      Process receiver =
          start(
              directory.resolve("fetch.out"),
              directory.resolve("fetch.err"),
              "fetch",
              ":" + proxy.port(),
              "a.siren",
              "-o",
              output);
      // More than the header and two frames of at most 100 bytes.
      await(() -> Files.exists(part) && Files.size(part) > 300);
      receiver.destroyForcibly();
      assertTrue(receiver.waitFor(60, TimeUnit.SECONDS));
    }
    assertFalse(Files.exists(output));
    CommandRun again = fetch("a.siren");
    assertEquals(0, again.exitCode(), again.err());
    JsonNode json = again.json();
    assertTrue(json.get("packets_kept").asInt() >= 2, json.toString());
    assertTrue(json.get("packets_fetched").asInt() > 0, json.toString());
    assertEquals(
        json.get("packets").asInt(),
        json.get("packets_kept").asInt() + json.get("packets_fetched").asInt());
    assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
    assertFalse(Files.exists(part));
  }

  @Test
  void case38KilledServerLeavesWhatCameAndAnotherOneGoesOn() throws Exception {
    Process server = serve();
    try (StallingProxy proxy = new StallingProxy(port, 2_000)) {
      Process receiver =
          start(
              directory.resolve("fetch.out"),
              directory.resolve("fetch.err"),
              "fetch",
              ":" + proxy.port(),
              "a.siren",
              "-o",
              output);
      await(
          () ->
              Files.exists(directory.resolve("got.siren.part"))
                  && Files.size(directory.resolve("got.siren.part")) > 300);
      server.destroyForcibly();
      proxy.cut();
      assertTrue(receiver.waitFor(60, TimeUnit.SECONDS));
      assertEquals(1, receiver.exitValue());
    }
    String complaint = Files.readString(directory.resolve("fetch.err"));
    assertTrue(
        complaint.matches(
            "(?s)sirencast: the publisher at .* packets are in .*part, the same command goes on from"
                + " there\\R"),
        complaint);
    assertTrue(server.waitFor(60, TimeUnit.SECONDS));
    Files.delete(log);
    serve();
    CommandRun again = fetch("a.siren");
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.json().get("packets_kept").asInt() >= 2);
    assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
  }

  @Test
  void carouselBringsTheSameBytesToWhoJoinsLate() throws Exception {
    int carousel;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      carousel = free.getLocalPort();
    }
    start(
        directory.resolve("serve.json"),
        log,
        "serve",
        served,
        "--listen",
        ":" + port,
        "--carousel",
        ":" + carousel,
        "--carousel-rate",
        5);
    awaitLog("serving ");
    CommandRun fetched =
        CommandRun.of("fetch", ":" + carousel, "a.siren", "-o", output, "--carousel", "--json");
    assertEquals(0, fetched.exitCode(), fetched.err());
    assertTrue(fetched.json().get("carousel").asBoolean());
    assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
    JsonNode list = CommandRun.of("list", ":" + carousel, "--carousel", "--json").json();
    assertEquals("a.siren", list.get("streams").get(0).get("name").asText());
    CommandRun missing =
        CommandRun.of("fetch", ":" + carousel, "b.siren", "-o", output, "--carousel");
    assertEquals(1, missing.exitCode());
    assertTrue(missing.err().contains("has no stream 'b.siren'"), missing.err());
  }

  @Test
  void patientFetchWaitsForTheServerAndItsStream() throws Exception {
    Path late = directory.resolve("late.siren");
    Files.move(stream, late);
    Path err = directory.resolve("fetch.err");
    Process receiver =
        start(
            directory.resolve("fetch.json"),
            err,
            "fetch",
            ":" + port,
            "a.siren",
            "-o",
            output,
            "--retry",
            120,
            "--json");
    await(() -> Files.readString(err).contains("nobody listens there; trying again"));
    serve();
    await(() -> Files.readString(err).contains("there is no stream 'a.siren'; trying again"));
    Files.move(late, stream);
    assertTrue(receiver.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, receiver.exitValue());
    assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
  }

  @Test
  void nothingIsLeftOfAFetchThatWasRefused() throws Exception {
    serve();
    CommandRun missing = fetch("b.siren");
    assertEquals(1, missing.exitCode());
    assertTrue(
        missing.err().endsWith("refuses: there is no stream 'b.siren'" + System.lineSeparator()),
        missing.err());
    assertEquals(2, fetch("../a.siren").exitCode());
    assertFalse(Files.exists(output));
    assertFalse(Files.exists(directory.resolve("got.siren.part")));
  }

  @ParameterizedTest
  @CsvSource({
    "--receivers, 0, a publisher has 1 to 65536 receivers",
    "--memory, 0, room for 1 stream and 1 byte or more",
    "--rescan, 0, --rescan must be 0.05 to",
    "--grace, 51, --grace must be 0.0 to 50.0 seconds",
    "--carousel, 239.1.2.3:7, a carousel is not encrypted",
    "--threads, 65, a publisher has 1 to 64 threads",
    "--listen, 8.8.8.8:7, not encrypted",
    "--listen, nowhere, is not an address"
  })
  void wrongOptionsAreRefused(String option, String value, String message) {
    CommandRun run = CommandRun.of("serve", served, option, value, "--for", 0.1);
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void noDirectoryAndATakenPortAreFailures() throws Exception {
    CommandRun run = CommandRun.of("serve", stream, "--listen", ":" + port);
    assertEquals(1, run.exitCode());
    assertEquals("sirencast: " + stream + ": is no directory", run.err().strip());
    serve();
    CommandRun second = CommandRun.of("serve", served, "--listen", ":" + port);
    assertEquals(1, second.exitCode());
    assertTrue(second.err().contains("the port is in use"), second.err());
  }
}
