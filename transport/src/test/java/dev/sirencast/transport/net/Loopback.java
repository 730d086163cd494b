package dev.sirencast.transport.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.transfer.FrameReceiver;
import dev.sirencast.transport.transfer.FrameReceiverOptions;
import dev.sirencast.transport.transfer.FrameSenderOptions;
import dev.sirencast.transport.transfer.ReceiveSummary;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** Transfers between two threads of a test, over real sockets of the loopback interface. */
public final class Loopback {
  public static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  public static final FrameReceiverOptions RECEIVER =
      FrameReceiverOptions.defaults()
          .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5));

  /** Slow enough over UDP for the smallest kernel buffers and a busy machine. */
  public static final FrameSenderOptions SENDER =
      FrameSenderOptions.defaults().withUdpBitsPerSecond(20_000_000);

  private static final long PATIENCE_SECONDS = 20;

  private Loopback() {}

  /** What a receiver got. */
  public record Received(List<byte[]> frames, ReceiveSummary summary) {}

  /** Starts to receive on another thread. */
  public static FutureTask<Received> receive(FrameReceiver receiver) {
    return receive(receiver, frame -> {});
  }

  /** Starts to receive on another thread, and tells of each frame. */
  public static FutureTask<Received> receive(FrameReceiver receiver, Consumer<byte[]> arrived) {
    return start(
        () -> {
          List<byte[]> frames = new ArrayList<>();
          ReceiveSummary summary =
              receiver.receive(
                  frame -> {
                    frames.add(frame);
                    arrived.accept(frame);
                  });
          return new Received(frames, summary);
        });
  }

  public static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "loopback-test");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  public static <T> T await(FutureTask<T> task) throws Exception {
    return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for what nobody tells of: counts, and what the system does between two sockets. */
  public static void until(BooleanSupplier condition, String what) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_SECONDS * 1_000_000_000, what);
      LockSupport.parkNanos(100_000);
    }
  }

  /** Frames of 1 to 300 random bytes. */
  public static List<byte[]> frames(int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] frame = new byte[1 + random.nextInt(300)];
      random.nextBytes(frame);
      frames.add(frame);
    }
    return frames;
  }

  /** Not every system's loopback interface carries it. */
  public static void assumeMulticast(InetSocketAddress group, NetworkInterface via) {
    byte[] probe = {1};
    try (MulticastSocket listener = new MulticastSocket(group.getPort());
        DatagramSocket sender = new DatagramSocket()) {
      listener.joinGroup(group, via);
      listener.setSoTimeout(5_000);
      sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, via);
      sender.send(new DatagramPacket(probe, probe.length, group));
      listener.receive(new DatagramPacket(probe, probe.length));
    } catch (IOException e) {
      Assumptions.abort("the loopback interface does no multicast: " + e);
    }
  }
}
