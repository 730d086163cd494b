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

  float[] current() {
    return weights;
  }

  AdamMoments moments() {
    return moments;
  }
}
