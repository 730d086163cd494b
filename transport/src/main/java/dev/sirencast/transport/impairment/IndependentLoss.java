package dev.sirencast.transport.impairment;

/**
 * Loss of frames, each independently of the others: {@code loss(1%)}.
 *
 * @param probability share of the frames that are lost, 0 to 1
 */
public record IndependentLoss(double probability) implements Impairment {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the probability is not in [0, 1]
   */
  public IndependentLoss {
    Probability.require("the probability of loss", probability);
  }

  Stage open(Stage.Context context) {
    return (frame, next) -> {
      if (frame.key(context.key()).happens(probability, 0)) {
        context.counters().countLost(frame);
      } else {
        next.accept(frame);
      }
    };
  }

  @Override
  public String toString() {
    return "loss(" + Probability.percent(probability) + ")";
  }
}
