package dev.sirencast.cli.reproduce;

import dev.sirencast.trainer.TrainingDevice;

/**
 * How experiments are done.
 *
 * @param profile the scale
 * @param seed the first seed of the trainings, and the seed of all noise
 * @param seeds trainings of each network, with successive seeds, 1 or more
 * @param draws noises drawn for each training, 1 or more
 * @param device where networks are trained
 * @param threads CPU threads, 0 for as many as the engine likes
 */
public record Settings(
    Profile profile, long seed, int seeds, int draws, TrainingDevice device, int threads) {
  /** Checks the ranges. */
  public Settings {
    require("--seeds", seeds, 100);
    require("--draws", draws, 100_000);
  }

  private static void require(String option, int value, int high) {
    if (value < 1 || value > high) {
      throw new IllegalArgumentException(option + " must be 1 to " + high + ", got " + value);
    }
  }
}
