package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.relay.UdpRelay;
import dev.sirencast.transport.relay.UdpRelayOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is missing or damaged over UDP comes again, within limits. */
class RetransmissionTest {
  private static final Retransmission PATIENT = new Retransmission(20, Duration.ofSeconds(20));

  private record Outcome(SendSummary sent, ReceiveSummary received, List<byte[]> marked) {}

  @Test
  void lossyNetworkBothWaysEndsComplete() throws Exception {
    List<byte[]> frames = Loopback.frames(600);
    List<byte[]> all = new ArrayList<>();
    Outcome outcome =
        transfer(frames, "loss(20%)", "loss(20%)", PATIENT, all, frame -> true, () -> false);
    assertEquals(distinct(frames), distinct(all));
    assertTrue(outcome.received().isComplete());
    assertEquals(600, outcome.sent().frames());
    assertTrue(outcome.sent().retransmitted() >= 100);
    assertTrue(outcome.marked().size() <= outcome.sent().retransmitted());
    assertEquals(all.size(), outcome.received().frames());
    assertEquals(outcome.received().frames(), outcome.sent().framesReceived());
  }

  @Test
  void damagedFramesComeAgain() throws Exception {
    List<byte[]> frames = Loopback.frames(300);
    Set<ByteBuffer> good = distinct(frames);
    List<byte[]> all = new ArrayList<>();
    // The header's number may be hit too: such datagrams are of no known form, or of another frame.
    Outcome outcome =
        transfer(
            frames,
            "ber(1e-4,scope=payload)",
            "none",
            PATIENT,
            all,
            frame -> good.contains(ByteBuffer.wrap(frame)),
            () -> false);
    assertTrue(distinct(all).containsAll(good));
    assertTrue(outcome.sent().retransmitted() > 0);
  }

  @Test
  void nothingIsAskedForAgainOnceThereIsEnough() throws Exception {
    List<byte[]> all = new ArrayList<>();
    Outcome outcome =
        transfer(
            Loopback.frames(300), "loss(20%)", "none", PATIENT, all, frame -> true, () -> true);
    assertEquals(0, outcome.sent().retransmitted());
    assertTrue(all.size() < 300);
  }

  @Test
  void roundsAreTheMostThatIsSentAgain() throws Exception {
    List<byte[]> all = new ArrayList<>();
    Outcome outcome =
        transfer(
            Loopback.frames(50),
            "none",
            "none",
            new Retransmission(3, Duration.ofSeconds(20)),
            all,
            frame -> false,
            () -> false);
    assertEquals(150, outcome.sent().retransmitted());
    assertEquals(200, all.size());
    assertEquals(150, outcome.marked().size());
  }

  @Test
  void missingFramesSurviveTheWire() {
    ArrivedFrames arrived = new ArrivedFrames();
    for (int i = 0; i < 1_000; i++) {
      if (i % 7 != 3) {
        arrived.add(i);
      }
    }
    ByteBuf out = Unpooled.buffer();
    arrived.writeNack(out, 1_000);
    BitSet missing = ArrivedFrames.readNack(out, 1_000);
    assertEquals(143, missing.cardinality());
    assertTrue(missing.stream().allMatch(i -> i % 7 == 3));
    out.release();

    ByteBuf none = Unpooled.buffer();
    arrived.writeNack(none, 3);
    assertTrue(ArrivedFrames.readNack(none, 3).isEmpty());
    none.release();
  }

  /** A hostile answer names nothing beyond what was sent, and none is longer than its question. */
  @Test
  void missingFramesAreBounded() {
    ByteBuf hostile = Unpooled.buffer().writeInt(-1).writeZero(60_000);
    for (int i = 4; i < 60_000; i++) {
      hostile.setByte(i, 0xFF);
    }
    assertTrue(ArrivedFrames.readNack(hostile, 10).isEmpty());
    hostile.setInt(0, 5).readerIndex(0);
    assertEquals(5, ArrivedFrames.readNack(hostile, 10).cardinality());
    hostile.release();

    ByteBuf longest = Unpooled.buffer();
    new ArrivedFrames().writeNack(longest.writeInt(1), 1 << 30);
    assertEquals(UdpWire.STATUS_REQUEST_BYTES, longest.readableBytes());
    longest.release();
  }

  @Test
  void rangesAreChecked() {
    assertThrows(
        IllegalArgumentException.class, () -> new Retransmission(0, Duration.ofSeconds(1)));
    assertThrows(
        IllegalArgumentException.class, () -> new Retransmission(101, Duration.ofSeconds(1)));
    assertThrows(IllegalArgumentException.class, () -> new Retransmission(1, Duration.ZERO));
    assertFalse(FrameSenderOptions.defaults().retransmission().isPresent());
  }

  private static Outcome transfer(
      List<byte[]> frames,
      String there,
      String back,
      Retransmission limits,
      List<byte[]> all,
      Predicate<byte[]> intact,
      BooleanSupplier enough)
      throws Exception {
    UdpRelayOptions network =
        UdpRelayOptions.defaults()
            .withChannels(ChannelModel.parse(there), ChannelModel.parse(back), 5)
            .withHeaderBytes(UdpWire.HEADER_BYTES + UdpWire.SEQUENCE_BYTES);
    List<byte[]> marked = new ArrayList<>();
    try (FrameReceiver receiver =
            FrameReceiver.bind(
                Loopback.ANY_PORT, Transport.UDP, Loopback.RECEIVER.withNeeds(intact, enough));
        UdpRelay relay = UdpRelay.bind(Loopback.ANY_PORT, receiver.localAddress(), network)) {
      FutureTask<ReceiveSummary> receiving =
          Loopback.start(
              () ->
                  receiver.receiveMarked(
                      (frame, retransmitted) -> {
                        all.add(frame);
                        if (retransmitted) {
                          marked.add(frame);
                        }
                      }));
      SendSummary sent =
          FrameSender.send(
              relay.localAddress(),
              Transport.UDP,
              frames,
              Loopback.SENDER.withRetransmission(limits));
      return new Outcome(sent, Loopback.await(receiving), marked);
    }
  }

  private static Set<ByteBuffer> distinct(List<byte[]> frames) {
    Set<ByteBuffer> set = new HashSet<>();
    frames.forEach(frame -> set.add(ByteBuffer.wrap(frame)));
    return set;
  }
}
