package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames that come again: they cost next to nothing, whatever the stream is worth. */
class RepetitionTest {
  private static final int TIMES = 1000;
  private static final int MANY = 1_000_000;

  /** What a byte a repetition would come to; a million may leave nothing. */
  private static final long KEPT_BYTES = MANY;

  /** What taking a frame may allocate that brings nothing: copies of it, and no weights. */
  private static final long BYTES_A_FRAME = 10_000;

  private static final ReceiverOptions SOFT =
      ReceiverOptions.DEFAULTS.withPolicy(DeliveryPolicy.SOFT);

  private static final SirenArchitecture WIDE = new SirenArchitecture(2, 128, 2, 3, 30, 30);

  private static EncodedStream stream(WeightCoding coding, double overhead) {
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(coding)
            .withProtection(UnequalErrorProtection.ofOverhead(overhead));
    return Packetizer.packetize(
        SignalDescription.of(TestCard.create(48, 32)),
        Quantizer.quantize(SirenInitializer.initialize(WIDE, 7), 8),
        options);
  }

  private static long allocated(Runnable task) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    task.run();
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static void assertCostNothing(ProgressiveReceiver receiver, byte[] frame) {
    assertCostNothing(receiver, frame, TIMES);
  }

  private static void assertCostNothing(ProgressiveReceiver receiver, byte[] frame, int times) {
    receiver.accept(frame);
    long bytes =
        allocated(
            () -> {
              for (int i = 0; i < times; i++) {
                receiver.accept(frame);
              }
            });
    assertTrue(bytes < times * BYTES_A_FRAME, bytes + " bytes for " + times + " repetitions");
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Where a stream's last source packet stands. */
  private static int lastSource(EncodedStream stream) {
    int at = stream.packets().size() - 1;
    while (stream.packets().get(at).kind() != PacketKind.SOURCE) {
      at--;
    }
    return at;
  }

  /** A stream's frames, its last source packet with zeros for a body and the right checksum. */
  private static List<byte[]> forged(EncodedStream stream, int bodyBytes) {
    List<byte[]> frames = new ArrayList<>(stream.frames());
    WeightPacket last = stream.packets().get(lastSource(stream));
    int bytes = bodyBytes < 0 ? last.bodyLength() : bodyBytes;
    frames.set(
        lastSource(stream),
        PacketSerializer.serialize(
            WeightPacket.of(last.kind(), last.streamId(), last.number(), new byte[bytes])));
    return frames;
  }

  @ParameterizedTest
  @EnumSource(DeliveryPolicy.class)
  void ofAStreamThatIsNotWhatItSaysCostNothing(DeliveryPolicy policy) {
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver =
        ProgressiveReceiver.create(ReceiverOptions.DEFAULTS.withPolicy(policy), 1, updates::add);
    List<byte[]> frames = forged(stream(WeightCoding.ERROR_RESILIENT, 0), -1);
    frames.forEach(receiver::accept);
    int shown = updates.size();
    for (byte[] frame : List.of(frames.get(0), frames.get(frames.size() - 1))) {
      assertCostNothing(receiver, frame);
    }
    assertEquals(shown, updates.size());
  }

  @Test
  void ofAWholeStreamCostNothing() {
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver = ProgressiveReceiver.create(updates::add);
    List<byte[]> frames = stream(WeightCoding.ERROR_RESILIENT, 0).frames();
    frames.forEach(receiver::accept);
    int shown = updates.size();
    assertCostNothing(receiver, frames.get(frames.size() - 1));
    assertEquals(shown, updates.size());
  }

  @Test
  @DisplayName("hostile input 22: one packet over and over")
  void ofAStreamThatIsNotAllThereCostNothing() {
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver = ProgressiveReceiver.create(updates::add);
    List<byte[]> frames = stream(WeightCoding.ERROR_RESILIENT, 0).frames();
    frames.subList(0, frames.size() / 2).forEach(receiver::accept);
    int shown = updates.size();
    FrameCounts before = receiver.receiver().frames();
    long heap = heapInUse();
    assertCostNothing(receiver, frames.get(frames.size() / 2 - 1), MANY);
    assertTrue(heapInUse() < heap + KEPT_BYTES, "kept: " + (heapInUse() - heap));
    assertEquals(shown, updates.size());
    FrameCounts after = receiver.receiver().frames();
    assertEquals(before.accepted(), after.accepted());
    assertEquals(before.duplicate() + MANY + 1, after.duplicate());
    assertEquals(before.received() + MANY + 1, after.received());
  }

  @Test
  void ofABodyThatIsNoneAreLookedAtAFewTimes() {
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver = ProgressiveReceiver.create(SOFT, 1, updates::add);
    EncodedStream stream = stream(WeightCoding.ENTROPY_CODED, 0);
    List<byte[]> frames = forged(stream, 3);
    frames.forEach(receiver::accept);
    assertFalse(receiver.receiver().isComplete());
    int shown = updates.size();
    byte[] none = frames.get(lastSource(stream));
    for (int i = 0; i < TIMES; i++) {
      receiver.accept(none);
    }
    assertTrue(updates.size() <= shown + 4, updates.size() - shown + " updates");
    assertCostNothing(receiver, none);
  }

  @Test
  void ofABodyThatIsNoneLeaveRoomForTheRightOne() {
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver = ProgressiveReceiver.create(SOFT, 1, updates::add);
    EncodedStream stream = stream(WeightCoding.ENTROPY_CODED, 0);
    List<byte[]> frames = forged(stream, 3);
    frames.forEach(receiver::accept);
    receiver.accept(frames.get(lastSource(stream)));
    assertFalse(updates.get(updates.size() - 1).reception().report().isExact());
    stream.frames().forEach(receiver::accept);
    assertTrue(updates.get(updates.size() - 1).reception().report().isExact());
  }

  @Test
  void areNotJudgedAgain() {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, 0.5);
    SirenReceiver receiver =
        SirenReceiver.create(ReceiverOptions.DEFAULTS.withPolicy(DeliveryPolicy.REPAIR));
    int last = lastSource(stream);
    List<byte[]> frames = stream.frames();
    frames.subList(0, last).forEach(receiver::accept);
    assertFalse(receiver.hasEnough());
    assertTrue(allocated(receiver::hasEnough) < BYTES_A_FRAME);
    receiver.accept(frames.get(last - 1));
    assertTrue(allocated(receiver::hasEnough) < BYTES_A_FRAME);
    frames.subList(last + 1, frames.size()).forEach(receiver::accept);
    assertTrue(receiver.hasEnough());
    assertFalse(receiver.isComplete());
    assertTrue(allocated(receiver::hasEnough) < BYTES_A_FRAME);
  }

  @Test
  void withoutAManifestAreNotEnough() {
    assertFalse(SirenReceiver.create().hasEnough());
  }
}
