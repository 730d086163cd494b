package dev.sirencast.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFitTest {
  /** Symbols that are uniform on [-width, width] under a Gaussian. */
  private static QuantizedTensor tensor(double width, double deviation, int size) {
    SplittableRandom random = new SplittableRandom(6);
    short[] symbols = new short[size];
    for (int i = 0; i < size; i++) {
      double value = width * (2 * random.nextDouble() - 1) + deviation * random.nextGaussian();
      symbols[i] = (short) Math.max(-127, Math.min(127, Math.round(value)));
    }
    return QuantizedTensor.of(size, 1, 8, 1, symbols);
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 900", "20, 2, 900", "3, 1, 60", "40, 20, 300", "0, 0, 30", "90, 0.1, 5"})
  void descentEndsWhereAWholeSearchDoes(double width, double deviation, int size) {
    ModelFit fit = ModelFit.of(List.of(tensor(width, deviation, size)));
    double best = Double.MAX_VALUE;
    for (int spread = 0; spread <= 80; spread += 2) {
      for (int index = 0; index <= 80; index += 2) {
        best = Math.min(best, fit.codeLength(new SymbolModel(spread, index)));
      }
    }
    double found = fit.codeLength(fit.best());
    assertTrue(found <= 1.01 * best + 2, found + " bits, and " + best + " are to be had");
  }

  @Test
  void aMixtureIsNeverWorseThanAGaussian() {
    for (double width : new double[] {0, 1, 10, 60}) {
      ModelFit fit = ModelFit.of(List.of(tensor(width, 3, 400)));
      assertEquals(0, fit.bestGaussian().spread());
      assertTrue(fit.codeLength(fit.best()) <= fit.codeLength(fit.bestGaussian()));
    }
  }

  @Test
  void tensorsAddUp() {
    QuantizedTensor a = tensor(10, 2, 200);
    QuantizedTensor b = tensor(0, 4, 50);
    SymbolModel model = new SymbolModel(30, 30);
    double sum =
        ModelFit.of(List.of(a)).codeLength(model) + ModelFit.of(List.of(b)).codeLength(model);
    assertEquals(sum, ModelFit.of(List.of(a, b)).codeLength(model), 1e-9 * sum);
  }

  @Test
  void nothingTakesNothing() {
    ModelFit fit = ModelFit.of(List.of());
    assertEquals(0, fit.codeLength(fit.best()));
  }
}
