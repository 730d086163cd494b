package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.FrameScanner;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every single damage of a small stream, in all codings and under all policies. */
class DamagedStreamTest {
  private static byte[] file(WeightCoding coding, double overhead) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SmallStreams.stream(coding, overhead).writeTo(out);
    return out.toByteArray();
  }

  /** What a receiver makes of a file's bytes, or null if the manifest is lost. */
  private static ReceivedStream receive(byte[] file, DeliveryPolicy policy) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    FrameScanner.scan(new ByteArrayInputStream(file), frames::add);
    Depacketizer depacketizer = Depacketizer.create(policy, ReceiverLimits.DEFAULTS);
    frames.forEach(depacketizer::accept);
    return depacketizer.manifest().isEmpty() ? null : depacketizer.finish();
  }

  private static int[] bits(ReceivedTensor tensor) {
    int[] bits = new int[tensor.values().size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(tensor.values().get(i));
    }
    return bits;
  }

  /** Symbols are right, or marked as missing or doubtful; all values are finite. */
  private static void assertRightOrMarked(ReceivedStream whole, ReceivedStream received) {
    for (int t = 0; t < whole.tensors().size(); t++) {
      ReceivedTensor tensor = received.tensors().get(t);
      int[] right = bits(whole.tensors().get(t));
      int[] symbols = bits(tensor);
      boolean marked = tensor.missing() + tensor.doubtful() > 0;
      assertEquals(Arrays.equals(right, symbols) && tensor.missing() == 0, tensor.isIntact());
      assertTrue(marked || Arrays.equals(right, symbols), "tensor " + t + " is wrong, unmarked");
      for (float value : tensor.values().toArray()) {
        assertTrue(Float.isFinite(value));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  @DisplayName("hostile input 29: every flipped bit under every policy")
  void everyFlippedBitIsDetectedOrDeliveredAndMarked(WeightCoding coding) throws Exception {
    for (double overhead : new double[] {0, 1}) {
      byte[] file = file(coding, overhead);
      ReceivedStream whole = receive(file, DeliveryPolicy.STRICT);
      for (DeliveryPolicy policy : DeliveryPolicy.values()) {
        for (int bit = 0; bit < 8 * file.length; bit++) {
          file[bit >> 3] ^= (byte) (1 << (bit & 7));
          ReceivedStream received = receive(file, policy);
          file[bit >> 3] ^= (byte) (1 << (bit & 7));
          if (received != null) {
            assertRightOrMarked(whole, received);
            assertTrue(received.packets().ok() < whole.packets().ok(), "bit " + bit);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void everyTruncationIsDetected(WeightCoding coding) throws Exception {
    byte[] file = file(coding, 0);
    ReceivedStream whole = receive(file, DeliveryPolicy.STRICT);
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      for (int length = 0; length < file.length; length++) {
        ReceivedStream received = receive(Arrays.copyOf(file, length), policy);
        if (received != null) {
          assertRightOrMarked(whole, received);
          assertTrue(received.packets().lost() > 0, "length " + length);
        }
      }
    }
  }

  @Test
  void damagedCompactBodiesCountAsMissing() throws Exception {
    List<byte[]> frames =
        new ArrayList<>(SmallStreams.stream(WeightCoding.ENTROPY_CODED, 0).frames());
    byte[] damaged = frames.get(1).clone();
    // More than a checksum puts right.
    for (int i = 1; i <= 8; i++) {
      damaged[damaged.length - i] ^= (byte) (i * 37);
    }
    frames.set(1, damaged);
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.SOFT);
    assertEquals(0, received.tensors().stream().mapToInt(ReceivedTensor::doubtful).sum());
    assertTrue(received.tensors().stream().mapToInt(ReceivedTensor::missing).sum() > 0);
    assertEquals(1, received.packets().droppedPolicy());
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void anyBodyWithTheRightChecksumIsHarmless(WeightCoding coding) throws Exception {
    EncodedStream stream = SmallStreams.stream(coding, 1);
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 3000; trial++) {
      List<byte[]> frames = new ArrayList<>();
      for (WeightPacket packet : stream.packets()) {
        byte[] body = packet.body();
        if (packet.kind() != PacketKind.MANIFEST && random.nextInt(3) == 0) {
          body = forged(body, random);
        }
        frames.add(
            PacketSerializer.serialize(
                WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
      }
      ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.SOFT);
      for (ReceivedTensor tensor : received.tensors()) {
        assertTrue(tensor.values().size() >= tensor.missing());
      }
    }
  }

  private static byte[] forged(byte[] body, SplittableRandom random) {
    byte[] forged = Arrays.copyOf(body, random.nextBoolean() ? body.length : random.nextInt(47));
    for (int i = 0; i < forged.length; i++) {
      if (random.nextInt(4) == 0) {
        forged[i] = (byte) random.nextInt();
      }
    }
    return forged;
  }

  @Test
  @DisplayName("hostile input 27: a right checksum over wrong content")
  void forgedCompactBodyIsRefusedNotTrusted() throws Exception {
    EncodedStream stream = SmallStreams.stream(WeightCoding.ENTROPY_CODED, 0);
    List<byte[]> frames = new ArrayList<>(stream.frames());
    WeightPacket packet = stream.packets().get(1);
    byte[] body = packet.body();
    body[9] ^= 0x40;
    frames.set(
        1,
        PacketSerializer.serialize(
            WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.STRICT);
    assertFalse(received.tensors().stream().allMatch(ReceivedTensor::isIntact));
    assertEquals(1, received.packets().lost());
  }
}
