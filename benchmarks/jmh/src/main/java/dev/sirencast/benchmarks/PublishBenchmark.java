package dev.sirencast.benchmarks;

import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.publish.FramePublisher;
import dev.sirencast.transport.publish.FramePublisherOptions;
import dev.sirencast.transport.publish.FrameSubscriber;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.PublisherStatistics;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;

/**
 * How fast a publisher's frames get to a subscriber over loopback, beside Netty with nothing around
 * it, in turn in one run; and what many receivers cost, some of which take nothing.
 */
public final class PublishBenchmark {
  private static final int FRAME_BYTES = 1_100;
  private static final int ROUNDS = 9;
  private static final int RECEIVERS = 64;
  private static final int STALLED = 64;
  private static final double MEGA = 1e6;

  private PublishBenchmark() {}

  /** Arguments: the stream's size in MiB (default 256). */
  public static void main(String[] args) throws Exception {
    int mebibytes = args.length == 0 ? 256 : Integer.parseInt(args[0]);
    List<byte[]> frames = frames((int) (((long) mebibytes << 20) / FRAME_BYTES));
    System.out.printf(
        "%,d frames of %,d bytes, sockets by %s, %d processors%n",
        frames.size(),
        FRAME_BYTES,
        Transport.socketLibrary(),
        Runtime.getRuntime().availableProcessors());
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    FramePublisherOptions options =
        FramePublisherOptions.defaults().withStreams(1, (mebibytes + 64L) << 20);
    try (FramePublisher publisher = FramePublisher.bind(anyPort, options);
        BareNetty bare = new BareNetty(frames)) {
      publisher.publish("x", frames);
      double[][] seconds = new double[3][ROUNDS];
      for (int round = -2; round < ROUNDS; round++) {
        double[] times = {fetch(publisher), bare.oneWay(), bare.echo()};
        for (int i = 0; round >= 0 && i < times.length; i++) {
          seconds[i][round] = times[i];
        }
      }
      String[] names = {"fetch", "bare Netty, one way", "bare Netty, echo"};
      for (int i = 0; i < names.length; i++) {
        Arrays.sort(seconds[i]);
        System.out.printf(
            "%-20s median %,7.0f MB/s, %,10.0f frames/s; best %,7.0f MB/s; fetch over it %.2f%n",
            names[i],
            rate(frames, seconds[i][ROUNDS / 2]) * FRAME_BYTES / MEGA,
            rate(frames, seconds[i][ROUNDS / 2]),
            rate(frames, seconds[i][0]) * FRAME_BYTES / MEGA,
            seconds[i][ROUNDS / 2] / seconds[0][ROUNDS / 2]);
      }
      many(publisher, frames);
    }
  }

  private static List<byte[]> frames(int count) {
    SplittableRandom random = new SplittableRandom(1);
    List<byte[]> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] frame = new byte[FRAME_BYTES];
      random.nextBytes(frame);
      frames.add(frame);
    }
    return frames;
  }

  private static double rate(List<byte[]> frames, double seconds) {
    return frames.size() / seconds;
  }

  private static double fetch(FramePublisher publisher) throws IOException {
    long start = System.nanoTime();
    try (FrameSubscriber subscriber =
        FrameSubscriber.connect(publisher.localAddress(), FrameSubscriberOptions.defaults())) {
      long[] bytes = new long[1];
      subscriber.fetch("x", (number, frame) -> bytes[0] += frame.length);
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (bytes[0] != publisher.entries().get(0).bytes()) {
        throw new IllegalStateException("not all came");
      }
      return seconds;
    }
  }

  /** Receivers that fetch while others have asked and take nothing. */
  private static void many(FramePublisher publisher, List<byte[]> frames) throws Exception {
    int map = (frames.size() + 7) / 8;
    byte[] request =
        HexFormat.of()
            .parseHex("895343460301" + "020000000178" + "03" + String.format("%08X", map));
    List<Socket> stalled = new ArrayList<>();
    for (int i = 0; i < STALLED; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), publisher.port());
      socket.getOutputStream().write(request);
      socket.getOutputStream().write(new byte[map]);
      stalled.add(socket);
    }
    long start = System.nanoTime();
    List<FutureTask<Double>> receivers = new ArrayList<>();
    for (int i = 0; i < RECEIVERS; i++) {
      FutureTask<Double> receiver = new FutureTask<>(() -> fetch(publisher));
      Thread thread = new Thread(receiver);
      thread.setDaemon(true);
      thread.start();
      receivers.add(receiver);
    }
    long held = 0;
    long direct = 0;
    while (receivers.stream().anyMatch(receiver -> !receiver.isDone())) {
      held = Math.max(held, publisher.statistics().heldBytes());
      direct = Math.max(direct, directBytes());
      Thread.sleep(5);
    }
    for (FutureTask<Double> receiver : receivers) {
      receiver.get();
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    PublisherStatistics statistics = publisher.statistics();
    System.out.printf(
        "%d receivers at once beside %d that take nothing: %,.0f MB/s in all; the stream takes %,d"
            + " bytes, at most %,d waited for receivers (%,d for each), direct memory of both sides"
            + " at most %,d bytes%n",
        RECEIVERS,
        STALLED,
        rate(frames, seconds) * RECEIVERS * FRAME_BYTES / MEGA,
        statistics.streamBytes(),
        held,
        held / (RECEIVERS + STALLED),
        direct);
    for (Socket socket : stalled) {
      socket.close();
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
