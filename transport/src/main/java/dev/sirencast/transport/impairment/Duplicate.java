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

  /** At work: the copy's number is that of the stage, whatever others copied. */
  Stage open(Stage.Context context) {
    return (frame, next) -> {
      if (frame.isOriginal() && frame.key(context.key()).happens(probability, 0)) {
        context.counters().countDuplicate(frame);
        // Made before the original goes on, whose bytes the next stages damage in place.
        FrameCopy copy = frame.duplicate(context.index() + 1);
        next.accept(frame);
        next.accept(copy);
      } else {
        next.accept(frame);
      }
    };
  }

  @Override
  public String toString() {
    return "dup(" + Probability.percent(probability) + ")";
  }
}
