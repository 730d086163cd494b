package dev.sirencast.experiments.lab;

import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.TrainingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains networks and measures them under noise.
 *
 * <p>A training is done once, however many noises it is measured under. All methods meet the same
 * draws of a noise, so that their differences are less noisy than they are. Not thread-safe.
 */
public final class Laboratory {
  private final Settings settings;
  private final ExperimentListener listener;
  private final Trainings trainings;

  /**
   * Returns a laboratory that has trained nothing yet; experiments done in one share trainings.
   *
   * @param settings how
   * @param listener hears of the progress
   */
  public Laboratory(Settings settings, ExperimentListener listener) {
    this.settings = settings;
    this.listener = listener;
    trainings = new Trainings(settings, listener);
  }

  /** Does all tasks, and returns their rows in the tasks' order. */
  public List<Row> run(List<Task> tasks) {
    trainings.train(tasks);
    List<Row> rows = new ArrayList<>();
    for (Task task : tasks) {
      List<Trained> networks = trainings.of(task);
      for (WeightNoise noise : task.noises()) {
        rows.add(
            new Row(
                task.subject().name(),
                task.method(),
                task.recipe().loss(),
                noise,
                weights(networks),
                measure(networks, noise)));
      }
    }
    return rows;
  }

  public Settings settings() {
    return settings;
  }

  /** Hears of the progress. */
  public ExperimentListener listener() {
    return listener;
  }

  /** What trained the last networks: JAVA or TORCH, or AUTO as yet. */
  public TrainingEngine engine() {
    return trainings.engine();
  }

  /** Where the last networks were trained: {@code cpu}, {@code gpu0}, or {@code none} as yet. */
  public String device() {
    return trainings.device();
  }

  /**
   * What a task trains, by their seeds; it is trained where it has not been yet.
   *
   * @throws IllegalStateException if there is no such device
   */
  public List<Trained> trained(Task task) {
    trainings.train(List.of(task));
    return trainings.of(task);
  }

  /** A laboratory for experiments of another scale, with the same listener. */
  public Laboratory of(Profile other) {
    return new Laboratory(settings.withProfile(other), listener);
  }

  private static long weights(List<Trained> networks) {
    return Math.round(networks.stream().mapToLong(Trained::weights).average().orElseThrow());
  }

  private Measurement measure(List<Trained> networks, WeightNoise noise) {
    int draws = noise.isNone() ? 1 : settings.draws();
    double[] decibels = new double[networks.size() * draws];
    double clean = 0;
    String failure = "";
    for (int i = 0; i < networks.size(); i++) {
      Trained network = networks.get(i);
      clean += network.clean() / networks.size();
      failure = failure.isEmpty() ? network.failure() : failure;
      SplittableRandom random = new SplittableRandom(settings.seed() + i);
      for (int draw = 0; draw < draws; draw++) {
        decibels[i * draws + draw] =
            network.decibels(noise, random.nextLong(), settings.cpuThreads());
      }
    }
    return Measurement.of(clean, decibels, failure);
  }
}
