package dev.sirencast.experiments.lab;

import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.network.TrainingDevice;

/**
 * How experiments are done.
 *
 * @param profile the scale
 * @param seed the first seed of the trainings, and the seed of all noise
 * @param seeds trainings of each network, with successive seeds, 1 or more
 * @param draws noises drawn for each training, 1 or more
 * @param engine what trains them
 * @param device where networks are trained
 * @param threads CPU threads, 0 for one per processor
 */
public record Settings(
    Profile profile,
    long seed,
    int seeds,
    int draws,
    TrainingEngine engine,
    TrainingDevice device,
    int threads) {
  /** Checks the ranges. */
  public Settings {
    require("--seeds", seeds, 1, 100);
    require("--draws", draws, 1, 100_000);
    require("--threads", threads, 0, TrainingOptions.MAX_THREADS);
  }

  /** These settings at another scale. */
  Settings withProfile(Profile other) {
    return new Settings(other, seed, seeds, draws, engine, device, threads);
  }

  /** Options of training with these, all others at their defaults. */
  public TrainingOptions training() {
    return TrainingOptions.defaults().withEngine(engine).withDevice(device);
  }

  /** The threads that work on CPUs is shared out over. */
  public int cpuThreads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private static void require(String option, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          option + " must be " + low + " to " + high + ", got " + value);
    }
  }
}
