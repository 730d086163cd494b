package dev.sirencast.trainer.rate;

/**
 * Moves the logarithms of the tensors' steps: against each other by the gradient of the decibels
 * and the bits, and all together towards the bits that are aimed at.
 *
 * <p>Lambda, the decibels that a bit for each weight is worth, is what growing all steps together
 * costs over what it saves, in running means: then neither weights nor steps pull the size away
 * from the aim (the Lagrange multiplier of the aim).
 */
final class StepControl {
  /** The share of what the bits exceed the aim by that is taken back at once. */
  private static final double CONTROL = 0.03;

  private static final double MEAN_RATE = 0.02;
  private static final double MIN_LAMBDA = 0.3;
  private static final double MAX_LAMBDA = 8;

  private final ScalarAdam adam;
  private double meanCost;
  private double meanSaving = 1;

  StepControl(int tensors, double lambda) {
    adam = new ScalarAdam(tensors);
    meanCost = lambda;
  }

  /** Decibels that a bit for each weight is worth. */
  double lambda() {
    return Math.max(MIN_LAMBDA, Math.min(MAX_LAMBDA, meanCost / meanSaving));
  }

  /**
   * Hears what growing all steps together would do, by the logarithm of the steps.
   *
   * @param cost decibels lost
   * @param saving bits a weight saved
   */
  void learn(double cost, double saving) {
    meanCost += MEAN_RATE * (cost - meanCost);
    meanSaving += MEAN_RATE * (saving - meanSaving);
  }

  /**
   * Moves the steps.
   *
   * @param logSteps changed in place
   * @param gradient by the logarithms of the steps
   * @param savings bits a weight saved by growing a tensor's step
   * @param rate of the first kind of movement
   * @param excess bits a weight above the aim
   */
  void move(double[] logSteps, double[] gradient, double[] savings, double rate, double excess) {
    double[] direction = adam.direction(gradient);
    double common = 0;
    double sum = 0;
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      common += savings[tensor] * direction[tensor];
      sum += savings[tensor];
    }
    common /= sum == 0 ? 1 : sum;
    double together = CONTROL * Math.log(2) * Math.max(-1, Math.min(1, excess));
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      logSteps[tensor] += together - rate * (direction[tensor] - common);
    }
  }
}
