package dev.sirencast.benchmarks;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.entropy.ModelFit;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of trained networks in every coding, one manifest each, beside the code lengths of
 * their symbols: the empirical entropy of each tensor, its best model and its best Gaussian.
 *
 * <p>The argument is the folder of the {@code siren_*.safetensors} files.
 */
public final class CodingBytesBenchmark {
  private static final SignalDescription SIGNAL =
      new SignalDescription(new ImageFormat(8), CoordinateGrid.of(192, 128), 3);

  private CodingBytesBenchmark() {}

  /** Prints a table. */
  public static void main(String[] args) throws IOException {
    System.out.printf(
        "%-24s %4s %9s %9s %9s %9s %9s%n",
        "network", "bits", "fixed", "compact", "entropy", "model", "gaussian");
    for (String shape : List.of("30x5_mse", "28x10_mse", "256x4_mse", "256x4_noise1e-3")) {
      String[] sizes = shape.split("[x_]");
      SirenArchitecture architecture =
          new SirenArchitecture(
              2, Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]) - 1, 3, 30, 30);
      Path file = Path.of(args[0], "siren_" + shape + ".safetensors");
      SirenWeights weights = read(file, architecture);
      for (int bits : new int[] {3, 4, 5, 6, 8}) {
        print(shape, bits, architecture, Quantizer.quantize(weights, bits).tensors());
      }
      System.out.printf(
          "%-24s %4s %,9d as float32, of %,d%n",
          shape, "", lossless(weights).bytes(), 4 * architecture.parameters());
    }
  }

  private static EncodedStream lossless(SirenWeights weights) {
    return Packetizer.packetize(
        SIGNAL, weights, WeightOrigin.PLAIN, options(WeightCoding.FLOAT_32));
  }

  private static PacketizerOptions options(WeightCoding coding) {
    return PacketizerOptions.DEFAULTS.withManifestCopies(1).withCoding(coding);
  }

  private static void print(
      String name, int bits, SirenArchitecture architecture, List<QuantizedTensor> tensors) {
    double entropy = 0;
    double model = 0;
    double gaussian = 0;
    for (QuantizedTensor tensor : tensors) {
      ModelFit fit = ModelFit.of(tensor);
      entropy += entropy(tensor);
      model += fit.codeLength(fit.best());
      gaussian += fit.codeLength(fit.bestGaussian());
    }
    System.out.printf(
        "%-24s %4d %,9d %,9d %,9.0f %,9.0f %,9.0f%n",
        name,
        bits,
        Packetizer.packetize(
                SIGNAL,
                QuantizedNetwork.of(architecture, tensors),
                options(WeightCoding.ERROR_RESILIENT))
            .bytes(),
        Packetizer.packetize(
                SIGNAL,
                QuantizedNetwork.of(architecture, tensors),
                options(WeightCoding.ENTROPY_CODED))
            .bytes(),
        entropy / 8,
        model / 8,
        gaussian / 8);
  }

  private static double entropy(QuantizedTensor tensor) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < tensor.size(); i++) {
      counts.merge(tensor.symbol(i), 1, Integer::sum);
    }
    double bits = 0;
    for (int count : counts.values()) {
      bits -= count * Math.log(count / (double) tensor.size()) / Math.log(2);
    }
    return bits;
  }

  /** Reads float32 tensors that stand in the order of the layers, weight then bias. */
  static SirenWeights read(Path file, SirenArchitecture architecture) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(bytes.getLong());
    bytes.position(bytes.position() + header);
    float[] flat = new float[architecture.parameters()];
    bytes.asFloatBuffer().get(flat);
    return SirenWeights.ofFlat(architecture, flat);
  }
}
