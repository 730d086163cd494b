package dev.sirencast.encoder.patch;

/**
 * What a patch's weights are rounded to: each to its origin and a whole number of its steps.
 * Immutable and thread-safe.
 */
public final class RoundingGrid {
  private final float[] origins;
  private final float[] steps;

  /**
   * @param origins what the network began with; kept
   * @param steps of each weight, above 0; kept
   */
  RoundingGrid(float[] origins, float[] steps) {
    this.origins = origins;
    this.steps = steps;
  }

  /** The step of a weight. */
  public float step(int weight) {
    return steps[weight];
  }

  /** How many steps, not rounded, a weight's value is from its origin. */
  public float symbol(int weight, float value) {
    return (value - origins[weight]) / steps[weight];
  }

  /** The value of a weight after rounding. */
  public float rounded(int weight, float value) {
    return origins[weight] + steps[weight] * (float) Math.rint(symbol(weight, value));
  }
}
