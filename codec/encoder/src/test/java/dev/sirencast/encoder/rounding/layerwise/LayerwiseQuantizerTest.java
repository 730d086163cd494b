package dev.sirencast.encoder.rounding.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.encoder.rounding.SmallNetworks;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.siren.noise.TensorSensitivity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerwiseQuantizerTest {
  private static final double SCALE = 0.01;
  private static final CoordinateGrid GRID = SmallNetworks.GRID;

  @ParameterizedTest
  @CsvSource({"1, 400, 1, 1, 1", "2, 24, 20, 1, 1", "3, 10, 8, 6, 1", "2, 24, 20, 1, 5"})
  void feedbackLowersTheOutputErrorAtEqualSteps(
      int inputs, int width, int height, int depth, double omega0Last) {
    int[] sizes = {width, height, depth};
    CoordinateGrid grid = CoordinateGrid.of(Arrays.copyOf(sizes, inputs));
    SirenWeights weights =
        SirenInitializer.initialize(
            new SirenArchitecture(inputs, 14, 2, 2, 20, 30, omega0Last), 11);
    ReconstructionPsnr psnr = ReconstructionPsnr.against(weights, grid);
    List<QuantizedTensor> fed =
        LayerwiseQuantizer.gptq(weights, SeededTensors.none(), grid).quantize(SCALE);
    List<WeightTensor> nearest = new ArrayList<>();
    for (int tensor = 0; tensor < fed.size(); tensor++) {
      nearest.add(nearest(weights.tensors().get(tensor), fed.get(tensor).step()));
    }
    double gain =
        psnr.applyAsDouble(SmallNetworks.of(fed, weights))
            - psnr.applyAsDouble(SirenWeights.of(weights.architecture(), nearest));
    assertTrue(gain > 1, "feedback brings " + gain + " dB");
  }

  private static WeightTensor nearest(WeightTensor tensor, float step) {
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(values[i] / step) * step;
    }
    return WeightTensor.of(tensor.rows(), tensor.columns(), values);
  }

  @Test
  void gainsAreTheSensitivitiesOfBiases() {
    SirenWeights weights = SmallNetworks.picture();
    // As many points as the sensitivity looks at.
    CoordinateGrid grid = CoordinateGrid.of(16, 16);
    double[] sensitivity = TensorSensitivity.of(weights, grid);
    SampledNetwork network =
        new SampledNetwork(weights.architecture(), grid, LayerMatrices.of(weights), 256, () -> {});
    double[][][] outputs = LayerStatistics.outputs(network);
    for (int layer = 0; layer < outputs.length; layer++) {
      double gains = Arrays.stream(LayerStatistics.diagonal(outputs[layer])).sum();
      double expected = sensitivity[2 * layer + 1];
      assertEquals(expected, gains, 1e-4 * expected, "layer " + layer);
    }
  }

  @Test
  void smallerScalesComeNearer() {
    SirenWeights weights = SmallNetworks.picture();
    ReconstructionPsnr psnr = ReconstructionPsnr.against(weights, SmallNetworks.GRID);
    LayerwiseQuantizer quantizer =
        LayerwiseQuantizer.roundToNearest(weights, SeededTensors.none(), SmallNetworks.GRID);
    double coarse = psnr.applyAsDouble(SmallNetworks.of(quantizer.quantize(SCALE / 4), weights));
    double fine = psnr.applyAsDouble(SmallNetworks.of(quantizer.quantize(SCALE / 16), weights));
    assertEquals(12, fine - coarse, 2);
  }

  @Test
  void givesTheSameSymbolsEveryTime() {
    SirenWeights weights = SmallNetworks.picture();
    List<QuantizedTensor> first =
        LayerwiseQuantizer.gptq(weights, SeededTensors.none(), SmallNetworks.GRID).quantize(SCALE);
    List<QuantizedTensor> second =
        LayerwiseQuantizer.gptq(weights, SeededTensors.none(), SmallNetworks.GRID).quantize(SCALE);
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
        LayerwiseQuantizer.gptq(weights, seeded, SmallNetworks.GRID).quantize(SCALE);
    for (int tensor = 0; tensor < rounded.size(); tensor++) {
      assertEquals(seeded.contains(tensor), rounded.get(tensor).step() == 0, "tensor " + tensor);
    }
    double psnr =
        ReconstructionPsnr.against(weights, SmallNetworks.GRID)
            .applyAsDouble(seeded.fill(SmallNetworks.of(rounded, weights)));
    assertTrue(psnr > 30, "got " + psnr);
  }

  @Test
  void aSeededLayerInTheMiddleHandsOnWhatItIsGiven() {
    SirenWeights weights = SmallNetworks.picture();
    // Coarse steps, so that the seeded layer is given something else than in the float network.
    SeededTensors seeded = new SeededTensors(5, List.of(2, 3));
    SirenWeights filled = seeded.fill(weights);
    ReconstructionPsnr psnr = ReconstructionPsnr.against(filled, SmallNetworks.GRID);
    double gptq = psnr(psnr, seeded, weights, LayerwiseQuantizer.gptq(weights, seeded, GRID));
    double nearest =
        psnr(psnr, seeded, weights, LayerwiseQuantizer.roundToNearest(weights, seeded, GRID));
    assertTrue(gptq > nearest, gptq + " and " + nearest);
  }

  private static double psnr(
      ReconstructionPsnr psnr,
      SeededTensors seeded,
      SirenWeights weights,
      LayerwiseQuantizer quantizer) {
    return psnr.applyAsDouble(seeded.fill(SmallNetworks.of(quantizer.quantize(SCALE), weights)));
  }

  @Test
  void aNetworkOfZerosStaysOne() {
    SirenArchitecture architecture = new SirenArchitecture(2, 4, 1, 1, 30, 30);
    SirenWeights zeros = SirenWeights.ofFlat(architecture, new float[architecture.parameters()]);
    for (QuantizedTensor tensor :
        LayerwiseQuantizer.gptq(zeros, SeededTensors.none(), SmallNetworks.GRID).quantize(SCALE)) {
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
            () ->
                LayerwiseQuantizer.roundToNearest(
                    weights, SeededTensors.none(), SmallNetworks.GRID));
    assertEquals("layers.0.weight holds NaN, weights must be finite", refused.getMessage());
  }
}
