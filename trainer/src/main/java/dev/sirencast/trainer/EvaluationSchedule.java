package dev.sirencast.trainer;

/**
 * When the weights are evaluated on the whole grid: after every twentieth of the run, or less often
 * where that would cost more than about {@value #COST_SHARE} of the training.
 *
 * <p>Cost is counted in points, not in seconds, so that a run does not depend on the machine's
 * load.
 *
 * @param interval steps from one evaluation to the next
 */
record EvaluationSchedule(int interval) {
  private static final int EVALUATIONS = 20;
  private static final double COST_SHARE = 0.06;

  /** A forward pass has one of the three matrix products of a gradient. */
  private static final double FORWARD_SHARE = 1.0 / 3;

  /** Returns the schedule of a run. */
  static EvaluationSchedule of(int steps, int gridPoints, int batchPoints) {
    double stepsPerEvaluation = FORWARD_SHARE * gridPoints / batchPoints;
    double interval = Math.max(steps / (double) EVALUATIONS, stepsPerEvaluation / COST_SHARE);
    return new EvaluationSchedule((int) Math.min(Integer.MAX_VALUE, Math.ceil(interval)));
  }

  /** Whether the weights are evaluated after this many steps. */
  boolean isDue(int stepsDone) {
    return stepsDone % interval == 0;
  }
}
