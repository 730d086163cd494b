package dev.sirencast.transport.impairment;

/**
 * One random bit flipped, anywhere in the frame, in a share of the frames: {@code corrupt(0.1%)}.
 *
 * @param probability share of the frames that are hit, 0 to 1
 */
public record Corrupt(double probability) implements Impairment {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the probability is not in [0, 1]
   */
  public Corrupt {
    Probability.require("the probability of corruption", probability);
  }

  /** At work: draw 0 decides whether, draw 1 which bit. */
  Stage open(Stage.Context context) {
    return (frame, next) -> {
      DrawKey key = frame.key(context.key());
      if (frame.bits() > 0 && key.happens(probability, 0)) {
        frame.flip((long) (key.uniform(1) * frame.bits()));
      }
      next.accept(frame);
    };
  }

  @Override
  public String toString() {
    return "corrupt(" + Probability.percent(probability) + ")";
  }
}
