package dev.sirencast.trainer.rate;

import dev.sirencast.entropy.SymbolDensity;

/**
 * The bits of a tensor's rounded values, {@code -log2} of the mass that the coder's model has
 * within half a step of each, and their derivatives.
 *
 * <p>The density is of the model's shape and of the values' own mean square, at which the sum is
 * nearly least, so that a change of its size changes the sum only to the second order.
 */
final class CodeLength {
  private static final double MIN_MASS = 1e-6;

  /** Least root mean square of the values, in steps. */
  private static final double MIN_DEVIATION = 0.2;

  private static final double LN_2 = Math.log(2);

  private final double[] byValue;
  private double bits;
  private double byStep;

  private CodeLength(int size) {
    byValue = new double[size];
  }

  /**
   * Returns the code length of a tensor.
   *
   * @param values the rounded values, or the noisy ones that stand in for them
   * @param weights what they were before
   * @param step the quantiser's, above 0
   * @param shape the density of the coder's model, of any size
   */
  static CodeLength of(float[] values, float[] weights, double step, SymbolDensity shape) {
    CodeLength length = new CodeLength(values.length);
    SymbolDensity density = shape.withMeanSquare(meanSquare(values, step));
    for (int i = 0; i < values.length; i++) {
      length.add(i, values[i] / step, weights[i] / step, step, density);
    }
    return length;
  }

  private static double meanSquare(float[] values, double step) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.max(MIN_DEVIATION * MIN_DEVIATION, squares / values.length / (step * step));
  }

  /** Adds a value, in steps. */
  private void add(int index, double value, double weight, double step, SymbolDensity density) {
    double high = density.density(value + 0.5);
    double low = density.density(value - 0.5);
    double mass =
        Math.max(MIN_MASS, density.cumulative(value + 0.5) - density.cumulative(value - 0.5));
    double unit = -1 / (mass * step * LN_2);
    byValue[index] = unit * (high - low);
    bits -= Math.log(mass) / LN_2;
    byStep += unit * (high + low) / 2 + byValue[index] * (value - weight);
  }

  /** The bits of all values. */
  double bits() {
    return bits;
  }

  /** Their derivative by the step, what it moves the values by included. */
  double byStep() {
    return byStep;
  }

  /** Adds {@code scale} times the derivatives by the values to a gradient, from an index on. */
  void addTo(double[] gradient, int first, double scale) {
    for (int i = 0; i < byValue.length; i++) {
      gradient[first + i] += scale * byValue[i];
    }
  }
}
