package dev.sirencast.trainer.patch;

import java.util.function.Supplier;

/**
 * How a signal's patches are trained, and how fast.
 *
 * @param options of training
 * @param training the pace of it
 * @param refining the pace of training with rounding, asked when it begins
 */
record PatchSchedule(
    PatchTrainingOptions options, PatchPace training, Supplier<PatchPace> refining) {
  /** As long as it takes. */
  static PatchSchedule of(PatchTrainingOptions options) {
    return new PatchSchedule(
        options, PatchPace.steady(options.steps()), () -> PatchPace.steady(options.refinedSteps()));
  }

  /** As a plan says, in time. */
  static PatchSchedule of(PatchPlan plan, Deadline deadline) {
    Deadline refined = deadline.earlier(plan.rest());
    PatchPace training =
        PatchPace.within(plan.options().steps(), plan.training(), refined.earlier(plan.refining()));
    return new PatchSchedule(
        plan.options(),
        training,
        () ->
            refined.seconds() <= 0
                ? PatchPace.steady(0)
                : PatchPace.within(plan.options().refinedSteps(), plan.refining(), refined));
  }
}
