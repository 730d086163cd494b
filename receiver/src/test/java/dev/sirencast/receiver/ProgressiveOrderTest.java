package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.BitPlaneRange;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams whose first packets hold the highest bits. */
class ProgressiveOrderTest {
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 24, 2, 3, 30, 30);
  private static final SignalDescription SIGNAL =
      new SignalDescription(new ImageFormat(8), CoordinateGrid.of(16, 12), 3);

  /** Symbols of every size that the bits hold, the largest ones included, most of them small. */
  private static List<QuantizedTensor> tensors(int bits, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int peak = QuantizedTensor.maxMagnitude(bits);
    List<QuantizedTensor> tensors = new ArrayList<>();
    for (int id = 0; id < ARCHITECTURE.tensors(); id++) {
      int rows = ARCHITECTURE.tensorRows(id);
      int columns = ARCHITECTURE.tensorColumns(id);
      short[] symbols = new short[rows * columns];
      for (int i = 0; i < symbols.length; i++) {
        double even = random.nextDouble(-1, 1) + random.nextDouble(-1, 1);
        symbols[i] = (short) Math.round(peak * even * Math.abs(even) / 4);
      }
      symbols[0] = (short) peak;
      symbols[symbols.length - 1] = (short) -peak;
      tensors.add(QuantizedTensor.of(rows, columns, bits, 0.01f, symbols));
    }
    return tensors;
  }

  private static EncodedStream stream(
      WeightCoding coding, int bits, double overhead, PacketOrder order) {
    return Packetizer.packetize(
        SIGNAL,
        QuantizedNetwork.of(ARCHITECTURE, tensors(bits, bits)),
        PacketizerOptions.DEFAULTS
            .withCoding(coding)
            .withPacketBytes(100)
            .withProtection(UnequalErrorProtection.ofOverhead(overhead))
            .withOrder(order));
  }

  private static ReceivedStream receive(List<WeightPacket> packets) throws InvalidStreamException {
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.STRICT, ReceiverLimits.DEFAULTS);
    packets.forEach(packet -> depacketizer.accept(PacketSerializer.serialize(packet)));
    return depacketizer.finish();
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR_RESILIENT,2",
    "ERROR_RESILIENT,3",
    "ERROR_RESILIENT,5",
    "ERROR_RESILIENT,8",
    "ERROR_RESILIENT,16",
    "ENTROPY_CODED,2",
    "ENTROPY_CODED,3",
    "ENTROPY_CODED,5",
    "ENTROPY_CODED,8",
    "ENTROPY_CODED,12",
    "ENTROPY_CODED,16"
  })
  void everySymbolComesBack(WeightCoding coding, int bits) throws InvalidStreamException {
    for (double overhead : new double[] {0, 0.5}) {
      EncodedStream stream = stream(coding, bits, overhead, PacketOrder.PROGRESSIVE);
      List<QuantizedTensor> sent = tensors(bits, bits);
      ReceivedStream received = receive(stream.packets());
      for (int id = 0; id < sent.size(); id++) {
        assertTrue(received.tensors().get(id).isIntact());
        assertArrayEquals(sent.get(id).toArray(), received.tensors().get(id).tensor().toArray());
      }
    }
  }

  @Test
  void restoresLostPacketsOfEveryPart() throws InvalidStreamException {
    EncodedStream stream = stream(WeightCoding.ENTROPY_CODED, 8, 1, PacketOrder.PROGRESSIVE);
    List<WeightPacket> arrived = new ArrayList<>(stream.packets());
    int first = 0;
    for (PacketGroup group : stream.manifest().groups()) {
      assertTrue(group.repairPackets() > 0);
      int lost = first;
      arrived.removeIf(p -> p.kind() == PacketKind.SOURCE && p.number() == lost);
      first += group.sourcePackets();
    }
    ReceivedStream received = receive(arrived);
    assertTrue(received.tensors().stream().allMatch(ReceivedTensor::isIntact));
    assertEquals(stream.manifest().groups().size(), received.packets().repaired());
  }

  @ParameterizedTest
  @CsvSource({"ERROR_RESILIENT", "ENTROPY_CODED"})
  void costsHardlyAnyBytes(WeightCoding coding) {
    SirenArchitecture wide = new SirenArchitecture(2, 128, 2, 3, 30, 30);
    List<QuantizedTensor> tensors = SmallStreams.network(wide, 8, 20, 1);
    PacketizerOptions options = PacketizerOptions.DEFAULTS.withCoding(coding);
    long spread = Packetizer.packetize(SIGNAL, QuantizedNetwork.of(wide, tensors), options).bytes();
    PacketizerOptions ordered = options.withOrder(PacketOrder.PROGRESSIVE);
    long progressive =
        Packetizer.packetize(SIGNAL, QuantizedNetwork.of(wide, tensors), ordered).bytes();
    assertTrue(progressive < 1.02 * spread, progressive + " bytes, " + spread + " without");
  }

  @Test
  void theFirstPacketsHoldTheHighestBitsOfAllWeights() throws InvalidStreamException {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, 8, 0, PacketOrder.PROGRESSIVE);
    List<QuantizedTensor> sent = tensors(8, 8);
    List<PacketGroup> groups = stream.manifest().groups();
    assertTrue(groups.size() > 3, groups.size() + " groups");
    int coarse = groups.get(0).sourcePackets() + groups.get(1).sourcePackets();
    List<WeightPacket> arrived = new ArrayList<>(stream.packets());
    arrived.removeIf(p -> p.kind() == PacketKind.SOURCE && p.number() >= coarse);
    // In the order of sending nothing that is needed comes after something that is not.
    assertEquals(
        arrived.stream().filter(p -> p.kind() == PacketKind.SOURCE).toList(),
        stream.packets().stream()
            .filter(p -> p.kind() == PacketKind.SOURCE)
            .limit(coarse)
            .toList());
    ReceivedTensor hidden = receive(arrived).tensors().get(2);
    int skipped = groups.get(1).part().skipped();
    assertEquals(0, hidden.missing());
    assertEquals(hidden.tensor().size(), hidden.coarse());
    assertFalse(hidden.isIntact());
    for (int i = 0; i < hidden.tensor().size(); i++) {
      int low = Math.max(-127, sent.get(2).symbol(i) >> skipped << skipped);
      assertEquals(skipped, hidden.unknownBits(i));
      assertEquals(low, hidden.tensor().symbol(i));
      double middle = (low + ((1 << skipped) - 1) / 2.0) * 0.01f;
      assertEquals(middle, hidden.values().get(i), 1e-6);
    }
  }

  @Test
  void lowerBitsAreOfNoUseWithoutTheHigherOnes() throws InvalidStreamException {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, 8, 0, PacketOrder.PROGRESSIVE);
    List<PacketGroup> groups = stream.manifest().groups();
    int highPriority = groups.get(0).sourcePackets();
    int coarse = highPriority + groups.get(1).sourcePackets();
    List<WeightPacket> arrived = new ArrayList<>(stream.packets());
    arrived.removeIf(
        p -> p.kind() == PacketKind.SOURCE && p.number() >= highPriority && p.number() < coarse);
    ReceivedTensor hidden = receive(arrived).tensors().get(2);
    assertEquals(hidden.tensor().size(), hidden.missing());
    assertEquals(0, hidden.coarse());
    for (int i = 0; i < hidden.tensor().size(); i++) {
      assertEquals(0, hidden.values().get(i));
    }
  }

  @Test
  void aBitThatIsLostTakesNoOthersWithIt() throws InvalidStreamException {
    EncodedStream stream = stream(WeightCoding.ENTROPY_CODED, 8, 0, PacketOrder.PROGRESSIVE);
    List<PacketGroup> groups = stream.manifest().groups();
    int second = groups.get(0).sourcePackets() + groups.get(1).sourcePackets();
    List<WeightPacket> arrived = new ArrayList<>(stream.packets());
    arrived.removeIf(p -> p.kind() == PacketKind.SOURCE && p.number() == second);
    List<ReceivedTensor> tensors = receive(arrived).tensors();
    int unknown = groups.get(1).part().skipped();
    int coarse = 0;
    for (int id : groups.get(1).tensors()) {
      ReceivedTensor tensor = tensors.get(id);
      assertEquals(0, tensor.missing());
      for (int i = 0; i < tensor.tensor().size(); i++) {
        assertTrue(tensor.unknownBits(i) == 0 || tensor.unknownBits(i) == unknown);
      }
      coarse += tensor.coarse();
    }
    assertTrue(coarse > 0 && coarse < 600, coarse + " symbols");
  }

  @ParameterizedTest
  @CsvSource({"ERROR_RESILIENT", "ENTROPY_CODED"})
  void noDamageTakesASymbolOutOfItsRange(WeightCoding coding) throws InvalidStreamException {
    EncodedStream stream = stream(coding, 5, 0.5, PacketOrder.PROGRESSIVE);
    SplittableRandom random = new SplittableRandom(9);
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      for (int draw = 0; draw < 20; draw++) {
        Depacketizer depacketizer = Depacketizer.create(policy, ReceiverLimits.DEFAULTS);
        depacketizer.accept(PacketSerializer.serialize(stream.packets().get(0)));
        for (WeightPacket packet : stream.packets()) {
          byte[] frame = PacketSerializer.serialize(packet);
          for (int flip = random.nextInt(4); flip > 0; flip--) {
            frame[random.nextInt(PacketFormat.HEADER_BYTES, frame.length)] ^=
                (byte) (1 << random.nextInt(8));
          }
          depacketizer.accept(frame);
        }
        for (ReceivedTensor tensor : depacketizer.finish().tensors()) {
          for (int i = 0; i < tensor.tensor().size(); i++) {
            assertTrue(Math.abs(tensor.tensor().symbol(i)) <= 15);
            assertTrue(Math.abs(tensor.values().get(i)) <= 0.01f * 16);
          }
        }
      }
    }
  }

  @Test
  void manifestsSayTheParts() throws InvalidStreamException {
    EncodedStream stream = stream(WeightCoding.ENTROPY_CODED, 8, 0.2, PacketOrder.PROGRESSIVE);
    assertEquals(
        stream.manifest(),
        ManifestSerializer.parse(ManifestSerializer.serialize(stream.manifest())));
  }

  @Test
  void refusesPartsThatDoNotFollowEachOther() {
    StreamManifest good =
        stream(WeightCoding.ENTROPY_CODED, 8, 0, PacketOrder.PROGRESSIVE).manifest();
    List<PacketGroup> groups = new ArrayList<>(good.groups());
    groups.remove(groups.size() - 1);
    refuses(good, groups);
    groups = new ArrayList<>(good.groups());
    groups.add(1, groups.remove(2));
    refuses(good, groups);
    groups = new ArrayList<>(good.groups());
    groups.add(groups.get(groups.size() - 1));
    refuses(good, groups);
    groups = new ArrayList<>(good.groups());
    groups.set(1, withPart(groups.get(1), new BitPlaneRange(9, 0)));
    refuses(good, groups);
    assertThrows(IllegalArgumentException.class, () -> new BitPlaneRange(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new BitPlaneRange(15, 1));
    assertThrows(IllegalArgumentException.class, () -> new BitPlaneRange(0, 16));
  }

  private static PacketGroup withPart(PacketGroup group, BitPlaneRange part) {
    return new PacketGroup(
        group.tensors(), part, group.sourcePackets(), group.bodyBytes(), group.code());
  }

  private static void refuses(StreamManifest good, List<PacketGroup> groups) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new StreamManifest(
                good.signal(),
                good.architecture(),
                good.coding(),
                good.tensors(),
                groups,
                good.manifestCopies(),
                good.metadata(),
                good.metadataDigest(),
                good.checksum(),
                good.origin(),
                good.patches(),
                good.signature()));
  }
}
