package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.checksum.ChecksumCorrection;
import dev.sirencast.format.checksum.Crc32c;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that their own checksums put right. */
class CorrectedStreamTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 64, 2, 3, 30, 30);
  private static final UnequalErrorProtection SLICED =
      UnequalErrorProtection.equal(FecScheme.NONE.withSliceBytes(64));

  private static EncodedStream stream(WeightCoding coding, UnequalErrorProtection protection) {
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(coding)
            .withProtection(protection)
            .withPacketBytes(PacketFormat.MAX_FRAME_BYTES)
            .withMetadata(new TreeMap<>(Map.of("title", new MetadataValue.Text("at noon"))));
    return coding.isLossless()
        ? Packetizer.packetize(
            SmallStreams.PICTURE, SmallStreams.halves(NETWORK, 4), WeightOrigin.PLAIN, options)
        : Packetizer.packetize(
            SmallStreams.PICTURE,
            QuantizedNetwork.of(NETWORK, SmallStreams.network(NETWORK, 8, 30, 1)),
            options);
  }

  private static boolean isExact(ReceivedStream received) {
    return received.tensors().stream().allMatch(ReceivedTensor::isIntact);
  }

  private static void flip(byte[] frame, int bit) {
    frame[PacketFormat.HEADER_BYTES + bit / 8] ^= (byte) (1 << bit % 8);
  }

  /** Every frame with so many flipped bits behind its header. */
  private static List<byte[]> flipped(List<byte[]> frames, int flips, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> arrived = new ArrayList<>();
    for (byte[] frame : frames) {
      byte[] copy = frame.clone();
      random
          .ints(0, 8 * (copy.length - PacketFormat.HEADER_BYTES))
          .distinct()
          .limit(flips)
          .forEach(bit -> flip(copy, bit));
      arrived.add(copy);
    }
    return arrived;
  }

  private static List<byte[]> noisy(List<byte[]> frames, double rate, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> arrived = new ArrayList<>();
    for (byte[] frame : frames) {
      byte[] copy = frame.clone();
      for (int bit = 0; bit < 8 * (copy.length - PacketFormat.HEADER_BYTES); bit++) {
        if (random.nextDouble() < rate) {
          flip(copy, bit);
        }
      }
      arrived.add(copy);
    }
    return arrived;
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void aFlippedBitInEveryPacketChangesNothing(WeightCoding coding) throws Exception {
    for (UnequalErrorProtection protection :
        List.of(UnequalErrorProtection.NONE, SLICED, UnequalErrorProtection.ofOverhead(0.3))) {
      List<byte[]> frames = stream(coding, protection).frames();
      for (DeliveryPolicy policy : List.of(DeliveryPolicy.REPAIR, DeliveryPolicy.REPAIR_SOFT)) {
        ReceivedStream received = SmallStreams.receive(flipped(frames, 1, 1), policy);
        assertTrue(isExact(received));
        assertEquals(frames.size(), received.packets().repaired());
        assertEquals(1, received.manifest().metadata().size());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void strictDoesWithoutItAndSoftWhereBodiesBend(WeightCoding coding) throws Exception {
    List<byte[]> frames = stream(coding, UnequalErrorProtection.NONE).frames();
    List<byte[]> arrived = flipped(frames, 1, 1);
    assertThrows(
        InvalidStreamException.class, () -> SmallStreams.receive(arrived, DeliveryPolicy.STRICT));
    arrived.set(0, frames.get(0));
    ReceivedStream strict = SmallStreams.receive(arrived, DeliveryPolicy.STRICT);
    assertEquals(1, strict.packets().ok());
    assertEquals(0, strict.packets().damagedDelivered());
    assertEquals(Map.of(), strict.manifest().metadata());
    ReceivedStream soft = SmallStreams.receive(arrived, DeliveryPolicy.SOFT);
    int sources = soft.manifest().sourcePackets();
    assertEquals(coding.isErrorResilient() ? sources : 0, soft.packets().damagedDelivered());
    assertEquals(!coding.isErrorResilient(), isExact(soft));
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void aNoisyChannelLosesFewPackets(WeightCoding coding) throws Exception {
    EncodedStream stream = stream(coding, UnequalErrorProtection.NONE);
    int inexact = 0;
    int strict = 0;
    for (int seed = 0; seed < 30; seed++) {
      List<byte[]> arrived = noisy(stream.frames(), 1e-4, seed);
      arrived.set(0, stream.frames().get(0));
      PacketCounts counts = SmallStreams.receive(arrived, DeliveryPolicy.REPAIR).packets();
      inexact += counts.lost() + counts.damagedDelivered();
      strict += SmallStreams.receive(arrived, DeliveryPolicy.STRICT).packets().lost();
    }
    assertTrue(inexact < strict / 6, inexact + " lost, strict " + strict);
  }

  /** Four flips in a source packet's body that its checksum takes for two others. */
  private static byte[] misleading(WeightPacket packet, long seed) {
    byte[] sent = packet.body();
    int checksum = Crc32c.of(sent, 0, sent.length);
    for (long trial = seed; ; trial++) {
      byte[] frame = flipped(List.of(PacketSerializer.serialize(packet)), 4, trial).get(0);
      byte[] body = Arrays.copyOfRange(frame, PacketFormat.HEADER_BYTES, frame.length);
      if (ChecksumCorrection.correct(body, checksum)) {
        assertFalse(Arrays.equals(sent, body));
        return frame;
      }
    }
  }

  private static int firstSource(EncodedStream stream) {
    int at = 0;
    while (stream.packets().get(at).kind() != PacketKind.SOURCE) {
      at++;
    }
    return at;
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void aWrongCorrectionIsNotBelieved(WeightCoding coding) throws Exception {
    for (UnequalErrorProtection protection : List.of(UnequalErrorProtection.NONE, SLICED)) {
      EncodedStream stream = stream(coding, protection);
      ReceivedStream whole = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
      int wrong = firstSource(stream) + 1;
      for (long seed = 0; seed < 3_000; seed += 1_000) {
        List<byte[]> arrived = new ArrayList<>(stream.frames());
        arrived.set(wrong, misleading(stream.packets().get(wrong), seed));
        for (DeliveryPolicy policy : List.of(DeliveryPolicy.REPAIR, DeliveryPolicy.REPAIR_SOFT)) {
          ReceivedStream received = SmallStreams.receive(arrived, policy);
          assertFalse(isExact(received));
          assertRightOrMarked(whole, received);
          assertEquals(stream.packets().size() - 1, received.packets().ok());
          assertEquals(
              1, received.packets().damagedDelivered() + received.packets().droppedPolicy());
        }
      }
    }
  }

  private static void assertRightOrMarked(ReceivedStream whole, ReceivedStream received) {
    for (int t = 0; t < whole.tensors().size(); t++) {
      ReceivedTensor tensor = received.tensors().get(t);
      float[] right = whole.tensors().get(t).values().toArray();
      float[] values = tensor.values().toArray();
      for (int i = 0; i < values.length; i++) {
        boolean marked = tensor.isMissing(i) || tensor.isDoubtful(i);
        assertTrue(marked || values[i] == right[i], "tensor " + t + ", weight " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void aWrongCorrectionIsRepaired(WeightCoding coding) throws Exception {
    EncodedStream stream = stream(coding, UnequalErrorProtection.ofOverhead(0.5));
    int wrong = firstSource(stream) + 1;
    List<byte[]> arrived = new ArrayList<>(stream.frames());
    arrived.set(wrong, misleading(stream.packets().get(wrong), 0));
    assertTrue(isExact(SmallStreams.receive(arrived, DeliveryPolicy.REPAIR)));
  }

  /** Where no tensor's checksum can tell. */
  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void slicesTellAWrongCorrectionWhereAPacketIsLost(WeightCoding coding) throws Exception {
    EncodedStream stream = stream(coding, SLICED);
    ReceivedStream whole = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
    int wrong = firstSource(stream) + 1;
    for (long seed = 0; seed < 3_000; seed += 1_000) {
      List<byte[]> arrived = new ArrayList<>(stream.frames());
      arrived.set(wrong, misleading(stream.packets().get(wrong), seed));
      arrived.remove(wrong + 1);
      assertRightOrMarked(whole, SmallStreams.receive(arrived, DeliveryPolicy.REPAIR_SOFT));
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void repairPacketsThatArrivedIntactComeFirst(WeightCoding coding) throws Exception {
    EncodedStream stream =
        stream(coding, UnequalErrorProtection.equal(FecScheme.reedSolomon(60, 20)));
    List<byte[]> arrived = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      boolean first = packet.number() == 0;
      if (packet.kind() == PacketKind.REPAIR && first) {
        arrived.add(misleading(packet, 0));
      } else if (packet.kind() != PacketKind.SOURCE || !first) {
        arrived.add(PacketSerializer.serialize(packet));
      }
    }
    ReceivedStream received = SmallStreams.receive(arrived, DeliveryPolicy.REPAIR);
    assertTrue(isExact(received));
    assertTrue(received.packets().repaired() > 0);
  }

  @Test
  void aWrongCorrectionLeavesRoomForTheRightBody() throws Exception {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.NONE);
    int wrong = firstSource(stream) + 1;
    List<byte[]> arrived = new ArrayList<>(stream.frames());
    arrived.set(wrong, misleading(stream.packets().get(wrong), 0));
    SirenReceiver receiver = SirenReceiver.create();
    arrived.forEach(receiver::accept);
    assertFalse(receiver.hasEnough());
    receiver.accept(stream.frames().get(wrong));
    assertTrue(receiver.hasEnough());
    assertTrue(receiver.finish().report().isExact());
  }

  /** Two copies that are damaged elsewhere are right where they agree, whatever each alone says. */
  @Test
  void copiesTogetherOutvoteAWrongCorrection() throws Exception {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.NONE);
    int wrong = firstSource(stream) + 1;
    WeightPacket packet = stream.packets().get(wrong);
    List<byte[]> arrived = new ArrayList<>(stream.frames());
    arrived.set(wrong, misleading(packet, 0));
    arrived.add(flipped(List.of(PacketSerializer.serialize(packet)), 4, 99).get(0));
    ReceivedStream received = SmallStreams.receive(arrived, DeliveryPolicy.REPAIR);
    assertTrue(isExact(received));
    assertEquals(1, received.packets().repaired());
  }

  @Test
  void aManifestThatIsPutRightWronglyIsNone() throws Exception {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.NONE);
    List<byte[]> frames = stream.frames();
    byte[] forged = frames.get(0).clone();
    forged[PacketFormat.HEADER_BYTES] ^= 1;
    // The header says that the checksum is that of a body with another bit flipped.
    byte[] other = stream.packets().get(0).body();
    other[1] ^= 1;
    WeightPacket manifest = stream.packets().get(0);
    byte[] header =
        PacketSerializer.serialize(
            WeightPacket.of(PacketKind.MANIFEST, manifest.streamId(), 0, other));
    System.arraycopy(header, 0, forged, 0, PacketFormat.HEADER_BYTES);
    Depacketizer depacketizer = Depacketizer.create(ReceiverLimits.DEFAULTS);
    depacketizer.accept(forged);
    assertTrue(depacketizer.manifest().isEmpty());
    frames.forEach(depacketizer::accept);
    assertTrue(isExact(depacketizer.finish()));
  }

  @Test
  void anyDamageIsSafe() {
    EncodedStream stream = stream(WeightCoding.ENTROPY_CODED, UnequalErrorProtection.NONE);
    SplittableRandom random = new SplittableRandom(3);
    Depacketizer depacketizer = Depacketizer.create(ReceiverLimits.DEFAULTS);
    depacketizer.accept(stream.frames().get(0));
    for (int trial = 0; trial < 500; trial++) {
      int number = random.nextInt(stream.manifest().sourcePackets());
      byte[] body = new byte[random.nextInt(20)];
      byte[] frame =
          PacketSerializer.serialize(
              WeightPacket.of(PacketKind.SOURCE, stream.packets().get(0).streamId(), number, body));
      random.nextBytes(body);
      System.arraycopy(body, 0, frame, PacketFormat.HEADER_BYTES, body.length);
      depacketizer.accept(frame);
    }
    assertEquals(501, depacketizer.frames().received());
  }
}
