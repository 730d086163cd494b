package dev.sirencast.trainer;

/**
 * An exponential moving average of the parameters, {@code a = d a + (1 - d) theta}: smoother than
 * the last step's parameters where gradients are noisy.
 *
 * <p>In step t the decay is {@code min(d, (1 + t) / (10 + t))}, so that the average is not held
 * back by the initial weights. With a decay of 0 there is no average.
 */
final class WeightAverage {
  private static final double WARM_UP = 10;

  private final double decay;
  private float[] averaged;
  private int updates;

  WeightAverage(float[] initial, double decay) {
    this.averaged = initial.clone();
    this.decay = decay;
  }

  /** Whether there is an average. */
  boolean isUsed() {
    return decay > 0;
  }

  /** Takes the parameters after a step into the average. */
  void update(float[] parameters) {
    updates++;
    float share = (float) (1 - Math.min(decay, (1 + updates) / (WARM_UP + updates)));
    for (int i = 0; i < averaged.length; i++) {
      // By the difference, so that parameters that never change keep their bits.
      averaged[i] += (parameters[i] - averaged[i]) * share;
    }
  }

  /** A copy of the average so far. */
  float[] weights() {
    return averaged.clone();
  }

  /** Goes to where the average stood after a number of steps. */
  void restore(int stepsDone, float[] saved) {
    updates = stepsDone;
    averaged = saved.clone();
  }
}
