package dev.sirencast.experiments.lab;

import java.util.function.IntConsumer;

/**
 * How one training is done.
 *
 * @param settings of the experiment
 * @param seed of the training
 * @param threads that it has, 0 for one per processor
 * @param steps hears how many of the profile's steps are done, by any thread; a training that has
 *     others scales them
 */
public record TrainingJob(Settings settings, long seed, int threads, IntConsumer steps) {
  /** The threads of work on CPUs. */
  int cpuThreads() {
    return threads == 0 ? settings.cpuThreads() : threads;
  }
}
