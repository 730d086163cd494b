package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodingRoundTripTest {
  private static void assertReturns(
      SirenArchitecture architecture, List<QuantizedTensor> tensors, PacketizerOptions options)
      throws InvalidStreamException {
    EncodedStream stream = SmallStreams.packetize(architecture, tensors, options);
    for (byte[] frame : stream.frames().subList(1, stream.packets().size())) {
      assertTrue(
          frame.length <= options.packetBytes() || frame[1] == 0x10, () -> "" + frame.length);
    }
    ReceivedStream received = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
    for (int i = 0; i < tensors.size(); i++) {
      assertArrayEquals(tensors.get(i).toArray(), received.tensors().get(i).tensor().toArray());
      assertEquals(tensors.get(i).step(), received.tensors().get(i).tensor().step());
      assertTrue(received.tensors().get(i).isIntact());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightCoding.class,
      names = {"ERROR_RESILIENT", "ENTROPY_CODED"})
  void everyWidthAndShapeReturnsExactly(WeightCoding coding) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 150; trial++) {
      SirenArchitecture architecture =
          new SirenArchitecture(2, random.nextInt(1, 40), random.nextInt(0, 5), 3, 30, 25);
      int bits = 2 + trial % 15;
      double deviation =
          QuantizedTensor.maxMagnitude(bits) * Math.pow(2, -random.nextDouble() * bits);
      PacketizerOptions options =
          PacketizerOptions.DEFAULTS
              .withCoding(coding)
              .withPacketBytes(random.nextInt(64, 1101))
              .withProtection(UnequalErrorProtection.ofOverhead(random.nextInt(3) * 0.3));
      List<QuantizedTensor> tensors =
          SmallStreams.network(architecture, bits, deviation, random.nextLong());
      assertReturns(architecture, tensors, options);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightCoding.class,
      names = {"ERROR_RESILIENT", "ENTROPY_CODED"})
  void extremeSymbolsReturnExactly(WeightCoding coding) throws Exception {
    SirenArchitecture architecture = new SirenArchitecture(2, 16, 1, 3, 30, 30);
    for (int bits = 2; bits <= 16; bits++) {
      int peak = QuantizedTensor.maxMagnitude(bits);
      for (int pattern = 0; pattern < 5; pattern++) {
        List<QuantizedTensor> tensors = new ArrayList<>();
        for (int id = 0; id < architecture.tensors(); id++) {
          int columns = architecture.tensorColumns(id);
          short[] symbols = new short[architecture.tensorRows(id) * columns];
          for (int i = 0; i < symbols.length; i++) {
            int sign = i % 2 == 0 ? 1 : -1;
            int[] values = {0, sign * peak, peak, i % 37 == 5 ? sign * peak : 0, i % (peak + 1)};
            symbols[i] = (short) values[pattern];
          }
          tensors.add(
              QuantizedTensor.of(architecture.tensorRows(id), columns, bits, 0.5f, symbols));
        }
        assertReturns(architecture, tensors, PacketizerOptions.DEFAULTS.withCoding(coding));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightCoding.class,
      names = {"ERROR_RESILIENT", "ENTROPY_CODED"})
  void theLossOfAnyPacketLeavesTheOthers(WeightCoding coding) throws Exception {
    EncodedStream stream = SmallStreams.stream(coding, 0);
    ReceivedStream whole = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
    for (int lost = 1; lost < stream.packets().size(); lost++) {
      List<byte[]> frames = new ArrayList<>(stream.frames());
      frames.remove(lost);
      ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.STRICT);
      int missing = 0;
      for (int t = 0; t < whole.tensors().size(); t++) {
        ReceivedTensor tensor = received.tensors().get(t);
        missing += tensor.missing();
        for (int i = 0; i < tensor.tensor().size(); i++) {
          int expected = tensor.isMissing(i) ? 0 : whole.tensors().get(t).tensor().symbol(i);
          assertEquals(expected, tensor.tensor().symbol(i));
        }
      }
      assertTrue(missing > 0 && missing < SmallStreams.SMALL.parameters(), "" + missing);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightCoding.class,
      names = {"ERROR_RESILIENT", "ENTROPY_CODED"})
  void repairPacketsRestoreAnyLostBody(WeightCoding coding) throws Exception {
    SirenArchitecture architecture = new SirenArchitecture(2, 16, 2, 3, 30, 30);
    EncodedStream stream =
        Packetizer.packetize(
            SmallStreams.PICTURE,
            QuantizedNetwork.of(architecture, SmallStreams.network(architecture, 5, 3, 1)),
            PacketizerOptions.DEFAULTS
                .withCoding(coding)
                .withPacketBytes(64)
                .withProtection(UnequalErrorProtection.ofOverhead(1)));
    ReceivedStream whole = SmallStreams.receive(stream.frames(), DeliveryPolicy.STRICT);
    for (int lost = 1; lost < stream.packets().size(); lost++) {
      List<byte[]> frames = new ArrayList<>(stream.frames());
      frames.remove(lost);
      ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.STRICT);
      for (int t = 0; t < whole.tensors().size(); t++) {
        assertTrue(received.tensors().get(t).isIntact(), "packet " + lost);
      }
    }
  }

  @Test
  void compactBodiesAreShorterThanFixedOnes() {
    SirenArchitecture architecture = new SirenArchitecture(2, 64, 2, 3, 30, 30);
    List<QuantizedTensor> tensors = SmallStreams.network(architecture, 6, 4, 3);
    long compact = bytes(architecture, tensors, WeightCoding.ENTROPY_CODED);
    long fixed = bytes(architecture, tensors, WeightCoding.ERROR_RESILIENT);
    // Entropy log2(4 sqrt(2 pi e)) = 4.05 bits of 6.
    assertTrue(compact < 0.75 * fixed, compact + " and " + fixed);
  }

  private static long bytes(
      SirenArchitecture architecture, List<QuantizedTensor> tensors, WeightCoding coding) {
    return Packetizer.streamBytes(
        SmallStreams.PICTURE,
        QuantizedNetwork.of(architecture, tensors),
        WeightOrigin.PLAIN,
        PacketizerOptions.DEFAULTS.withCoding(coding));
  }
}
