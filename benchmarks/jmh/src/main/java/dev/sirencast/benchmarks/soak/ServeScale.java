package dev.sirencast.benchmarks.soak;

import dev.sirencast.transport.publish.FrameSubscriber;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What one {@code serve} gives to so many receivers at a time: each connects, fetches a stream,
 * leaves and comes again. The server is a process of its own, so that its processor time is told
 * apart from that of the receivers, which share the machine with it.
 */
public final class ServeScale {
  private static final String NAME = "a.siren";
  private static final int WARM_UP_SECONDS = 8;
  private static final int PERIOD_SECONDS = 1;
  private static final FrameSubscriberOptions OPTIONS =
      FrameSubscriberOptions.defaults().withTimeout(Duration.ofSeconds(30));

  private final Path home;
  private final int seconds;

  private ServeScale(Path home, int seconds) {
    this.home = home;
    this.seconds = seconds;
  }

  /**
   * Arguments: where SirenCast is built, seconds of each measurement, numbers of receivers such as
   * {@code 1,16,64}, and streams. Prints a row of a table for each stream and number.
   */
  public static void main(String[] arguments) throws Exception {
    ServeScale scale =
        new ServeScale(Path.of(arguments[0]).toAbsolutePath(), Integer.parseInt(arguments[1]));
    System.out.println(
        "| stream, bytes | receivers | fetches a second | MB/s | median, ms | 95 % within, ms"
            + " | server, processor ms a fetch | server, MiB |");
    System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (String stream : List.of(arguments).subList(3, arguments.length)) {
      for (String receivers : arguments[2].split(",")) {
        System.out.println(scale.row(Path.of(stream), Integer.parseInt(receivers)));
      }
    }
  }

  private String row(Path stream, int receivers) throws Exception {
    Path work = Files.createTempDirectory("scale");
    Path served = Files.createDirectories(work.resolve("streams"));
    Files.copy(stream, served.resolve(NAME));
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.tcp());
    String limit = Integer.toString(receivers + 8);
    List<String> command =
        List.of(
            "serve",
            served.toString(),
            "--listen",
            "localhost:" + server.getPort(),
            "--receivers",
            limit,
            "--receivers-per-address",
            limit);
    try (Program program = Program.start(home, work, "server", PERIOD_SECONDS, command)) {
      program.awaitWord("serving");
      visit(server, receivers, WARM_UP_SECONDS);
      Duration before = program.processorTime();
      List<Double> times = visit(server, receivers, seconds);
      Duration taken = program.processorTime().minus(before);
      List<Holdings> held = program.holdings();
      program.end();
      Collections.sort(times);
      double rate = times.size() / (double) seconds;
      return String.format(
          Locale.ROOT,
          "| %,d | %d | %,.0f | %,.0f | %.1f | %.1f | %.2f | %.0f |",
          Files.size(stream),
          receivers,
          rate,
          rate * Files.size(stream) * 1e-6,
          1e3 * times.get(times.size() / 2),
          1e3 * times.get(times.size() * 95 / 100),
          1e-6 * taken.toNanos() / times.size(),
          held.get(held.size() - 1).of(Holdings.Kind.RESIDENT));
    }
  }

  /** Seconds that each fetch took, connecting included. */
  private static List<Double> visit(InetSocketAddress server, int receivers, int seconds)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    ExecutorService crowd = Executors.newFixedThreadPool(receivers);
    try {
      List<Future<List<Double>>> all = new ArrayList<>();
      for (int i = 0; i < receivers; i++) {
        all.add(
            crowd.submit(
                () -> {
                  List<Double> times = new ArrayList<>();
                  while (System.nanoTime() < end) {
                    times.add(fetch(server));
                  }
                  return times;
                }));
      }
      List<Double> times = new ArrayList<>();
      for (Future<List<Double>> one : all) {
        times.addAll(one.get());
      }
      return times;
    } finally {
      crowd.shutdown();
    }
  }

  private static double fetch(InetSocketAddress server) throws IOException {
    long begun = System.nanoTime();
    Arrival arrival = new Arrival();
    try (FrameSubscriber subscriber = FrameSubscriber.connect(server, OPTIONS)) {
      subscriber.fetch(NAME, arrival);
    }
    double seconds = (System.nanoTime() - begun) * 1e-9;
    arrival.requireWhole();
    return seconds;
  }
}
