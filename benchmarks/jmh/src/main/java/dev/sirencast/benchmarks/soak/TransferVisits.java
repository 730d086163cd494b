package dev.sirencast.benchmarks.soak;

import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.transfer.FrameReceiver;
import dev.sirencast.transport.transfer.FrameReceiverOptions;
import dev.sirencast.transport.transfer.FrameSender;
import dev.sirencast.transport.transfer.FrameSenderOptions;
import dev.sirencast.transport.transfer.ReceiveSummary;
import dev.sirencast.transport.transfer.Retransmission;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Transfers over UDP through a relay, with retransmission; one at a time. */
final class TransferVisits {
  private static final Retransmission PATIENT = new Retransmission(30, Duration.ofSeconds(60));
  private static final FrameSenderOptions SENDING =
      FrameSenderOptions.defaults()
          .withTimeout(Duration.ofSeconds(20))
          .withUdpBitsPerSecond(4_000_000)
          .withRetransmission(PATIENT);

  private final InetSocketAddress relay;
  private final InetSocketAddress target;
  private final List<byte[]> frames;

  /**
   * @param target where the relay sends to
   */
  TransferVisits(InetSocketAddress relay, InetSocketAddress target, List<byte[]> frames) {
    this.relay = relay;
    this.target = target;
    this.frames = List.copyOf(frames);
  }

  Map<String, Visit> kinds() {
    Map<String, Visit> kinds = new LinkedHashMap<>();
    kinds.put("udp, takes a transfer", random -> take(frames));
    kinds.put("udp, its sender dies", this::senderDies);
    return kinds;
  }

  private Tally.End senderDies(SplittableRandom random) throws Exception {
    int last = 1 + random.nextInt(frames.size() - 1);
    return take(
        () ->
            new Iterator<>() {
              private int next;

              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public byte[] next() {
                if (next == last) {
                  throw new DeadException();
                }
                return frames.get(next++);
              }
            });
  }

  /** What ends a sender. */
  private static final class DeadException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Tally.End take(Iterable<byte[]> source) throws Exception {
    Set<ByteBuffer> missing = new HashSet<>();
    frames.forEach(frame -> missing.add(ByteBuffer.wrap(frame)));
    FrameReceiverOptions options =
        FrameReceiverOptions.defaults()
            .withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(6), Duration.ofSeconds(5))
            .withNeeds(
                frame -> PacketSerializer.parse(frame) instanceof ParsedPacket.Intact,
                missing::isEmpty);
    try (FrameReceiver receiver = FrameReceiver.bind(target, Transport.UDP, options)) {
      FutureTask<ReceiveSummary> receiving =
          new FutureTask<>(() -> receiver.receive(frame -> missing.remove(ByteBuffer.wrap(frame))));
      new Thread(receiving, "udp receiver").start();
      try {
        FrameSender.send(relay, Transport.UDP, source, SENDING);
      } catch (DeadException e) {
        await(receiving);
        return Tally.End.LEFT;
      } catch (TransportException e) {
        receiver.stop();
        throw e;
      }
      await(receiving);
    }
    if (!missing.isEmpty()) {
      throw new IOException(missing.size() + " of " + frames.size() + " packets did not come");
    }
    return Tally.End.WHOLE;
  }

  private static void await(FutureTask<ReceiveSummary> receiving) throws Exception {
    try {
      receiving.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
