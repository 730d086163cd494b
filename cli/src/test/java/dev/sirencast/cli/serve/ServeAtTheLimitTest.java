package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.FreePort;
import dev.sirencast.cli.Streams;
import dev.sirencast.cli.base.CommandException;
import java.net.ConnectException;
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

  /** Opens connections that say nothing, more than there are descriptors. */
  private static void flood(int port, List<Socket> sockets) throws Exception {
    for (int i = 0; i < 2 * DESCRIPTORS; i++) {
      sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
    }
  }

  @Test
  void case06ServerWithoutDescriptorsServesAndEnds() throws Exception {
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
      assertTrue(Files.readString(log).contains("of " + DESCRIPTORS + " file descriptors"));
      try {
        flood(port, sockets);
        flood(metrics, sockets);
      } catch (ConnectException e) {
        throw new AssertionError("the server said " + Files.readString(log), e);
      }

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
      String said = Files.readString(log);
      assertFalse(said.contains("Too many open files"), said);
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
    assertEquals(Optional.empty(), new Descriptors(50, 1_024).shortage(846));
    assertEquals(
        "--receivers means room for 847 connections, and of 1,024 file descriptors there are"
            + " 846 for them: raise ulimit -n, or the idlest have to give way",
        new Descriptors(50, 1_024).shortage(847).orElseThrow());
    Descriptors few = new Descriptors(50, 110);
    assertEquals(40, few.connections());
    assertEquals(2, few.passing());
    assertEquals(10, few.visitors());
    Descriptors none = new Descriptors(50, 50);
    assertEquals(1, none.connections());
    assertEquals(1, none.passing());
    assertEquals(2, none.visitors());
    assertTrue(Descriptors.now().connections() > 1);
    new Descriptors(32, 64).requireSome();
    assertEquals(
        "of 64 file descriptors the program itself takes 33, and serving takes 32 more at least:"
            + " raise ulimit -n",
        assertThrows(CommandException.class, () -> new Descriptors(33, 64).requireSome())
            .getMessage());
  }
}
