package dev.sirencast.encoder.rounding.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A layer on its way to symbols. */
class LayerRoundingTest {
  private static final int ROWS = 6;
  private static final int COLUMNS = 9;
  private final SplittableRandom random = new SplittableRandom(4);
  private final float[] matrix = matrix();
  private final boolean[] free = new boolean[COLUMNS];
  private final double[] gains = random.doubles(ROWS, 0.5, 2).toArray();

  LayerRoundingTest() {
    Arrays.fill(free, true);
  }

  private float[] matrix() {
    float[] matrix = new float[ROWS * COLUMNS];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) (random.nextDouble() - 0.5);
    }
    return matrix;
  }

  /** The Gram matrix of inputs that go together. */
  private double[][] gram() {
    double[][] gram = new double[COLUMNS][COLUMNS];
    for (int p = 0; p < 60; p++) {
      double common = random.nextDouble(-1, 1);
      double[] h = random.doubles(COLUMNS, -0.3, 0.3).map(x -> x + common).toArray();
      h[COLUMNS - 1] = 1;
      for (int i = 0; i < COLUMNS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
          gram[i][j] += h[i] * h[j] / 60;
        }
      }
    }
    return gram;
  }

  private static List<QuantizedTensor> tensors(LayerRounding rounding) {
    List<QuantizedTensor> tensors = new ArrayList<>();
    rounding.addTo(tensors);
    return tensors;
  }

  private void assertMatrixIs(List<QuantizedTensor> tensors) {
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS - 1; c++) {
        float value = tensors.get(0).dequantize().get(r * (COLUMNS - 1) + c);
        assertEquals(value, matrix[r * COLUMNS + c]);
      }
      assertEquals(tensors.get(1).dequantize().get(r), matrix[r * COLUMNS + COLUMNS - 1]);
    }
  }

  @Test
  void stretchesRoundEveryColumnOnce() {
    LayerRounding rounding = new LayerRounding(matrix, free, gains);
    double[][] gram = gram();
    assertEquals(COLUMNS, rounding.left());
    rounding.round(gram, 0.01, 0.03, 4);
    assertEquals(COLUMNS - 4, rounding.left());
    rounding.round(gram, 0.01, 0.03, COLUMNS - 4);
    assertEquals(0, rounding.left());
    assertMatrixIs(tensors(rounding));
  }

  @Test
  void feedbackLeavesLessThanRoundingToNearestAtEqualSteps() {
    float[] original = matrix.clone();
    double[][] gram = gram();
    LayerRounding rounding = new LayerRounding(matrix, free, gains);
    rounding.round(gram, 0.02, 0, COLUMNS);
    List<QuantizedTensor> tensors = tensors(rounding);
    float[] nearest = original.clone();
    for (int i = 0; i < nearest.length; i++) {
      float step = tensors.get(i % COLUMNS == COLUMNS - 1 ? 1 : 0).step();
      nearest[i] = Math.round(nearest[i] / step) * step;
    }
    double fed = error(original, matrix, gram);
    double alone = error(original, nearest, gram);
    assertTrue(fed < 0.7 * alone, fed + " and " + alone);
  }

  private static double error(float[] a, float[] b, double[][] gram) {
    double sum = 0;
    for (int row = 0; row < a.length; row += COLUMNS) {
      for (int i = 0; i < COLUMNS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
          sum += (a[row + i] - b[row + i]) * gram[i][j] * (a[row + j] - b[row + j]);
        }
      }
    }
    return sum;
  }

  @Test
  void aPriceOfBitsMakesSymbolsSmaller() {
    float[] again = matrix.clone();
    LayerRounding free = new LayerRounding(matrix, this.free.clone(), gains);
    free.round(gram(), 0.1, 0, COLUMNS);
    LayerRounding dear = new LayerRounding(again, this.free.clone(), gains);
    dear.round(gram(), 0.1, 0.5, COLUMNS);
    assertTrue(magnitudes(tensors(dear)) < magnitudes(tensors(free)));
  }

  private static long magnitudes(List<QuantizedTensor> tensors) {
    long sum = 0;
    for (QuantizedTensor tensor : tensors) {
      for (short symbol : tensor.toArray()) {
        sum += Math.abs(symbol);
      }
    }
    return sum;
  }

  @Test
  void zerosStayAndHaveNoStep() {
    for (int i = COLUMNS - 1; i < matrix.length; i += COLUMNS) {
      matrix[i] = 0;
    }
    LayerRounding rounding = new LayerRounding(matrix, free, gains);
    assertEquals(COLUMNS - 1, rounding.left());
    rounding.round(gram(), 0.01, 0.03, COLUMNS - 1);
    assertEquals(0, tensors(rounding).get(1).step());
    assertMatrixIs(tensors(rounding));
  }

  @Test
  void aLayerWithoutInfluenceBecomesZeros() {
    LayerRounding rounding = new LayerRounding(matrix, free, new double[ROWS]);
    assertEquals(0, rounding.left());
    assertEquals(0, magnitudes(tensors(rounding)));
    assertMatrixIs(tensors(rounding));
  }
}
