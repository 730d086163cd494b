package dev.sirencast.trainer.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.entropy.ModelFit;
import dev.sirencast.entropy.SymbolCost;
import dev.sirencast.entropy.SymbolDensity;
import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLengthTest {
  private static final int COUNT = 4000;
  private static final double STEP = 0.2;

  private final float[] weights = new float[COUNT];
  private final double[] noise = new double[COUNT];

  /** Weights that are uniform on [-width, width] under a Gaussian of deviation 0.5. */
  private SymbolDensity draw(double width) {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < COUNT; i++) {
      weights[i] = (float) (width * (2 * random.nextDouble() - 1) + 0.5 * random.nextGaussian());
      noise[i] = random.nextDouble() - 0.5;
    }
    int spread = width == 0 ? 0 : 9 + (int) Math.round(8 * log2(width / STEP));
    return SymbolDensity.of(new SymbolModel(spread, 24 + (int) Math.round(8 * log2(0.5 / STEP))));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private float[] values(double step) {
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) (weights[i] + step * noise[i]);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2})
  void derivativeByTheStepIsThatOfFiniteDifferences(double width) {
    SymbolDensity shape = draw(width);
    double change = 0.02;
    double up = CodeLength.of(values(STEP + change), weights, STEP + change, shape).bits();
    double down = CodeLength.of(values(STEP - change), weights, STEP - change, shape).bits();
    double expected = (up - down) / (2 * change);
    double byStep = CodeLength.of(values(STEP), weights, STEP, shape).byStep();
    assertEquals(expected, byStep, 0.01 * Math.abs(expected));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2})
  void derivativesByTheValuesAreThoseOfFiniteDifferences(double width) {
    SymbolDensity shape = draw(width);
    float[] all = values(STEP);
    double[] gradient = new double[COUNT];
    CodeLength.of(all, weights, STEP, shape).addTo(gradient, 0, 1);
    float[] grown = all.clone();
    float[] shrunk = all.clone();
    double expected = 0;
    for (int i = 0; i < COUNT; i++) {
      // Along the signs, so that the change does not cancel.
      grown[i] += 0.01f * Math.signum(all[i]);
      shrunk[i] -= 0.01f * Math.signum(all[i]);
      expected += gradient[i] * Math.signum(all[i]);
    }
    double up = CodeLength.of(grown, weights, STEP, shape).bits();
    double down = CodeLength.of(shrunk, weights, STEP, shape).bits();
    assertEquals(expected, (up - down) / 0.02, 0.06 * Math.abs(expected));
  }

  @Test
  void gradientsAreAddedWhereTheTensorBegins() {
    SymbolDensity shape = draw(0);
    CodeLength length = CodeLength.of(values(STEP), weights, STEP, shape);
    double[] once = new double[COUNT];
    length.addTo(once, 0, 1);
    double[] shifted = new double[COUNT + 3];
    shifted[3] = 7;
    length.addTo(shifted, 3, 2);
    assertEquals(7 + 2 * once[0], shifted[3], 1e-12);
    assertEquals(0, shifted[2]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2, 6})
  void roundedValuesCostWhatTheCoderTakes(double width) {
    draw(width);
    short[] symbols = new short[COUNT];
    float[] rounded = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      symbols[i] = (short) Math.round(weights[i] / STEP);
      rounded[i] = (float) (symbols[i] * STEP);
    }
    QuantizedTensor tensor = QuantizedTensor.of(COUNT, 1, 7, (float) STEP, symbols);
    SymbolModel model = ModelFit.of(tensor).best();
    SymbolCost cost = SymbolCost.of(model, 7);
    double coded = 0;
    for (short symbol : symbols) {
      coded += cost.bits(symbol);
    }
    double bits = CodeLength.of(rounded, weights, STEP, SymbolDensity.of(model)).bits();
    assertEquals(coded, bits, 0.02 * coded);
  }
}
