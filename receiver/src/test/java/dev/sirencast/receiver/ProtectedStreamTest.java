package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.BitPlaneRange;
import dev.sirencast.format.BlockCode;
import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.BodyLengths;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.checksum.Crc16;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slices, parity, bit planes, copies and policies, on damaged streams. */
class ProtectedStreamTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 24, 2, 3, 30, 30);
  private static final FecScheme SLICED = FecScheme.reedSolomon(60, 30).withSliceBytes(16);

  private static PacketizerOptions options(WeightCoding coding, UnequalErrorProtection protection) {
    return PacketizerOptions.DEFAULTS
        .withCoding(coding)
        .withPacketBytes(120)
        .withProtection(protection);
  }

  private static EncodedStream stream(WeightCoding coding, UnequalErrorProtection protection) {
    if (coding.isLossless()) {
      return Packetizer.packetize(
          SmallStreams.PICTURE,
          SmallStreams.halves(NETWORK, 4),
          WeightOrigin.PLAIN,
          options(coding, protection));
    }
    return Packetizer.packetize(
        SmallStreams.PICTURE,
        QuantizedNetwork.of(NETWORK, SmallStreams.network(NETWORK, 8, 30, 1)),
        options(coding, protection));
  }

  private static UnequalErrorProtection planes(FecScheme low) {
    return new UnequalErrorProtection(SLICED, SLICED, 3, low);
  }

  private static boolean isExact(ReceivedStream received) {
    return received.tensors().stream().allMatch(ReceivedTensor::isIntact);
  }

  private static void assertCountedOnce(ReceivedStream received) {
    PacketCounts c = received.packets();
    assertEquals(received.manifest().packets(), c.expected());
    assertEquals(
        c.expected(),
        c.ok()
            + c.repaired()
            + c.retransmitted()
            + c.damagedDelivered()
            + c.droppedHeader()
            + c.droppedPolicy()
            + c.missingConcealed());
  }

  /** Frames of which some are lost and others have flipped bits behind their header. */
  private static List<byte[]> damaged(
      List<byte[]> frames, double loss, double flips, SplittableRandom random) {
    List<byte[]> out = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i).clone();
      for (int bit = 8 * PacketFormat.HEADER_BYTES; bit < 8 * frame.length; bit++) {
        if (i > 0 && random.nextDouble() < flips) {
          frame[bit >> 3] ^= (byte) (1 << (bit & 7));
        }
      }
      if (i == 0 || random.nextDouble() >= loss) {
        out.add(frame);
      }
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void everyProtectionReturnsExactly(WeightCoding coding) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 60; trial++) {
      FecScheme scheme =
          random.nextBoolean()
              ? FecScheme.reedSolomon(random.nextInt(1, 60), random.nextInt(0, 40))
              : FecScheme.parity(random.nextInt(1, 9), random.nextInt(1, 9));
      scheme =
          scheme
              .withSliceBytes(random.nextInt(4) * 9)
              .withDepth(random.nextInt(1, 4))
              .withCorrected(Math.max(0, random.nextInt(-8, 9)));
      UnequalErrorProtection protection = UnequalErrorProtection.equal(scheme);
      if (!coding.isLossless() && random.nextBoolean()) {
        protection =
            new UnequalErrorProtection(scheme, scheme, random.nextInt(1, 9), FecScheme.NONE);
      }
      EncodedStream stream;
      try {
        stream = stream(coding, protection);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains("repair packets"), e.getMessage());
        continue; // more than 8 repair packets a source packet
      }
      for (DeliveryPolicy policy : DeliveryPolicy.values()) {
        ReceivedStream received = SmallStreams.receive(stream.frames(), policy);
        assertTrue(isExact(received), protection.toString());
        assertEquals(received.packets().expected(), received.packets().ok());
        assertEquals(stream.manifest(), received.manifest());
      }
      if (!coding.isLossless()) {
        assertEquals(
            stream.bytes(),
            Packetizer.streamBytes(
                SmallStreams.PICTURE,
                QuantizedNetwork.of(NETWORK, SmallStreams.network(NETWORK, 8, 30, 1)),
                WeightOrigin.PLAIN,
                options(coding, protection)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void slicesAreRestoredWhereWholePacketsCouldNotBe(WeightCoding coding) throws Exception {
    FecScheme dense = FecScheme.reedSolomon(60, 150).withSliceBytes(16);
    EncodedStream stream = stream(coding, UnequalErrorProtection.equal(dense));
    List<byte[]> frames = stream.frames();
    for (int i = 1; i < frames.size(); i++) {
      // Two flipped bits in every packet but the first manifest, in slices that take turns.
      int at = PacketFormat.HEADER_BYTES + 18 * (i % 4) + 3;
      frames.get(i)[Math.min(at, frames.get(i).length - 1)] ^= 0x11;
    }
    ReceivedStream repaired = SmallStreams.receive(frames, DeliveryPolicy.REPAIR);
    assertTrue(isExact(repaired));
    assertEquals(repaired.packets().expected() - 1, repaired.packets().repaired());
    assertTrue(isExact(SmallStreams.receive(frames, DeliveryPolicy.REPAIR_SOFT)));
    assertFalse(isExact(SmallStreams.receive(frames, DeliveryPolicy.STRICT)));
  }

  @Test
  void lostBodiesAreRestoredFromDamagedOnesNearlyRight() throws Exception {
    EncodedStream stream =
        stream(
            WeightCoding.ERROR_RESILIENT,
            UnequalErrorProtection.equal(FecScheme.reedSolomon(20, 8)));
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      byte[] frame = PacketSerializer.serialize(packet);
      if (packet.kind() != PacketKind.MANIFEST) {
        frame[PacketFormat.HEADER_BYTES + packet.number() % 90] ^= 0x15;
      }
      if (packet.kind() != PacketKind.SOURCE || packet.number() % 10 != 6) {
        frames.add(frame);
      }
    }
    ReceivedStream whole = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
    ReceivedStream soft = SmallStreams.receive(frames, DeliveryPolicy.SOFT);
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.REPAIR_SOFT);
    assertCountedOnce(received);
    assertTrue(soft.tensors().stream().mapToInt(ReceivedTensor::missing).sum() > 50);
    assertEquals(0, received.tensors().stream().mapToInt(ReceivedTensor::missing).sum());
    int wrong = 0;
    for (int t = 0; t < whole.tensors().size(); t++) {
      float[] right = whole.tensors().get(t).values().toArray();
      float[] values = received.tensors().get(t).values().toArray();
      for (int i = 0; i < values.length; i++) {
        wrong += values[i] != right[i] ? 1 : 0;
      }
    }
    assertTrue(wrong > 0 && wrong < NETWORK.parameters() / 10, wrong + " wrong");
  }

  @Test
  void everyPacketIsCountedOnceWhateverHappens() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    List<UnequalErrorProtection> protections =
        List.of(
            UnequalErrorProtection.NONE,
            UnequalErrorProtection.equal(SLICED),
            UnequalErrorProtection.equal(FecScheme.parity(3, 4).withSliceBytes(20)),
            planes(FecScheme.NONE));
    for (WeightCoding coding : WeightCoding.values()) {
      for (UnequalErrorProtection protection : protections) {
        if (protection.lowBits() > 0 && coding.isLossless()) {
          continue;
        }
        EncodedStream stream = stream(coding, protection);
        ReceivedStream whole = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
        for (int trial = 0; trial < 40; trial++) {
          List<byte[]> frames = damaged(stream.frames(), 0.3 * random.nextDouble(), 1e-3, random);
          frames.addAll(damaged(frames, 0.5, 1e-3, random));
          for (DeliveryPolicy policy : DeliveryPolicy.values()) {
            ReceivedStream received = SmallStreams.receive(frames, policy);
            assertCountedOnce(received);
            assertRightOrMarked(whole, received, policy);
          }
        }
      }
    }
  }

  private static void assertRightOrMarked(
      ReceivedStream whole, ReceivedStream received, DeliveryPolicy policy) {
    for (int t = 0; t < whole.tensors().size(); t++) {
      ReceivedTensor tensor = received.tensors().get(t);
      float[] right = whole.tensors().get(t).values().toArray();
      float[] values = tensor.values().toArray();
      int wrong = 0;
      for (int i = 0; i < values.length; i++) {
        assertTrue(!tensor.isMissing(i) || values[i] == 0);
        boolean known = !tensor.isMissing(i) && tensor.unknownBits(i) == 0;
        wrong += values[i] != right[i] && known ? 1 : 0;
      }
      assertTrue(wrong <= tensor.doubtful(), wrong + " wrong, " + tensor.doubtful() + " marked");
      assertTrue(policy.deliversDamaged() || tensor.doubtful() == 0);
      assertEquals(tensor.isIntact(), tensor.missing() + tensor.coarse() + wrong == 0);
    }
  }

  @Test
  void lostLowPlanesMoveWeightsByHalfOfWhatTheyHold() throws Exception {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, planes(FecScheme.NONE));
    ReceivedStream whole = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
    PacketGroup low = stream.manifest().groups().get(2);
    int first = stream.manifest().sourcePackets() - low.sourcePackets();
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() != PacketKind.SOURCE || packet.number() < first) {
        frames.add(PacketSerializer.serialize(packet));
      }
    }
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.STRICT);
    assertCountedOnce(received);
    assertEquals(low.sourcePackets(), received.packets().missingConcealed());
    for (int t : low.tensors()) {
      QuantizedTensor right = whole.tensors().get(t).tensor();
      QuantizedTensor coarse = received.tensors().get(t).tensor();
      assertEquals(0, received.tensors().get(t).missing());
      assertEquals(right.size(), received.tensors().get(t).coarse());
      for (int i = 0; i < right.size(); i++) {
        float middle = received.tensors().get(t).values().get(i) / coarse.step();
        assertEquals(right.symbol(i), middle, 3.51f);
      }
    }
  }

  @Test
  void damagedCopiesTellTogetherWhatNoneTellsAlone() throws Exception {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.NONE);
    for (int copies = 2; copies <= 3; copies++) {
      List<byte[]> frames = new ArrayList<>();
      for (int copy = 0; copy < copies; copy++) {
        for (byte[] frame : stream.frames()) {
          byte[] damaged = frame.clone();
          damaged[PacketFormat.HEADER_BYTES + copy] ^= (byte) 0x81;
          frames.add(damaged);
        }
      }
      for (DeliveryPolicy policy : DeliveryPolicy.values()) {
        if (policy == DeliveryPolicy.STRICT) {
          assertThrows(InvalidStreamException.class, () -> SmallStreams.receive(frames, policy));
        } else {
          ReceivedStream received = SmallStreams.receive(frames, policy);
          assertCountedOnce(received);
          assertTrue(policy == DeliveryPolicy.SOFT || isExact(received), policy.label());
          int expected = policy == DeliveryPolicy.SOFT ? 3 : received.packets().expected();
          assertEquals(expected, received.packets().repaired());
        }
      }
    }
  }

  @Test
  @DisplayName("hostile input 31: a wrong repair packet with a right checksum")
  void aWrongRepairPacketWithARightChecksumIsNotBelieved() throws Exception {
    EncodedStream stream =
        stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.equal(SLICED));
    List<byte[]> frames = new ArrayList<>();
    int first = stream.manifest().groups().get(0).sourcePackets();
    for (WeightPacket packet : stream.packets()) {
      byte[] body = packet.body();
      if (packet.kind() == PacketKind.REPAIR) {
        body[0] ^= 1;
        int crc = Crc16.of(body, 0, 16);
        body[16] = (byte) (crc >> 8);
        body[17] = (byte) crc;
      }
      if (packet.kind() != PacketKind.SOURCE || packet.number() != first) {
        frames.add(
            PacketSerializer.serialize(
                WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
      }
    }
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      ReceivedStream received = SmallStreams.receive(frames, policy);
      assertCountedOnce(received);
      assertEquals(0, received.packets().repaired());
      int missing = received.tensors().stream().mapToInt(ReceivedTensor::missing).sum();
      assertTrue(missing > 0 && missing < 200, "" + missing);
    }
  }

  @Test
  void slicesOnTheWireCarryTheChecksumThatTheCatalogueSays() {
    byte[] check = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertEquals(0x29b1, Crc16.of(check, 0, check.length));
    BodyLengths lengths = new BodyLengths(WeightCoding.ERROR_RESILIENT, 12, 9, 0);
    byte[] body = java.util.Arrays.copyOf(check, 12);
    byte[] wire = new BodyFraming(lengths).seal(PacketKind.SOURCE, body);
    assertArrayEquals(
        new byte[] {'1', '2', '3', '4', '5', '6', '7', '8', '9', 0x29, (byte) 0xb1},
        java.util.Arrays.copyOf(wire, 11));
    assertEquals(16, wire.length);
    assertTrue(lengths.allows(PacketKind.SOURCE, 16));
    assertFalse(lengths.allows(PacketKind.SOURCE, 15));
    assertFalse(lengths.allows(PacketKind.SOURCE, 12));
  }

  @Test
  @DisplayName("hostile input 30: erasure codes that are none, in manifests")
  void impossibleCodesAreRefused() {
    List<Integer> tensors = List.of(0);
    int[][] codes = {
      // repair packets, blocks, columns, slice bytes
      {-1, 1, 0, 0}, {1, 0, 0, 0}, {1, 1, -1, 0}, {1, 11, 0, 0}, {246, 1, 0, 0}, {81, 1, 0, 0},
      {7, 2, 2, 0}, {5, 1, 2, 0}, {3, 1, 3, 0}, {1, 1, 0, 7}, {1, 1, 0, 1083}, {0, 1, 0, -1}
    };
    for (int[] c : codes) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new PacketGroup(
                  tensors, BitPlaneRange.WHOLE, 10, 0, new BlockCode(c[0], c[1], c[2], c[3], 0)),
          java.util.Arrays.toString(c));
    }
    assertThrows(IllegalArgumentException.class, () -> FecScheme.parity(1 << 16, 1 << 16));
    assertThrows(IllegalArgumentException.class, () -> FecScheme.reedSolomon(200, 60));
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void flippedBitsArePutRightInTheirPacket(WeightCoding coding) throws Exception {
    FecScheme scheme = FecScheme.NONE.withCorrected(8);
    List<byte[]> frames = stream(coding, UnequalErrorProtection.equal(scheme)).frames();
    SplittableRandom random = new SplittableRandom(2);
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      ReceivedStream received = SmallStreams.receive(damaged(frames, 0, 2e-3, random), policy);
      assertTrue(isExact(received), policy.toString());
      assertCountedOnce(received);
      assertTrue(received.packets().repaired() > frames.size() / 2, received.packets().toString());
      assertEquals(0, received.packets().lost() + received.packets().damagedDelivered());
    }
  }

  @Test
  void whatCannotBePutRightIsDeliveredAsItArrived() throws Exception {
    FecScheme scheme = FecScheme.NONE.withCorrected(1);
    List<byte[]> frames =
        stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.equal(scheme)).frames();
    ReceivedStream received =
        SmallStreams.receive(
            damaged(frames, 0, 1e-2, new SplittableRandom(3)), DeliveryPolicy.SOFT);
    assertCountedOnce(received);
    assertTrue(received.packets().damagedDelivered() > 0, received.packets().toString());
    assertEquals(0, received.tensors().stream().mapToInt(ReceivedTensor::missing).sum());
  }

  @Test
  void aWrongByteIsPutRightBeforeTheErasureCodeIsAsked() throws Exception {
    FecScheme scheme = FecScheme.reedSolomon(10, 1).withCorrected(2);
    List<byte[]> frames =
        stream(WeightCoding.ENTROPY_CODED, UnequalErrorProtection.equal(scheme)).frames();
    // Every body has a wrong byte, and one packet in a block is lost as well.
    List<byte[]> arrived = new ArrayList<>();
    boolean lost = false;
    for (byte[] frame : frames) {
      ParsedPacket.Intact packet = (ParsedPacket.Intact) PacketSerializer.parse(frame);
      if (packet.packet().kind() == PacketKind.MANIFEST) {
        arrived.add(frame);
      } else if (!lost && packet.packet().kind() == PacketKind.SOURCE) {
        lost = true;
      } else {
        byte[] wrong = frame.clone();
        wrong[PacketFormat.HEADER_BYTES + 3] ^= 0x5a;
        arrived.add(wrong);
      }
    }
    assertTrue(isExact(SmallStreams.receive(arrived, DeliveryPolicy.STRICT)));
  }

  @Test
  void protectionAgainstFlipsKeepsWhatMattersMost() throws Exception {
    for (int bits = 2; bits <= 16; bits++) {
      UnequalErrorProtection protection = UnequalErrorProtection.againstFlips(bits);
      int peak = QuantizedTensor.maxMagnitude(bits);
      EncodedStream stream =
          Packetizer.packetize(
              SmallStreams.PICTURE,
              QuantizedNetwork.of(NETWORK, SmallStreams.network(NETWORK, bits, peak, 1)),
              options(WeightCoding.ERROR_RESILIENT, protection));
      ReceivedStream sent = SmallStreams.receive(stream.frames(), DeliveryPolicy.SOFT);
      assertTrue(isExact(sent));
      ReceivedStream received =
          SmallStreams.receive(
              damaged(stream.frames(), 0, 2e-3, new SplittableRandom(bits)), DeliveryPolicy.SOFT);
      int unprotected = 1 << protection.lowBits();
      for (int id = 0; id < NETWORK.tensors(); id++) {
        for (int i = 0; i < sent.tensors().get(id).tensor().size(); i++) {
          int error =
              received.tensors().get(id).tensor().symbol(i)
                  - sent.tensors().get(id).tensor().symbol(i);
          assertTrue(Math.abs(error) < unprotected, bits + " bits: " + error);
          assertTrue(error == 0 || NETWORK.isHiddenMatrix(id), SirenWeights.name(id));
        }
      }
    }
  }
}
