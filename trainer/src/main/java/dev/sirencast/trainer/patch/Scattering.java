package dev.sirencast.trainer.patch;

/**
 * The patches of a signal in an order in which those so far are all over it, and so are like those
 * to come. Immutable and thread-safe.
 */
final class Scattering {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final int patches;
  private final int stride;

  /**
   * An order.
   *
   * @param patches how many there are, 1 or more
   */
  Scattering(int patches) {
    this.patches = patches;
    int near = (int) (GOLDEN * patches) + 1;
    while (divisor(near, patches) > 1) {
      near++;
    }
    this.stride = near;
  }

  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  /** The i-th patch; each comes once. */
  int patch(int i) {
    return (int) ((long) i * stride % patches);
  }
}
