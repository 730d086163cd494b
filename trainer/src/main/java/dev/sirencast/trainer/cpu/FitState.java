package dev.sirencast.trainer.cpu;

/**
 * A network on its way: weights, and what Adam remembers.
 *
 * <p>A fit can stop here and go on, with the same bits as if it had not. Mutable, for one thread at
 * a time.
 */
public final class FitState {
  private final float[] weights;
  private final AdamMoments moments;

  private FitState(float[] weights, AdamMoments moments) {
    this.weights = weights;
    this.moments = moments;
  }

  /**
   * Where a fit begins.
   *
   * @param weights all weights, in the order of {@link
   *     dev.sirencast.siren.SirenWeights#toFlatArray}; copied
   */
  public static FitState of(float[] weights) {
    return new FitState(weights.clone(), new AdamMoments(weights.length));
  }

  /**
   * Where a fit stood.
   *
   * @param steps taken so far
   * @param mean Adam's moving mean of the gradients; copied
   * @param variance the same of their squares; copied
   */
  public static FitState of(int steps, float[] weights, float[] mean, float[] variance) {
    return new FitState(weights.clone(), new AdamMoments(steps, mean, variance));
  }

  /** Returns a state of its own that equals this one. */
  public FitState copy() {
    return new FitState(weights.clone(), new AdamMoments(moments));
  }

  /** The steps taken so far. */
  public int steps() {
    return moments.steps();
  }

  /** A copy of the weights. */
  public float[] weights() {
    return weights.clone();
  }

  /** A copy of Adam's moving mean of the gradients. */
  public float[] mean() {
    return moments.mean.clone();
  }

  /** A copy of Adam's moving mean of their squares. */
  public float[] variance() {
    return moments.variance.clone();
  }

  /**
   * Takes a step of Adam.
   *
   * @param gradient by the weights
   * @param rates what the rate is multiplied by for each weight
   */
  public void step(float[] gradient, float[] rates, double rate) {
    moments.count();
    float corrected = (float) (rate / moments.meanCorrection());
    TrainingKernels.kernel().adam(moments, weights, gradient, rates, corrected);
  }

  /** The weights, which must not be changed. */
  public float[] current() {
    return weights;
  }
}
