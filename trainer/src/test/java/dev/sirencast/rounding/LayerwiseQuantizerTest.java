package dev.sirencast.rounding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerwiseQuantizerTest {
  private static final double SCALE = 0.01;

  @ParameterizedTest
  @CsvSource({"1, 400, 1, 1, 1", "2, 24, 20, 1, 1", "3, 10, 8, 6, 1", "2, 24, 20, 1, 5"})
  void compensationLowersTheOutputErrorAtEqualSteps(
      int inputs, int width, int height, int depth, double omega0Last) {
    int[] sizes = {width, height, depth};
    CoordinateGrid grid = CoordinateGrid.of(java.util.Arrays.copyOf(sizes, inputs));
    SirenWeights weights =
        SirenInitializer.initialize(
            new SirenArchitecture(inputs, 14, 2, 2, 20, 30, omega0Last), 11);
    ReconstructionPsnr psnr = ReconstructionPsnr.against(weights, grid);
    List<QuantizedTensor> compensated =
        LayerwiseQuantizer.of(weights, SeededTensors.none(), grid).compensated(SCALE);
    List<QuantizedTensor> nearest = new ArrayList<>();
    for (int tensor = 0; tensor < compensated.size(); tensor++) {
      float step = compensated.get(tensor).step();
      nearest.add(PlainRounding.nearest(weights.tensors().get(tensor), step));
    }
    double gain =
        psnr.applyAsDouble(SmallNetworks.of(compensated, weights))
            - psnr.applyAsDouble(SmallNetworks.of(nearest, weights));
    assertTrue(gain > 1, "compensation brings " + gain + " dB");
  }

  @Test
  void gainsAreThoseOfFiniteDifferences() {
    SirenWeights weights = SmallNetworks.picture();
    SampledNetwork network = new SampledNetwork(weights, SmallNetworks.GRID);
    double[] gains = network.gains(network.preActivations());
    int last = weights.architecture().layers() - 1;
    for (int layer = 0; layer <= last; layer++) {
      float[] flat = weights.toFlatArray();
      int bias = biasOffset(weights, layer);
      double sum = 0;
      int rows = weights.architecture().rows(layer);
      for (int r = 0; r < rows; r++) {
        float kept = flat[bias + r];
        flat[bias + r] = kept + 1e-4f;
        double[] up = outputs(weights, flat, last);
        double moved = flat[bias + r];
        flat[bias + r] = kept - 1e-4f;
        double[] down = outputs(weights, flat, last);
        moved -= flat[bias + r];
        flat[bias + r] = kept;
        for (int i = 0; i < up.length; i++) {
          double slope = (up[i] - down[i]) / moved;
          sum += slope * slope;
        }
      }
      double expected = sum / ((double) network.count() * rows);
      assertEquals(expected, gains[layer], 1e-4 * expected, "layer " + layer);
    }
  }

  private static int biasOffset(SirenWeights weights, int layer) {
    int offset = 0;
    for (int tensor = 0; tensor <= 2 * layer; tensor++) {
      offset += weights.tensors().get(tensor).size();
    }
    return offset;
  }

  private static double[] outputs(SirenWeights like, float[] flat, int last) {
    SirenWeights moved = SirenWeights.ofFlat(like.architecture(), flat);
    return new SampledNetwork(moved, SmallNetworks.GRID).preActivations()[last];
  }

  @Test
  void smallerScalesComeNearer() {
    SirenWeights weights = SmallNetworks.picture();
    ReconstructionPsnr psnr = ReconstructionPsnr.against(weights, SmallNetworks.GRID);
    LayerwiseQuantizer quantizer =
        LayerwiseQuantizer.of(weights, SeededTensors.none(), SmallNetworks.GRID);
    double coarse = psnr.applyAsDouble(SmallNetworks.of(quantizer.plain(SCALE / 4), weights));
    double fine = psnr.applyAsDouble(SmallNetworks.of(quantizer.plain(SCALE / 16), weights));
    assertEquals(12, fine - coarse, 2);
  }

  @Test
  void givesTheSameSymbolsEveryTime() {
    SirenWeights weights = SmallNetworks.picture();
    List<QuantizedTensor> first =
        LayerwiseQuantizer.of(weights, SeededTensors.none(), SmallNetworks.GRID).compensated(SCALE);
    List<QuantizedTensor> second =
        LayerwiseQuantizer.of(weights, SeededTensors.none(), SmallNetworks.GRID).compensated(SCALE);
    for (int tensor = 0; tensor < first.size(); tensor++) {
      assertEquals(first.get(tensor).step(), second.get(tensor).step());
      for (int i = 0; i < first.get(tensor).size(); i++) {
        assertEquals(first.get(tensor).symbol(i), second.get(tensor).symbol(i));
      }
    }
  }

  @Test
  void seededTensorsAreNotSentAndTheOthersKnowTheirValues() {
    SirenWeights weights = SmallNetworks.picture();
    SeededTensors seeded = SeededTensors.firstLayerAndBiases(weights.architecture(), 5);
    List<QuantizedTensor> rounded =
        LayerwiseQuantizer.of(weights, seeded, SmallNetworks.GRID).compensated(SCALE);
    for (int tensor = 0; tensor < rounded.size(); tensor++) {
      assertEquals(seeded.contains(tensor), rounded.get(tensor).step() == 0, "tensor " + tensor);
    }
    double psnr =
        ReconstructionPsnr.against(weights, SmallNetworks.GRID)
            .applyAsDouble(seeded.fill(SmallNetworks.of(rounded, weights)));
    assertTrue(psnr > 30, "got " + psnr);
  }

  @Test
  void aNetworkOfZerosStaysOne() {
    SirenArchitecture architecture = new SirenArchitecture(2, 4, 1, 1, 30, 30);
    SirenWeights zeros = SirenWeights.ofFlat(architecture, new float[architecture.parameters()]);
    for (QuantizedTensor tensor :
        LayerwiseQuantizer.of(zeros, SeededTensors.none(), SmallNetworks.GRID).compensated(SCALE)) {
      assertEquals(0, tensor.step());
    }
  }

  @Test
  void refusesAWeightThatIsNotFinite() {
    float[] flat = SmallNetworks.picture().toFlatArray();
    flat[3] = Float.NaN;
    SirenWeights weights = SirenWeights.ofFlat(SmallNetworks.picture().architecture(), flat);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> LayerwiseQuantizer.of(weights, SeededTensors.none(), SmallNetworks.GRID));
    assertEquals("layers.0.weight holds NaN, weights must be finite", refused.getMessage());
  }
}
