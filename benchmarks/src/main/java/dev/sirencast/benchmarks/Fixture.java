package dev.sirencast.benchmarks;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * A trained network of the data folder, with what NNCodec 0.3.1's default quantiser makes of it:
 * bytes and PSNR in decibels from its coarsest setting to its finest.
 */
enum Fixture {
  SIREN_30X5(
      "siren_30x5_mse",
      30,
      5,
      new double[][] {
        {2601, 20.20}, {3040, 24.24}, {3560, 26.37}, {4019, 27.28}, {4470, 27.56}, {4961, 27.63}
      }),
  SIREN_28X10(
      "siren_28x10_mse",
      28,
      10,
      new double[][] {
        {4750, 19.45}, {5564, 22.82}, {6540, 26.35}, {7475, 28.89}, {8333, 30.12}, {9248, 30.51}
      }),
  SIREN_256X4(
      "siren_256x4_mse",
      256,
      4,
      new double[][] {
        {53021, 22.87},
        {73891, 28.59},
        {96045, 33.60},
        {119867, 37.03},
        {145237, 38.47},
        {170943, 38.93}
      }),
  SIREN_256X4_NOISE(
      "siren_256x4_noise1e-3", 256, 4, new double[][] {{55055, 28.88}, {75912, 32.96}});

  private final String file;
  private final SirenArchitecture architecture;
  private final TreeMap<Double, Double> peer = new TreeMap<>();

  Fixture(String file, int features, int sineLayers, double[][] peer) {
    this.file = file;
    this.architecture = new SirenArchitecture(2, features, sineLayers - 1, 3, 30, 30);
    for (double[] point : peer) {
      this.peer.put(point[1], point[0]);
    }
  }

  /** The file's name without its ending. */
  String file() {
    return file;
  }

  /** The bytes that the peer needs for a PSNR, interpolated; NaN outside of what was measured. */
  double peerBytes(double psnr) {
    var below = peer.floorEntry(psnr);
    var above = peer.ceilingEntry(psnr);
    if (below == null || above == null) {
      return Double.NaN;
    }
    double width = above.getKey() - below.getKey();
    double share = width == 0 ? 0 : (psnr - below.getKey()) / width;
    return below.getValue() + share * (above.getValue() - below.getValue());
  }

  /** Reads the weights: float32 tensors that stand in the file in the order of the layers. */
  SirenWeights read(Path folder) throws IOException {
    byte[] all = Files.readAllBytes(folder.resolve("weights").resolve(file + ".safetensors"));
    ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(bytes.getLong());
    bytes.position(bytes.position() + header);
    float[] flat = new float[architecture.parameters()];
    bytes.asFloatBuffer().get(flat);
    return SirenWeights.ofFlat(architecture, flat);
  }
}
