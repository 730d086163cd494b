package dev.sirencast.patch;

/**
 * The network of one patch: {@code y = base + amplitude * network}. The weights are not copied;
 * whoever has them leaves them as they are.
 */
public final class PatchWeights {
  private final int width;
  private final float amplitude;
  private final float[] weights;

  /**
   * Returns a patch's network.
   *
   * @param width which of the family's widths it has, from 0 on
   * @param amplitude what its outputs are multiplied by, finite
   * @param weights one tensor after another
   */
  public PatchWeights(int width, float amplitude, float[] weights) {
    this.width = width;
    this.amplitude = amplitude;
    this.weights = weights;
  }

  /** Which of the family's widths the network has, from 0 on. */
  public int width() {
    return width;
  }

  /** What its outputs are multiplied by. */
  public float amplitude() {
    return amplitude;
  }

  /** The weights, one tensor after another. Not a copy. */
  public float[] weights() {
    return weights;
  }
}
