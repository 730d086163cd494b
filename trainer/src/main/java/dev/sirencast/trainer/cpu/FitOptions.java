package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.trainer.engine.CosineSchedule;

/**
 * How a network is fitted to its points, by Adam with a rate that falls to 0 along a cosine.
 *
 * <p>The rate of a layer follows its omega0, as {@link
 * dev.sirencast.trainer.engine.ParameterSpace#rate} says; seeded tensors are not trained.
 *
 * @param schedule the rate of each step, and the number of steps
 * @param batchPoints points of a step at most; 0: all
 * @param shuffled whether batches are drawn at random, each point once before any comes again, or
 *     are taken in the order of the points
 * @param seed seed of what is drawn
 * @param seeded tensors that stay as they are
 * @param firstRate what the rate of the first layer is multiplied by: more where its weights are
 *     larger, above 0
 */
public record FitOptions(
    CosineSchedule schedule,
    int batchPoints,
    boolean shuffled,
    long seed,
    SeededTensors seeded,
    double firstRate) {
  /** Checks the ranges. */
  public FitOptions {
    if (schedule.steps() < 1) {
      throw new IllegalArgumentException("steps must be 1 or more, got " + schedule.steps());
    }
    if (!(schedule.start() > 0 && schedule.start() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the learning rate must be above 0, got " + schedule.start());
    }
    if (!(firstRate > 0 && firstRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the first layer's rate is multiplied by more than 0, got " + firstRate);
    }
    if (batchPoints < 0) {
      throw new IllegalArgumentException("batch points must be 0 or more, got " + batchPoints);
    }
  }

  /** All points in every step, and all tensors trained. */
  public static FitOptions fullBatch(double learningRate, int steps) {
    return new FitOptions(
        new CosineSchedule(learningRate, steps), 0, false, 0, SeededTensors.none(), 1);
  }

  /** The same with batches of at most {@code points} points, drawn with a seed. */
  public FitOptions withBatches(int points, long newSeed) {
    return new FitOptions(schedule, points, true, newSeed, seeded, firstRate);
  }

  /** The same with tensors that stay as they are. */
  public FitOptions withSeeded(SeededTensors newSeeded) {
    return new FitOptions(schedule, batchPoints, shuffled, seed, newSeeded, firstRate);
  }

  /** The same with another rate of the first layer. */
  public FitOptions withFirstRate(double factor) {
    return new FitOptions(schedule, batchPoints, shuffled, seed, seeded, factor);
  }
}
