package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Lost weights, what stands in for them, and the account of them. */
class PacketLossConcealmentTest {
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 32, 2, 3, 30, 30);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(ARCHITECTURE, 7);

  private static EncodedStream stream(PacketOrder order, double overhead) {
    return Packetizer.packetize(
        SignalDescription.of(TestCard.create(24, 16)),
        Quantizer.quantize(WEIGHTS, 8),
        PacketizerOptions.DEFAULTS
            .withPacketBytes(100)
            .withOrder(order)
            .withProtection(UnequalErrorProtection.ofOverhead(overhead)));
  }

  /** What is left when a share of the source packets is lost. */
  private static Reception receive(EncodedStream stream, double lost, ReceiverOptions options)
      throws InvalidStreamException {
    SplittableRandom random = new SplittableRandom(4);
    SirenReceiver receiver = SirenReceiver.create(options);
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() != PacketKind.SOURCE || random.nextDouble() >= lost) {
        receiver.accept(PacketSerializer.serialize(packet));
      }
    }
    return receiver.finish();
  }

  /** The squared error of the hidden matrices, which are most of the weights. */
  private static double squareError(SirenWeights a, SirenWeights b) {
    double sum = 0;
    for (int layer = 1; layer <= 2; layer++) {
      float[] one = a.weight(layer).toArray();
      float[] other = b.weight(layer).toArray();
      for (int i = 0; i < one.length; i++) {
        sum += Math.pow(one[i] - other[i], 2);
      }
    }
    return sum;
  }

  private static SirenWeights off(double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] flat = WEIGHTS.toFlatArray();
    for (int i = 0; i < flat.length; i++) {
      flat[i] *= (float) (1 + share * random.nextDouble(-1, 1));
    }
    return SirenWeights.ofFlat(ARCHITECTURE, flat);
  }

  @Test
  void anEarlierVersionStandsInForWhatIsLost() throws InvalidStreamException {
    EncodedStream stream = stream(PacketOrder.SPREAD, 0);
    ReceiverOptions options = ReceiverOptions.DEFAULTS;
    Reception zero = receive(stream, 0.3, options);
    Reception earlier = receive(stream, 0.3, options.withPrevious(off(0.2, 1)));
    double without = squareError(WEIGHTS, zero.weights());
    double with = squareError(WEIGHTS, earlier.weights());
    assertTrue(with < without / 20, with + " against " + without);
    double estimated = zero.estimatedDecibels(128);
    double better = earlier.estimatedDecibels(128);
    assertTrue(better > estimated + 0.5, better + " dB, without " + estimated + " dB");
  }

  @Test
  void anEarlierVersionGivesTheBitsThatAreLost() throws InvalidStreamException {
    EncodedStream stream = stream(PacketOrder.PROGRESSIVE, 0);
    ReceiverOptions options = ReceiverOptions.DEFAULTS.withConcealment(Concealment.POSTERIOR);
    SirenReceiver alone = SirenReceiver.create(options);
    SirenReceiver earlier = SirenReceiver.create(options.withPrevious(off(0.02, 1)));
    stream.frames().subList(0, stream.frames().size() / 2).forEach(alone::accept);
    stream.frames().subList(0, stream.frames().size() / 2).forEach(earlier::accept);
    double without = squareError(WEIGHTS, alone.finish().weights());
    double with = squareError(WEIGHTS, earlier.finish().weights());
    assertTrue(with < without / 4, with + " against " + without);
  }

  @Test
  void aStrangersWeightsStandInForNothing() throws InvalidStreamException {
    EncodedStream stream = stream(PacketOrder.SPREAD, 0);
    SirenWeights stranger = SirenInitializer.initialize(ARCHITECTURE, 99);
    Reception zero = receive(stream, 0.3, ReceiverOptions.DEFAULTS);
    Reception other = receive(stream, 0.3, ReceiverOptions.DEFAULTS.withPrevious(stranger));
    double without = squareError(WEIGHTS, zero.weights());
    assertTrue(squareError(WEIGHTS, other.weights()) < 1.1 * without);
    SirenWeights small = SirenInitializer.initialize(new SirenArchitecture(2, 8, 1, 3, 30, 30), 1);
    assertArrayEquals(
        zero.weights().toFlatArray(),
        receive(stream, 0.3, ReceiverOptions.DEFAULTS.withPrevious(small)).weights().toFlatArray());
  }

  @Test
  void theExpectedErrorIsTheError() throws InvalidStreamException {
    for (PacketOrder order : PacketOrder.values()) {
      Reception reception =
          receive(
              stream(order, 0),
              0.4,
              ReceiverOptions.DEFAULTS.withConcealment(Concealment.POSTERIOR));
      SirenWeights sent = receive(stream(order, 0), 0, ReceiverOptions.DEFAULTS).weights();
      double expected = 0;
      for (int layer = 1; layer <= 2; layer++) {
        for (float variance : reception.variances().orElseThrow().weight(layer).toArray()) {
          expected += variance;
        }
      }
      double actual = squareError(sent, reception.weights());
      assertEquals(1, actual / expected, 0.25, order + ": " + actual + ", said " + expected);
    }
  }

  @Test
  void everythingIsAccountedFor() throws InvalidStreamException {
    Reception lossy = receive(stream(PacketOrder.PROGRESSIVE, 0), 0.3, ReceiverOptions.DEFAULTS);
    ReceptionReport report = lossy.report();
    assertEquals(ARCHITECTURE.tensors(), report.tensors().size());
    assertEquals(
        report.packets().expected(), report.packets().ok() + report.packets().missingConcealed());
    assertTrue(report.coarseWeights() > 0 && report.concealedWeights() > 0);
    assertEquals(0, report.repairedBytes());
    TensorReception hidden = report.tensors().get(2);
    assertEquals(32 * 32, hidden.weights());
    assertEquals(1 - (hidden.missing() + hidden.coarse()) / 1024.0, hidden.completeness(), 1e-12);
    assertFalse(hidden.exact());
    assertTrue(report.inexactTensors().contains("layers.1.weight"));
  }

  @Test
  void restoredBytesAreCounted() throws InvalidStreamException {
    Reception repaired = receive(stream(PacketOrder.SPREAD, 1), 0.2, ReceiverOptions.DEFAULTS);
    assertTrue(repaired.report().isExact());
    int packets = repaired.report().packets().repaired();
    assertTrue(packets > 0);
    long bytes = repaired.report().repairedBytes();
    assertTrue(bytes > 60L * packets && bytes <= 82L * packets, bytes + " of " + packets);
  }
}
