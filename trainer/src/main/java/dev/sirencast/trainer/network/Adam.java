package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * The Adam optimiser (Kingma and Ba, "Adam", 2015, Algorithm 1) on one vector of parameters, or on
 * rows of them.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
 *   theta -= r rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * with r a factor of each parameter's own, 1 in the paper.
 */
public final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final NDArray parameters;
  private final NDArray rates;
  private final NDArray mean;
  private final NDArray variance;
  private int steps;

  /**
   * @param manager owner of the moments, open as long as the optimiser is used
   * @param parameters changed in place by every step
   * @param rates what the rate is multiplied by for each parameter, of one row where there are many
   */
  public Adam(NDManager manager, NDArray parameters, NDArray rates) {
    this(
        parameters,
        rates,
        manager.zeros(parameters.getShape()),
        manager.zeros(parameters.getShape()),
        0);
  }

  private Adam(NDArray parameters, NDArray rates, NDArray mean, NDArray variance, int steps) {
    this.parameters = parameters;
    this.rates = rates;
    this.mean = mean;
    this.variance = variance;
    this.steps = steps;
  }

  /**
   * Returns the optimiser of some rows alone, where it stands.
   *
   * @param manager owner of its arrays, open as long as it is used
   * @param chosen those rows of the parameters, changed in place by every step
   */
  public Adam rows(NDManager manager, NDArray chosen, NDIndex rows) {
    NDArray ownRates = rates.duplicate();
    ownRates.attach(manager);
    return new Adam(chosen, ownRates, mean.get(manager, rows), variance.get(manager, rows), steps);
  }

  /** The steps taken. */
  public int steps() {
    return steps;
  }

  /** Takes a step down {@code gradient}, whose own values are left as they are. */
  public void step(NDArray gradient, double rate) {
    steps++;
    double meanCorrection = 1 - Math.pow(BETA1, steps);
    double varianceCorrection = 1 - Math.pow(BETA2, steps);
    try (NDArray first = gradient.mul((float) (1 - BETA1));
        NDArray second = gradient.square()) {
      mean.muli((float) BETA1).addi(first);
      variance.muli((float) BETA2).addi(second.muli((float) (1 - BETA2)));
    }
    try (NDArray root = variance.sqrt();
        NDArray update =
            mean.div(
                root.muli((float) (1 / Math.sqrt(varianceCorrection))).addi((float) EPSILON))) {
      parameters.subi(update.muli(rates).muli((float) (rate / meanCorrection)));
    }
  }

  /** The moving mean of the gradients, m, copied. */
  public float[] mean() {
    return mean.toFloatArray();
  }

  /** The moving mean of their squares, v, copied. */
  public float[] variance() {
    return variance.toFloatArray();
  }

  /** Goes to where the optimiser stood after a number of steps. */
  public void restore(int stepsDone, float[] savedMean, float[] savedVariance) {
    steps = stepsDone;
    ParameterViews.fill(mean, savedMean);
    ParameterViews.fill(variance, savedVariance);
  }
}
