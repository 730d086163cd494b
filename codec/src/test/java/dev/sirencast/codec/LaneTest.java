package dev.sirencast.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightNoise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole streams in every lane: there and back, with losses, flips and cuts. */
class LaneTest {
  private static final SirenArchitecture SMALL = new SirenArchitecture(2, 7, 1, 3, 30, 30);

  private static SignalDescription picture() {
    return new SignalDescription(new ImageFormat(8), CoordinateGrid.of(5, 4), 3);
  }

  private static List<QuantizedTensor> tensors(SirenArchitecture architecture, int bits) {
    return Quantizer.quantize(SirenInitializer.initialize(architecture, 3), bits);
  }

  private static EncodedStream stream(Lane lane, double overhead) {
    return Packetizer.packetize(
        picture(),
        SMALL,
        tensors(SMALL, 6),
        PacketizerOptions.DEFAULTS.withLane(lane).withPacketBytes(64).withOverhead(overhead));
  }

  private static ReceivedStream receive(List<byte[]> frames, DeliveryPolicy policy)
      throws InvalidStreamException {
    Depacketizer depacketizer = Depacketizer.create(policy, StreamLimits.DEFAULTS);
    frames.forEach(depacketizer::accept);
    return depacketizer.finish();
  }

  private static void assertSame(List<QuantizedTensor> expected, ReceivedStream received) {
    for (int t = 0; t < expected.size(); t++) {
      QuantizedTensor tensor = received.tensors().get(t).tensor();
      assertTrue(received.tensors().get(t).isIntact(), SirenWeights.name(t));
      assertEquals(expected.get(t).step(), tensor.step());
      assertEquals(expected.get(t).bits(), tensor.bits());
      for (int i = 0; i < tensor.size(); i++) {
        assertEquals(expected.get(t).symbol(i), tensor.symbol(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void randomStreamsOfAllShapesAndWidthsComeBack(Lane lane) throws InvalidStreamException {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 60; round++) {
      SirenArchitecture architecture =
          new SirenArchitecture(
              2, 1 + random.nextInt(24), random.nextInt(4), random.nextInt(1, 4) | 1, 30, 30);
      List<QuantizedTensor> tensors = new ArrayList<>();
      for (int t = 0; t < architecture.tensors(); t++) {
        int rows = architecture.rows(t / 2);
        int columns = SirenWeights.columns(architecture, t);
        tensors.add(random(random, rows, columns));
      }
      PacketizerOptions options =
          PacketizerOptions.DEFAULTS
              .withLane(lane)
              .withPacketBytes(64 + random.nextInt(1037))
              .withOverhead(random.nextInt(3) * 0.4)
              .withManifestCopies(1 + random.nextInt(3));
      SignalDescription signal =
          new SignalDescription(
              new ImageFormat(8), CoordinateGrid.of(5, 4), architecture.outputs());
      EncodedStream stream = Packetizer.packetize(signal, architecture, tensors, options);
      for (byte[] frame : stream.frames()) {
        assertTrue(frame.length <= PacketFormat.MAX_FRAME_BYTES);
      }
      assertSame(tensors, receive(stream.frames(), DeliveryPolicy.STRICT));
    }
  }

  /** Symbols of any width: normal, uniform, all 0, all extreme. */
  private static QuantizedTensor random(SplittableRandom random, int rows, int columns) {
    int bits = random.nextInt(QuantizedTensor.MIN_BITS, QuantizedTensor.MAX_BITS + 1);
    int peak = QuantizedTensor.peak(bits);
    int kind = random.nextInt(4);
    short[] symbols = new short[rows * columns];
    for (int i = 0; i < symbols.length; i++) {
      double value =
          switch (kind) {
            case 0 -> Math.rint(random.nextGaussian() * peak / 4);
            case 1 -> random.nextInt(-peak, peak + 1);
            case 2 -> 0;
            default -> random.nextBoolean() ? peak : -peak;
          };
      symbols[i] = (short) Math.max(-peak, Math.min(peak, value));
    }
    float step = (float) Math.exp(random.nextDouble() * 20 - 15);
    return QuantizedTensor.of(rows, columns, bits, step, symbols);
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void seededTensorsAreNotSent(Lane lane) throws InvalidStreamException {
    SeededTensors seeded = SeededTensors.firstLayerAndBiases(SMALL, 9);
    List<QuantizedTensor> tensors =
        Quantizer.quantize(SirenInitializer.initialize(SMALL, 9), seeded, 7);
    EncodedStream stream =
        Packetizer.packetize(
            picture(),
            SMALL,
            tensors,
            new WeightOrigin(seeded, WeightNoise.NONE, false),
            PacketizerOptions.DEFAULTS.withLane(lane));
    ReceivedStream received = receive(stream.frames(), DeliveryPolicy.STRICT);
    assertEquals(seeded, received.manifest().origin().seeded());
    assertSame(tensors, received);
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void anySubsetOfPacketsGivesTheirSymbolsAndNoOthers(Lane lane) throws InvalidStreamException {
    List<byte[]> frames = stream(lane, 0).frames();
    List<QuantizedTensor> sent = tensors(SMALL, 6);
    int total = sent.stream().mapToInt(QuantizedTensor::size).sum();
    int missing = 0;
    int lost = 0;
    for (int gap = 1; gap < frames.size() - 1; gap++) {
      List<byte[]> rest = new ArrayList<>(frames);
      rest.remove(gap);
      ReceivedStream received = receive(rest, DeliveryPolicy.STRICT);
      for (int t = 0; t < sent.size(); t++) {
        ReceivedTensor tensor = received.tensors().get(t);
        missing += tensor.missing();
        for (int i = 0; i < sent.get(t).size(); i++) {
          int expected = tensor.isMissing(i) ? 0 : sent.get(t).symbol(i);
          assertEquals(expected, tensor.tensor().symbol(i));
        }
      }
      lost++;
    }
    assertTrue(lost > 3);
    assertEquals(total, missing, "each symbol is in one packet");
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void repairPacketsRestoreLostOnes(Lane lane) throws InvalidStreamException {
    SirenArchitecture wide = new SirenArchitecture(2, 16, 2, 3, 30, 30);
    EncodedStream stream =
        Packetizer.packetize(
            picture(),
            wide,
            tensors(wide, 6),
            PacketizerOptions.DEFAULTS.withLane(lane).withPacketBytes(80).withOverhead(1));
    List<byte[]> frames = new ArrayList<>();
    int dropped = 0;
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() == PacketKind.SOURCE && packet.number() % 3 == 0) {
        dropped++;
      } else {
        frames.add(PacketSerializer.serialize(packet));
      }
    }
    ReceivedStream received = receive(frames, DeliveryPolicy.STRICT);
    assertTrue(dropped > 2);
    assertEquals(dropped, received.packets().repaired());
    assertSame(tensors(wide, 6), received);
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void everyFlippedBitIsNoticed(Lane lane) throws InvalidStreamException {
    List<byte[]> frames = stream(lane, 0).frames();
    for (DeliveryPolicy policy : List.of(DeliveryPolicy.STRICT, DeliveryPolicy.SOFT)) {
      for (int f = 0; f < frames.size(); f++) {
        for (int bit = 0; bit < 8 * frames.get(f).length; bit++) {
          List<byte[]> damaged = new ArrayList<>(frames);
          byte[] frame = frames.get(f).clone();
          frame[bit / 8] ^= (byte) (1 << bit % 8);
          damaged.set(f, frame);
          assertNoticed(receive(damaged, policy), policy, "frame " + f + ", bit " + bit);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Lane.class)
  void everyCutIsNoticed(Lane lane) throws InvalidStreamException {
    List<byte[]> frames = stream(lane, 0).frames();
    for (int f = 0; f < frames.size(); f++) {
      for (int length = 0; length < frames.get(f).length; length++) {
        List<byte[]> damaged = new ArrayList<>(frames);
        damaged.set(f, Arrays.copyOf(frames.get(f), length));
        assertNoticed(
            receive(damaged, DeliveryPolicy.SOFT),
            DeliveryPolicy.SOFT,
            "frame " + f + ", " + length + " bytes");
      }
    }
  }

  /** Damage shows in the counts, and symbols are missing, doubtful, or as they were sent. */
  private static void assertNoticed(ReceivedStream received, DeliveryPolicy policy, String where) {
    PacketCounts counts = received.packets();
    assertTrue(counts.ok() + counts.repaired() <= counts.expected(), where);
    List<QuantizedTensor> sent = tensors(SMALL, 6);
    int touched = 0;
    for (int t = 0; t < sent.size(); t++) {
      ReceivedTensor tensor = received.tensors().get(t);
      touched += tensor.missing() + tensor.doubtful();
      int wrong = 0;
      for (int i = 0; i < sent.get(t).size(); i++) {
        int symbol = tensor.tensor().symbol(i);
        assertTrue(Math.abs(symbol) <= QuantizedTensor.peak(sent.get(t).bits()), where);
        if (symbol != sent.get(t).symbol(i)) {
          wrong++;
        }
      }
      assertTrue(wrong <= tensor.missing() + tensor.doubtful(), where);
      assertEquals(wrong > 0 || tensor.missing() > 0, !tensor.isIntact(), where);
      for (float value : tensor.tensor().dequantize().toArray()) {
        assertTrue(Float.isFinite(value), where);
      }
    }
    boolean manifestHit = counts.repaired() > 0;
    assertTrue(touched > 0 || manifestHit, () -> where + ": unnoticed under " + policy);
  }

  @Test
  void aCompactBodyThatIsNoneIsMissingOrRefused() throws InvalidStreamException {
    EncodedStream stream = stream(Lane.COMPACT, 0);
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      byte[] body = packet.body();
      if (packet.kind() == PacketKind.SOURCE && packet.number() == 1) {
        Arrays.fill(body, (byte) 0x5a);
      }
      frames.add(
          PacketSerializer.serialize(
              WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
    }
    ReceivedStream received = receive(frames, DeliveryPolicy.SOFT);
    assertEquals(1, received.packets().droppedPolicy());
    assertFalse(received.tensors().stream().allMatch(ReceivedTensor::isIntact));
    assertTrue(received.tensors().stream().mapToInt(ReceivedTensor::missing).sum() > 0);
  }

  @Test
  void theCompactLaneTakesFewerBytes() {
    SirenArchitecture wide = new SirenArchitecture(2, 64, 2, 3, 30, 30);
    SplittableRandom random = new SplittableRandom(4);
    List<QuantizedTensor> tensors = new ArrayList<>();
    for (int t = 0; t < wide.tensors(); t++) {
      short[] symbols = new short[wide.rows(t / 2) * SirenWeights.columns(wide, t)];
      for (int i = 0; i < symbols.length; i++) {
        symbols[i] = (short) Math.max(-31, Math.min(31, Math.rint(random.nextGaussian() * 6)));
      }
      tensors.add(
          QuantizedTensor.of(wide.rows(t / 2), SirenWeights.columns(wide, t), 6, 0.01f, symbols));
    }
    PacketizerOptions options = PacketizerOptions.DEFAULTS.withManifestCopies(1);
    long fixed = Packetizer.packetize(picture(), wide, tensors, options).bytes();
    long compact =
        Packetizer.packetize(picture(), wide, tensors, options.withLane(Lane.COMPACT)).bytes();
    // 6 bits against the 4.65 of a normal distribution of that deviation.
    assertEquals(4.65 / 6, (double) compact / fixed, 0.02);
  }
}
