package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.WeightCoding;
import org.junit.jupiter.api.Test;

class ReceiverLimitsTest {
  /** 2-7x2-3 on 24 x 16 points: 101 weights. */
  private static Manifest.Builder small() {
    return ManifestMessages.valid(WeightCoding.WEIGHT_CODING_ERROR_RESILIENT);
  }

  private static LimitExceededException refusal(ReceiverLimits limits, Manifest.Builder message)
      throws Exception {
    StreamManifest manifest = ManifestMessages.parse(message.build());
    return assertThrows(LimitExceededException.class, () -> limits.require(manifest));
  }

  @Test
  void eachLimitHoldsAtItsValue() throws Exception {
    StreamManifest manifest = ManifestMessages.parse(small().build());
    long weights = manifest.architecture().parameters();
    long work = weights * 24 * 16;
    ReceiverLimits just = new ReceiverLimits(weights, 24 * 16, 0, work);
    assertDoesNotThrow(() -> just.require(manifest));
    LimitExceededException fewer = refusal(just.withMaxWeights(weights - 1), small());
    assertEquals("weights", fewer.limit());
    assertEquals(weights, fewer.asked());
    assertEquals(weights - 1, fewer.allowed());
    assertEquals(
        "the signal has 384 points, this receiver takes 383",
        refusal(just.withMaxPoints(383), small()).getMessage());
    assertEquals("work", refusal(just.withMaxWork(work - 1), small()).limit());
  }

  /** Its network and its grid are each within their limits; together they take a day. */
  @Test
  void aManifestThatAsksForDaysIsRefusedBeforeItsPacketsAreTaken() {
    Manifest.Builder message = small();
    message.getArchitectureBuilder().setHiddenFeatures(1440).setHiddenLayers(1);
    message.getSignalBuilder().clearAxes().addAxes(8192).addAxes(8192);
    message.getGroupsBuilder(0).setSourcePackets(4000);
    SirenReceiver receiver = SirenReceiver.create();
    receiver.accept(
        PacketSerializer.serialize(ManifestMessages.packet(message.build().toByteArray())));
    assertTrue(receiver.manifest().isEmpty());
    LimitExceededException refused = assertThrows(LimitExceededException.class, receiver::finish);
    assertEquals("work", refused.limit());
    assertEquals(2_083_683L * 8192 * 8192, refused.asked());
    assertDoesNotThrow(() -> ReceiverLimits.NONE.require(ManifestMessages.parse(message.build())));
  }

  /** Frames without a body would be kept for nothing. */
  @Test
  void emptyPacketsThatWaitCountForWhatTheyTake() {
    ReceiverLimits limits = new ReceiverLimits(1000, 1000, 10_000, 1_000_000);
    Depacketizer depacketizer = Depacketizer.create(limits);
    byte[] empty =
        PacketSerializer.serialize(WeightPacket.of(PacketKind.SOURCE, 1, 0, new byte[0]));
    for (int i = 0; i < 1000; i++) {
      depacketizer.accept(empty);
    }
    FrameCounts counts = depacketizer.frames();
    assertTrue(counts.waiting() <= 10_000 / (64 + empty.length), counts::toString);
    assertEquals(1000, counts.waiting() + counts.rejected());
  }

  @Test
  void limitsHaveRanges() {
    assertThrows(IllegalArgumentException.class, () -> new ReceiverLimits(0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ReceiverLimits(1, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ReceiverLimits(1, 1, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new ReceiverLimits(1, 1, 1, 0));
  }
}
