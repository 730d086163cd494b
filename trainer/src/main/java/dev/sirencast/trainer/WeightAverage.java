package dev.sirencast.trainer;

import ai.djl.ndarray.NDArray;
import dev.sirencast.trainer.network.ParameterViews;
import dev.sirencast.trainer.network.TrainedParameters;

/**
 * An exponential moving average of the parameters, {@code a = d a + (1 - d) theta}: smoother than
 * the last step's parameters where gradients are noisy.
 *
 * <p>In step t the decay is {@code min(d, (1 + t) / (10 + t))}, so that the average is not held
 * back by the initial weights. With a decay of 0 there is no average but the parameters themselves.
 */
final class WeightAverage {
  private static final double WARM_UP = 10;

  private final TrainedParameters parameters;
  private final TrainedParameters averaged;
  private final double decay;
  private int updates;

  WeightAverage(TrainedParameters parameters, double decay) {
    this.parameters = parameters;
    this.decay = decay;
    this.averaged = decay == 0 ? parameters : parameters.withValues(parameters.flat().duplicate());
  }

  /** Takes the present parameters into the average. */
  void update() {
    updates++;
    if (decay == 0) {
      return;
    }
    double kept = Math.min(decay, (1 + updates) / (WARM_UP + updates));
    // By the difference, so that parameters that never change keep their bits.
    try (NDArray change = parameters.flat().sub(averaged.flat())) {
      averaged.flat().addi(change.muli((float) (1 - kept)));
    }
  }

  /** The average so far. */
  TrainedParameters parameters() {
    return averaged;
  }

  /** Goes to where the average stood after a number of steps. */
  void restore(int stepsDone, float[] saved) {
    updates = stepsDone;
    ParameterViews.fill(averaged.flat(), saved);
  }
}
