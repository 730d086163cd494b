package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.signal.CoordinateGrid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Accuracy on trained weights, which lie in the folder that the system property {@code
 * sirencast.data} names; skipped where there is none.
 *
 * <p>Narrow, deep networks carry large weights, and so enlarge the rounding of each layer: the same
 * formula in float32 throughout is off by up to 1.6e-5 on the one of ten layers.
 */
class TrainedWeightsTest {
  private static final Path WEIGHTS =
      Path.of(System.getProperty("sirencast.data", "../../shared/data"), "weights");

  @ParameterizedTest
  @CsvSource({
    "siren_28x10_mse, 28, 9, 6e-6",
    "siren_30x5_mse, 30, 4, 3e-6",
    "siren_256x4_mse, 256, 3, 1e-6",
    "siren_256x4_noise1e-3, 256, 3, 1e-6"
  })
  void staysNearTheFormula(String name, int features, int hiddenLayers, double tolerance)
      throws Exception {
    Path file = WEIGHTS.resolve(name + ".safetensors");
    assumeTrue(Files.exists(file), () -> "no " + file);
    SirenWeights weights = read(file, new SirenArchitecture(2, features, hiddenLayers, 3, 30, 30));
    CoordinateGrid grid = CoordinateGrid.of(192, 128);
    float[] y = SirenNetwork.of(weights, KernelProvider.load("plain")).evaluate(grid);
    assertArrayEquals(y, SirenNetwork.of(weights, KernelProvider.load("vector")).evaluate(grid));
    for (int point = 0; point < grid.points(); point += 61) {
      double x0 = grid.coordinate(0, point % 192);
      double x1 = grid.coordinate(1, point / 192);
      ReferenceNetwork reference = ReferenceNetwork.evaluate(weights, x0, x1);
      for (int c = 0; c < 3; c++) {
        assertEquals(reference.outputs[c], y[point * 3 + c], tolerance);
      }
    }
  }

  /** Reads float32 tensors that stand in the file in the order of the layers, weight then bias. */
  private static SirenWeights read(Path file, SirenArchitecture architecture) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(bytes.getLong());
    bytes.position(bytes.position() + headerLength);
    float[] flat = new float[architecture.parameters()];
    bytes.asFloatBuffer().get(flat);
    return SirenWeights.ofFlat(architecture, flat);
  }
}
