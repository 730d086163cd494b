package dev.sirencast.trainer.patch;

import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;

/** A network that is being fitted by Adam: weights, moments and steps so far. Not thread-safe. */
final class Fit {
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float[] weights;
  private final float[] mean;
  private final float[] square;
  private final float[] gradient;
  private int steps;

  /**
   * @param weights to begin with; changed in place
   */
  Fit(float[] weights) {
    this.weights = weights;
    this.mean = new float[weights.length];
    this.square = new float[weights.length];
    this.gradient = new float[weights.length];
  }

  float[] weights() {
    return weights;
  }

  /** Takes a step; returns the sum of squared errors before it. */
  double step(NetworkPass pass, TrainingPoints points, double rate) {
    double error = pass.squaredError(weights, points, gradient);
    steps++;
    float first = (float) (rate / (1 - Math.pow(BETA_1, steps)));
    float second = (float) (1 / Math.sqrt(1 - Math.pow(BETA_2, steps)));
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i];
      mean[i] = BETA_1 * mean[i] + (1 - BETA_1) * g;
      square[i] = BETA_2 * square[i] + (1 - BETA_2) * g * g;
      weights[i] -= first * mean[i] / ((float) Math.sqrt(square[i]) * second + EPSILON);
    }
    return error;
  }
}
