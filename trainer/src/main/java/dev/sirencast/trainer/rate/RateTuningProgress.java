package dev.sirencast.trainer.rate;

/**
 * Where rate tuning stands after a step.
 *
 * @param step steps done, 1 to {@code steps}
 * @param steps steps of the whole run
 * @param bitsPerWeight what the symbols take, without manifest and headers, over the weights sent
 * @param batchPsnr PSNR in decibels on this step's batch, before the step and without clamping
 */
public record RateTuningProgress(int step, int steps, double bitsPerWeight, double batchPsnr) {}
