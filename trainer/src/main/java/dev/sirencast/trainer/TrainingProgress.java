package dev.sirencast.trainer;

/**
 * Where a training run stands after a step.
 *
 * @param step steps done, 1 to {@code steps}
 * @param steps steps of the whole run
 * @param trainingLoss the loss of this step's batch, before the step, regularisers included
 * @param batchPsnr PSNR in decibels on this step's batch, before the step and without clamping: a
 *     noisy estimate that costs nothing
 * @param gridPsnr PSNR in decibels on the whole grid when it was last evaluated, NaN before the
 *     first time
 */
public record TrainingProgress(
    int step, int steps, double trainingLoss, double batchPsnr, double gridPsnr) {}
