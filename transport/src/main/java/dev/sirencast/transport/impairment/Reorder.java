package dev.sirencast.transport.impairment;

/**
 * A share of the frames is held back and sent some frames later: {@code reorder(5%,gap=3)}.
 *
 * <p>A held frame goes out right behind the {@code gap}-th frame that comes after it, or at the end
 * of the transfer. Lost frames are not counted, frames that are held back themselves are.
 *
 * @param probability share of the frames that are held back, 0 to 1
 * @param gap number of frames that overtake, 1 to {@value #MAX_GAP}
 */
public record Reorder(double probability, int gap) implements Impairment {
  /** The largest gap; it bounds the frames that are held at a time. */
  public static final int MAX_GAP = 65_536;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Reorder {
    Probability.require("the probability of reordering", probability);
    if (gap < 1 || gap > MAX_GAP) {
      throw new IllegalArgumentException("the gap must be 1 to " + MAX_GAP + ", got " + gap);
    }
  }

  @Override
  public String toString() {
    return "reorder(" + Probability.percent(probability) + ",gap=" + gap + ")";
  }
}
