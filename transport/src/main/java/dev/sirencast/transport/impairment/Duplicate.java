package dev.sirencast.transport.impairment;

/**
 * A share of the frames is sent twice: {@code dup(1%)}.
 *
 * <p>The copy follows its original at once and then meets loss and damage of its own. A copy is
 * never duplicated again.
 *
 * @param probability share of the frames that are sent twice, 0 to 1
 */
public record Duplicate(double probability) implements Impairment {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the probability is not in [0, 1]
   */
  public Duplicate {
    Probability.require("the probability of duplication", probability);
  }

  @Override
  public String toString() {
    return "dup(" + Probability.percent(probability) + ")";
  }
}
