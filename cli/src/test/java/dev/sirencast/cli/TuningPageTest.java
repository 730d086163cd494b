package dev.sirencast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/tuning.md against what the network's commands print. */
class TuningPageTest {
  private static final Pattern METRIC = Pattern.compile("(?m)^(sirencast_\\w+) ");

  @TempDir Path directory;

  private static FutureTask<CommandRun> start(Object... words) {
    FutureTask<CommandRun> run = new FutureTask<>(() -> CommandRun.of(words));
    start(run);
    return run;
  }

  private static Thread start(FutureTask<CommandRun> run) {
    Thread thread = new Thread(run, "command");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static int freeUdpPort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static int freeTcpPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> collect(child, names));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertEquals(0, run.exitCode(), run.err());
    return run.json();
  }

  private static String metrics(int port) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    while (true) {
      try {
        return HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString())
            .body();
      } catch (IOException e) {
        Thread.sleep(20); // it is about to start
      }
    }
  }

  @Test
  void everyFieldAndMetricIsOnThePage() throws Exception {
    Path stream = Streams.write(Streams.small(0.5), directory.resolve("a.siren"));
    Path output = directory.resolve("got.siren");
    int carousel = freeUdpPort();
    int metrics = freeTcpPort();
    FutureTask<CommandRun> serve =
        new FutureTask<>(
            () ->
                CommandRun.of(
                    "serve",
                    directory,
                    "--listen",
                    ":" + freeTcpPort(),
                    "--carousel",
                    ":" + carousel,
                    "--metrics",
                    ":" + metrics,
                    "--json"));
    Thread server = start(serve);
    Set<String> names = new TreeSet<>();
    METRIC.matcher(metrics(metrics)).results().forEach(name -> names.add(name.group(1)));
    assertTrue(names.contains("sirencast_carousel_repairs_total"), names::toString);
    collect(
        json(
            CommandRun.of(
                "fetch", ":" + carousel, "a.siren", "-o", output, "--carousel", "--json")),
        names);
    collect(json(CommandRun.of("list", ":" + carousel, "--carousel", "--json")), names);
    server.interrupt();

    int relayed = freeUdpPort();
    int received = freeUdpPort();
    FutureTask<CommandRun> relay =
        start("relay", ":" + relayed, ":" + received, "--for", 0.5, "--json");
    FutureTask<CommandRun> receive =
        start(
            "receive",
            ":" + received,
            "-o",
            directory.resolve("a.png"),
            "--transport",
            "udp",
            "--json");
    collect(
        json(
            CommandRun.of(
                "send",
                stream,
                "localhost:" + received,
                "--transport",
                "udp",
                "--channel",
                "delay(1ms)",
                "--json")),
        names);
    collect(json(receive.get()), names);
    collect(json(relay.get()), names);
    collect(json(serve.get()), names);

    String pages =
        Files.readString(ProjectFile.of("docs/tuning.md"))
            + Files.readString(ProjectFile.of("docs/cli.md"));
    names.removeIf(name -> pages.contains("`" + name + "`") || pages.contains("." + name + "`"));
    assertEquals(Set.of(), names);
  }
}
