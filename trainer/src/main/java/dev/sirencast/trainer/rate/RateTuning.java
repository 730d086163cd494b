package dev.sirencast.trainer.rate;

import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.Objects;

/**
 * How weights are tuned for the bytes they take. Immutable and thread-safe.
 *
 * <p>Noise of a quantiser's step stands in for rounding at first; towards the end weights are
 * rounded in every step, and their gradients are those of what they were rounded to.
 *
 * @param steps gradient steps, 1 or more
 * @param learningRate Adam's rate for the weights in the first step; it falls to 0 along half a
 *     cosine
 * @param stepRate the same for the logarithms of the quantiser's steps
 * @param batchSize points of a step, 0 for all
 * @param roundedShare share of the run at whose end weights are rounded in every step; before,
 *     noise of a quantiser's step stands in for rounding
 * @param fallingShare share of the run in which the aim falls from the start's bytes to the budget
 * @param lambda decibels that a bit for each weight is worth at first, above 0; at high rates it
 *     brings 6.02. Then it is what keeps the size at the aim
 * @param seed decides noise and batches
 * @param engine what computes
 * @param device where to compute
 * @param threads CPU threads, 0 for as many as are of use
 */
public record RateTuning(
    int steps,
    double learningRate,
    double stepRate,
    int batchSize,
    double roundedShare,
    double fallingShare,
    double lambda,
    long seed,
    TrainingEngine engine,
    TrainingDevice device,
    int threads) {

  /** Checks the ranges; the message names the value and what was expected. */
  public RateTuning {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(device, "device");
    require(steps >= 1, "steps must be 1 or more, got " + steps);
    require(batchSize >= 0, "batch size must be 0 or more, got " + batchSize);
    require(learningRate >= 0 && learningRate <= 1, "a rate is 0 to 1, got " + learningRate);
    require(stepRate >= 0 && stepRate <= 1, "the steps' rate is 0 to 1, got " + stepRate);
    require(
        roundedShare >= 0 && roundedShare <= 1, "the rounded share is 0 to 1, got " + roundedShare);
    require(
        fallingShare >= 0 && fallingShare <= 1, "the falling share is 0 to 1, got " + fallingShare);
    require(lambda > 0 && lambda < 1e6, "lambda must be above 0, got " + lambda);
  }

  /** 1,500 steps of 2,048 points at 5e-4, the last 40 % rounded, lambda 3 dB. */
  public static RateTuning defaults() {
    return new RateTuning(
        1500, 5e-4, 1e-2, 2048, 0.4, 0.5, 3, 0, TrainingEngine.AUTO, TrainingDevice.AUTO, 0);
  }

  /** These options with other steps and another rate for the weights. */
  public RateTuning with(int steps, double learningRate) {
    return new RateTuning(
        steps,
        learningRate,
        stepRate,
        batchSize,
        roundedShare,
        fallingShare,
        lambda,
        seed,
        engine,
        device,
        threads);
  }

  /** These options where something else computes. */
  public RateTuning on(TrainingEngine engine, TrainingDevice device, int threads) {
    return new RateTuning(
        steps,
        learningRate,
        stepRate,
        batchSize,
        roundedShare,
        fallingShare,
        lambda,
        seed,
        engine,
        device,
        threads);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
