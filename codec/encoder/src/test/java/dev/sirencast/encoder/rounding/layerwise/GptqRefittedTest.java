package dev.sirencast.encoder.rounding.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Error feedback with refitting, on small networks. */
class GptqRefittedTest {
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 16, 2, 3, 20, 15, 2);
  private static final CoordinateGrid GRID = CoordinateGrid.of(24, 20);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(SHAPE, 3);

  @Test
  void compensationLowersTheOutputErrorAgainstPlainRoundingAtEqualSteps() {
    List<QuantizedTensor> compensated =
        LayerwiseQuantizer.gptqRefitted(WEIGHTS, SeededTensors.none(), GRID).quantize(0.004);
    List<WeightTensor> plain = new ArrayList<>();
    for (int id = 0; id < compensated.size(); id++) {
      WeightTensor tensor = WEIGHTS.tensors().get(id);
      float[] values = tensor.toArray();
      float step = compensated.get(id).step();
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.round(values[i] / step) * step;
      }
      plain.add(WeightTensor.of(tensor.rows(), tensor.columns(), values));
    }
    double plainError = error(SirenWeights.of(SHAPE, plain));
    double compensatedError = error(values(compensated));
    assertTrue(
        compensatedError < 0.6 * plainError, () -> compensatedError + " against " + plainError);
  }

  @Test
  void theSameInputGivesTheSameSymbols() {
    List<QuantizedTensor> first =
        LayerwiseQuantizer.gptqRefitted(WEIGHTS, SeededTensors.none(), GRID).quantize(0.01);
    LayerwiseQuantizer quantizer =
        LayerwiseQuantizer.gptqRefitted(WEIGHTS, SeededTensors.none(), GRID);
    quantizer.quantize(0.05);
    List<QuantizedTensor> second = quantizer.quantize(0.01);
    for (int id = 0; id < first.size(); id++) {
      assertEquals(first.get(id).step(), second.get(id).step());
      for (int i = 0; i < first.get(id).size(); i++) {
        assertEquals(first.get(id).symbol(i), second.get(id).symbol(i));
      }
    }
  }

  @Test
  void seededTensorsAreNeverChanged() {
    SeededTensors seeded = SeededTensors.firstLayerAndBiases(SHAPE, 3);
    List<QuantizedTensor> tensors =
        LayerwiseQuantizer.gptqRefitted(WEIGHTS, seeded, GRID).quantize(0.002);
    for (int id : seeded.tensors()) {
      assertEquals(0, tensors.get(id).step());
      for (int i = 0; i < tensors.get(id).size(); i++) {
        assertEquals(0, tensors.get(id).symbol(i));
      }
    }
    double error = error(seeded.fill(values(tensors)));
    assertTrue(error < 1e-3, () -> "with the seed's values the network is there again: " + error);
  }

  @Test
  void aQuarterOfTheStepLeavesLittleMoreThanASixteenthOfTheError() {
    LayerwiseQuantizer quantizer =
        LayerwiseQuantizer.gptqRefitted(WEIGHTS, SeededTensors.none(), GRID);
    double coarse = error(values(quantizer.quantize(0.002)));
    double fine = error(values(quantizer.quantize(0.0005)));
    assertTrue(fine < coarse / 10, () -> fine + " against " + coarse);
  }

  @Test
  void oneAndThreeAxesAndNoHiddenLayersAreRounded() {
    for (int axes : new int[] {1, 3}) {
      SirenArchitecture shape = new SirenArchitecture(axes, 8, 0, 1, 30, 30);
      SirenWeights weights = SirenInitializer.initialize(shape, 1);
      CoordinateGrid grid = axes == 1 ? CoordinateGrid.of(700) : CoordinateGrid.of(9, 8, 7);
      List<QuantizedTensor> tensors =
          LayerwiseQuantizer.gptqRefitted(weights, SeededTensors.none(), grid).quantize(0.002);
      float[] y = SirenNetwork.of(weights).evaluate(grid);
      float[] rounded = SirenNetwork.of(values(shape, tensors)).evaluate(grid);
      assertTrue(meanSquare(y, rounded) < 1e-4);
    }
  }

  @Test
  void weightsThatAreNotFiniteAreRefusedByName() {
    float[] flat = WEIGHTS.toFlatArray();
    flat[0] = Float.NaN;
    SirenWeights broken = SirenWeights.ofFlat(SHAPE, flat);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> LayerwiseQuantizer.gptqRefitted(broken, SeededTensors.none(), GRID));
    assertTrue(e.getMessage().contains("layers.0.weight holds NaN"), e.getMessage());
  }

  @Test
  void smallerBiasesAreTheSameNetwork() {
    float[][] layers = LayerMatrices.of(WEIGHTS);
    BiasPhases.reduce(SHAPE, layers, LayerMatrices.free(SHAPE, SeededTensors.none()));
    SampledNetwork network =
        new SampledNetwork(
            SHAPE, GRID, LayerMatrices.of(WEIGHTS), SampledNetwork.MANY_POINTS, () -> {});
    network.evaluate(layers, 0, layers.length);
    assertTrue(network.error() < 1e-9, () -> "error " + network.error());
    for (int layer = 0; layer < 3; layer++) {
      int columns = SHAPE.columns(layer) + 1;
      for (int i = columns - 1; i < layers[layer].length; i += columns) {
        assertTrue(Math.abs(layers[layer][i]) <= 0.5001 * Math.PI / SHAPE.omega0(layer));
      }
    }
  }

  private static SirenWeights values(List<QuantizedTensor> tensors) {
    return values(SHAPE, tensors);
  }

  private static SirenWeights values(SirenArchitecture shape, List<QuantizedTensor> tensors) {
    return SirenWeights.of(shape, tensors.stream().map(QuantizedTensor::dequantize).toList());
  }

  private static double error(SirenWeights rounded) {
    return meanSquare(
        SirenNetwork.of(WEIGHTS).evaluate(GRID), SirenNetwork.of(rounded).evaluate(GRID));
  }

  private static double meanSquare(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum / x.length;
  }
}
