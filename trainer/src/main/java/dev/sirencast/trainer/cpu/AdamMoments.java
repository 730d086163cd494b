package dev.sirencast.trainer.cpu;

/**
 * What Adam (Kingma and Ba, 2015, Algorithm 1) remembers of the gradients so far. Mutable, for one
 * thread at a time.
 */
final class AdamMoments {
  static final float BETA1 = 0.9f;
  static final float BETA2 = 0.999f;
  static final float EPSILON = 1e-8f;

  final float[] mean;
  final float[] variance;
  private int steps;

  AdamMoments(int parameters) {
    this.mean = new float[parameters];
    this.variance = new float[parameters];
  }

  AdamMoments(AdamMoments other) {
    this(other.steps, other.mean, other.variance);
  }

  AdamMoments(int steps, float[] mean, float[] variance) {
    this.mean = mean.clone();
    this.variance = variance.clone();
    this.steps = steps;
  }

  /** The steps taken. */
  int steps() {
    return steps;
  }

  /** Counts a step, before which the corrections below are those of the last one. */
  void count() {
    steps++;
  }

  /** {@code 1 - beta1^t} in step t, counted from 1. */
  double meanCorrection() {
    return 1 - Math.pow(0.9, steps);
  }

  /** {@code 1 / sqrt(1 - beta2^t)}. */
  float rootCorrection() {
    return (float) (1 / Math.sqrt(1 - Math.pow(0.999, steps)));
  }
}
