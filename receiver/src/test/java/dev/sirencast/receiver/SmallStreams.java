package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.Float16;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Quantised networks that need no training, and what a receiver makes of their frames. */
final class SmallStreams {
  static final SignalDescription PICTURE =
      new SignalDescription(new ImageFormat(8), CoordinateGrid.of(24, 16), 3);
  static final SirenArchitecture SMALL = new SirenArchitecture(2, 7, 1, 3, 30, 30);

  private SmallStreams() {}

  /** Symbols that are near a Gaussian of a deviation, cut off at the width's largest. */
  static QuantizedTensor gaussian(
      int rows, int columns, int bits, double deviation, SplittableRandom random) {
    int peak = QuantizedTensor.maxMagnitude(bits);
    short[] symbols = new short[rows * columns];
    for (int i = 0; i < symbols.length; i++) {
      double sum = -6;
      for (int j = 0; j < 12; j++) {
        sum += random.nextDouble();
      }
      symbols[i] = (short) Math.max(-peak, Math.min(peak, Math.round(sum * deviation)));
    }
    return QuantizedTensor.of(rows, columns, bits, 0.001f, symbols);
  }

  /** A stream of the picture, which is as long as was foretold. */
  static EncodedStream packetize(
      SirenArchitecture architecture, List<QuantizedTensor> tensors, PacketizerOptions options) {
    QuantizedNetwork network = QuantizedNetwork.of(architecture, tensors);
    EncodedStream stream = Packetizer.packetize(PICTURE, network, options);
    assertEquals(
        stream.bytes(), Packetizer.streamBytes(PICTURE, network, WeightOrigin.PLAIN, options));
    return stream;
  }

  static List<QuantizedTensor> network(
      SirenArchitecture architecture, int bits, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<QuantizedTensor> tensors = new ArrayList<>();
    for (int id = 0; id < architecture.tensors(); id++) {
      int columns = architecture.tensorColumns(id);
      tensors.add(gaussian(architecture.tensorRows(id), columns, bits, deviation, random));
    }
    return tensors;
  }

  static EncodedStream stream(WeightCoding coding, double overhead) {
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(coding)
            .withPacketBytes(64)
            .withManifestCopies(1)
            .withProtection(UnequalErrorProtection.ofOverhead(overhead));
    if (coding.isLossless()) {
      return Packetizer.packetize(PICTURE, halves(SMALL, 4), WeightOrigin.PLAIN, options);
    }
    return Packetizer.packetize(
        PICTURE, QuantizedNetwork.of(SMALL, network(SMALL, 5, 3, 1)), options);
  }

  /** Weights that float16 can hold. */
  static SirenWeights halves(SirenArchitecture architecture, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] flat = new float[architecture.parameters()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = Float16.toFloat(random.nextInt(0x3c00) | random.nextInt(2) << 15);
    }
    return SirenWeights.ofFlat(architecture, flat);
  }

  static ReceivedStream receive(List<byte[]> frames, DeliveryPolicy policy)
      throws InvalidStreamException {
    Depacketizer depacketizer = Depacketizer.create(policy, ReceiverLimits.DEFAULTS);
    frames.forEach(depacketizer::accept);
    return depacketizer.finish();
  }
}
