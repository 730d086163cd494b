package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.Streams;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that has no file descriptors left. */
class ServeAtTheLimitTest {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final int DESCRIPTORS = 160;
  private static final int TERMINATED = 128 + 15;

  @TempDir Path directory;

  private Process serve(Path served, Path log, int port, int metrics) throws Exception {
    List<String> words =
        List.of(
            SHELL.toString(),
            "-c",
            "ulimit -n " + DESCRIPTORS + " && exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.sirencast.cli.Main",
            "serve",
            served.toString(),
            "--listen",
            ":" + port,
            "--metrics",
            ":" + metrics,
            "--rescan",
            "0.1");
    return new ProcessBuilder(words)
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(log.toFile())
        .start();
  }

  /** Opens connections that say nothing until the server says that it can take no more. */
  private static void flood(int port, Path log, List<Socket> sockets) throws Exception {
    while (!Files.readString(log).contains("cannot accept connections: ")) {
      assertTrue(sockets.size() < 4 * DESCRIPTORS, () -> log.toString());
      sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
      Thread.sleep(1);
    }
  }

  @Test
  void serverAtTheLimitServesAndEnds() throws Exception {
    assumeTrue(Files.isExecutable(SHELL));
    Path served = Files.createDirectory(directory.resolve("served"));
    Path stream = Streams.write(Streams.small(0.5), served.resolve("a.siren"));
    Path log = directory.resolve("log");
    int port = FreePort.find();
    int metrics = FreePort.find();
    Process server = serve(served, log, port, metrics);
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; !Files.readString(log).contains("serving "); i++) {
        assertTrue(i < 3_000 && server.isAlive(), () -> log.toString());
        Thread.sleep(20);
      }
      assertTrue(Files.readString(log).contains("and there are " + DESCRIPTORS + ": "));
      flood(port, log, sockets);

      Path output = directory.resolve("got.siren");
      CommandRun fetched = CommandRun.of("fetch", ":" + port, "a.siren", "-o", output);
      assertEquals(0, fetched.exitCode(), fetched.err());
      assertArrayEquals(Files.readAllBytes(stream), Files.readAllBytes(output));
      HttpRequest health =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics + "/health")).build();
      assertEquals(
          200,
          HttpClient.newHttpClient()
              .send(health, HttpResponse.BodyHandlers.discarding())
              .statusCode());
      server.destroy();
      assertTrue(server.waitFor(60, TimeUnit.SECONDS));
      assertEquals(TERMINATED, server.exitValue(), Files.readString(log));
    } finally {
      server.destroyForcibly();
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void shortageIsSaidInOneLine() {
    assertEquals(Optional.empty(), Descriptors.shortage(512, 50, 1_024));
    assertEquals(
        "so many receivers may take 658 file descriptors, and there are 657: at the limit the"
            + " idlest connections are closed; ask for fewer --receivers, or raise ulimit -n",
        Descriptors.shortage(512, 50, 657).orElseThrow());
    assertEquals(Optional.empty(), Descriptors.shortage(512, 50, 658));
    assertTrue(Descriptors.shortage(1 << 30).isPresent());
  }
}
