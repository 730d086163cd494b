package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.FrameCounts;
import dev.sirencast.receiver.PacketCounts;
import dev.sirencast.receiver.ReceiverLimits;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A receiver with little to spend, and what must hold of it whatever comes. */
final class ReceiverTrial {
  /** 65,536 weights, 16,384 points, 64 KiB that wait, and 131,072 multiply-adds. */
  private static final ReceiverLimits LIMITS =
      new ReceiverLimits(1 << 16, 1 << 14, 1 << 16, 1 << 17);

  private final SirenReceiver receiver;
  private int accepted;

  private ReceiverTrial(SirenReceiver receiver) {
    this.receiver = receiver;
  }

  /** A receiver with a policy, or null for the stream's own. */
  static ReceiverTrial create(@Nullable DeliveryPolicy policy) {
    ReceiverOptions options = options();
    return new ReceiverTrial(
        SirenReceiver.create(policy == null ? options : options.withPolicy(policy)));
  }

  /** A receiver that takes the streams of one signer alone. */
  static ReceiverTrial trusting(SignerKey key) {
    return new ReceiverTrial(SirenReceiver.create(options().withTrusted(List.of(key))));
  }

  /** Options with little to spend. */
  static ReceiverOptions options() {
    return ReceiverOptions.DEFAULTS.withLimits(LIMITS);
  }

  SirenReceiver receiver() {
    return receiver;
  }

  int accepted() {
    return accepted;
  }

  void accept(byte[] frame) {
    byte[] before = frame.clone();
    receiver.accept(frame);
    assertArrayEquals(before, frame);
    accepted++;
  }

  /** Decodes what there is; refused streams are refused with words. */
  void finish() {
    FrameCounts frames = receiver.frames();
    assertEquals(accepted, frames.received());
    assertEquals(
        frames.received(),
        frames.accepted()
            + frames.duplicate()
            + frames.droppedHeader()
            + frames.droppedPolicy()
            + frames.rejected()
            + frames.waiting());
    try {
      Reception reception = receiver.finish();
      assertWhole(reception.report().packets());
      assertFinite(reception);
    } catch (InvalidStreamException e) {
      assertNotNull(e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }

  private static void assertWhole(PacketCounts packets) {
    int counted =
        packets.ok()
            + packets.repaired()
            + packets.retransmitted()
            + packets.damagedDelivered()
            + packets.lost();
    assertEquals(packets.expected(), counted, packets::toString);
    assertTrue(packets.missingConcealed() >= 0 && packets.ok() >= 0, packets::toString);
  }

  private static void assertFinite(Reception reception) {
    for (float weight : reception.weights().toFlatArray()) {
      assertTrue(Float.isFinite(weight));
    }
    assertFalse(Double.isNaN(reception.estimatedDecibels(2)));
    Signal signal = reception.reconstruct();
    for (int point = 0; point < signal.grid().points(); point++) {
      for (int component = 0; component < signal.components(); component++) {
        assertTrue(Float.isFinite(signal.sample(point, component)));
      }
    }
  }
}
