package dev.sirencast.benchmarks.soak;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.transport.publish.FrameSubscriber;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The programs that are put to the test, and the ways to them. */
final class Stage implements AutoCloseable {
  /** Every impairment there is, as the carousel's datagrams meet them. */
  static final String AIR =
      "dup(2%); loss(3%); ge(p=1%,r=30%); corrupt(1%); ber(1e-5); rate(20Mbit,queue=256);"
          + " reorder(5%,gap=3); delay(20ms,jitter=10ms)";

  /** And as transfers do, on both ways, with losses that were written down. */
  static final String LINK =
      "dup(1%%); loss(2%%); trace(%s); ber(1e-6); rate(10Mbit,queue=128); delay(10ms,jitter=5ms)";

  private static final String GROUP = "239.255.77.15";

  private final List<Program> programs = new ArrayList<>();
  private final Path home;
  private final Path work;
  private final int period;
  private final int server = Ports.tcp();
  private final int metrics = Ports.tcp();
  private final int air = Ports.udp();
  private final int group = Ports.udp();
  private final int link = Ports.udp();
  private final int target = Ports.udp();
  private final ServedStreams streams;
  private final NetworkInterface loopback =
      NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));

  private Stage(Path home, Path work, int period) throws IOException {
    this.home = home;
    this.work = work;
    this.period = period;
    this.streams = new ServedStreams(Files.createDirectories(work.resolve("streams")));
  }

  /**
   * Starts all programs.
   *
   * @param period how often each writes down what it holds, in seconds
   */
  static Stage open(Path home, Path work, int period) throws IOException, InterruptedException {
    Stage stage = new Stage(home, work, period);
    try {
      stage.start();
      return stage;
    } catch (IOException | InterruptedException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    streams.write();
    Path trace = work.resolve("link.trace");
    Files.writeString(trace, trace());
    String channel = String.format(Locale.ROOT, LINK, trace);
    start(
        "relay of the carousel",
        "relaying",
        List.of("relay", "127.0.0.1:" + air, GROUP + ":" + group, "--interface"),
        List.of(loopback.getName(), "--channel", AIR, "--realtime", "--idle", "10"));
    start(
        "relay of transfers",
        "relaying",
        List.of("relay", "127.0.0.1:" + link, "127.0.0.1:" + target, "--idle", "10"),
        List.of("--channel", channel, "--reverse-channel", channel, "--realtime"));
    start(
        "server",
        "serving",
        List.of("serve", work.resolve("streams").toString(), "--listen", "127.0.0.1:" + server),
        List.of("--carousel", "127.0.0.1:" + air, "--carousel-rate", "6", "--stall", "5"),
        List.of("--idle", "10", "--metrics", "127.0.0.1:" + metrics),
        List.of("--receivers-per-address", "256"));
  }

  /** Of a hundred datagrams the 20th to 24th are lost, and the 60th comes late. */
  private static String trace() {
    StringBuilder text = new StringBuilder("sirencast-trace 1\nframes 100\n");
    for (int i = 0; i < 100; i++) {
      if (i < 20 || i > 24) {
        text.append(i).append(i == 60 ? " 30000000\n" : " 1000000\n");
      }
    }
    return text.toString();
  }

  @SafeVarargs
  private void start(String name, String ready, List<String>... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    for (List<String> some : words) {
      command.addAll(some);
    }
    Program program = Program.start(home, work, name, period, command);
    programs.add(program);
    program.awaitWord(ready);
  }

  /** The programs, by which {@link Program#holdings} there are. */
  List<Program> programs() {
    return List.copyOf(programs);
  }

  ServedStreams streams() {
    return streams;
  }

  Metrics metrics() throws IOException {
    return new Metrics(metrics);
  }

  /** Lets 32 receivers in: 20 over TCP, 10 of the carousel, one of transfers, one command. */
  Crowd crowd(Tally tally, long seed) throws IOException {
    InetSocketAddress at = new InetSocketAddress("127.0.0.1", server);
    StreamEntry large = entry(at, ServedStreams.LARGE);
    StreamEntry small = entry(at, ServedStreams.SMALL);
    Crowd crowd = new Crowd(tally);
    TcpVisits tcp = new TcpVisits(at, large);
    for (int i = 0; i < 20; i++) {
      crowd.add(tcp.kinds(), seed + i);
    }
    CarouselVisits carousel =
        new CarouselVisits(new InetSocketAddress(GROUP, group), loopback, small);
    for (int i = 0; i < 10; i++) {
      crowd.add(carousel.kinds(), seed + 100 + i);
    }
    EncodedStream sent = ServedStreams.stream(128, 3);
    TransferVisits transfers =
        new TransferVisits(
            new InetSocketAddress("127.0.0.1", link),
            new InetSocketAddress("127.0.0.1", target),
            sent.frames());
    crowd.add(transfers.kinds(), seed + 200);
    KilledVisits killed =
        new KilledVisits(home, work, "127.0.0.1:" + server, work.resolve("streams"), large);
    crowd.add(killed.kinds(), seed + 300);
    return crowd;
  }

  private static StreamEntry entry(InetSocketAddress at, String name) throws IOException {
    try (FrameSubscriber subscriber =
        FrameSubscriber.connect(at, FrameSubscriberOptions.defaults())) {
      return subscriber.list().stream()
          .filter(one -> one.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
