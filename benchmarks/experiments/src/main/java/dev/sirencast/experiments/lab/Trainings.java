package dev.sirencast.experiments.lab;

import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingEngine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The networks that experiments train, each once.
 *
 * <p>On CPUs a training has one thread, and as many trainings go on at once as there are threads:
 * networks of this size gain little from a second thread, and a result does not depend on how many
 * there are. On a GPU they follow one another.
 *
 * <p>Not thread-safe.
 */
final class Trainings {
  private final Settings settings;
  private final ExperimentListener listener;
  private final Map<Key, Trained> trained = new HashMap<>();
  private long stepsAsked;
  private long stepsDone;
  private TrainingEngine engine = TrainingEngine.AUTO;
  private String device = "none";

  /** What tells one training from another. */
  private record Key(String subject, Recipe recipe, long seed) {
    static Key of(Task task, long seed) {
      return new Key(task.subject().name(), task.recipe(), seed);
    }
  }

  Trainings(Settings settings, ExperimentListener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Trains what the tasks need and is not there yet.
   *
   * @throws IllegalStateException if there is no such device
   */
  void train(List<Task> tasks) {
    Map<Key, Task> missing = new LinkedHashMap<>();
    for (Task task : tasks) {
      seeds().mapToObj(seed -> Key.of(task, seed)).forEach(key -> missing.putIfAbsent(key, task));
    }
    missing.keySet().removeAll(trained.keySet());
    if (missing.isEmpty()) {
      return;
    }
    stepsAsked += missing.size() * (long) settings.profile().steps();
    engine = SirenTrainer.engine(settings.training());
    device = SirenTrainer.deviceName(settings.training());
    boolean cpu = device.equals("cpu");
    int threads = cpu ? 1 : settings.threads();
    try (Workers workers = new Workers(cpu ? settings.cpuThreads() : 1)) {
      missing.forEach(
          (key, task) -> workers.start(() -> keep(key, train(task, key.seed(), threads))));
      workers.await();
    }
  }

  /** Returns the networks of a task that {@link #train} was given, in the order of their seeds. */
  List<Trained> of(Task task) {
    return seeds().mapToObj(seed -> trained.get(Key.of(task, seed))).toList();
  }

  /** What trained the last networks: JAVA or TORCH, or AUTO as yet. */
  TrainingEngine engine() {
    return engine;
  }

  /** Where the last networks were trained: {@code cpu}, {@code gpu0}, or {@code none} as yet. */
  String device() {
    return device;
  }

  private LongStream seeds() {
    return LongStream.range(settings.seed(), settings.seed() + settings.seeds());
  }

  private synchronized void keep(Key key, Trained network) {
    trained.put(key, network);
  }

  private Trained train(Task task, long seed, int threads) {
    long start = System.nanoTime();
    Steps steps = new Steps(task.subject().name() + ", " + task.method() + ", seed " + seed);
    Trained network =
        task.recipe()
            .train(
                task.subject().signal(), new TrainingJob(settings, seed, threads, steps::reached));
    String line =
        String.format(
            Locale.ROOT,
            "%s, %s: %.2f dB clean%s, %.0f s",
            steps.what,
            task.recipe().loss(),
            network.clean(),
            network.failure().isEmpty() ? "" : " (" + network.failure() + ")",
            (System.nanoTime() - start) * 1e-9);
    synchronized (this) {
      stepsDone += settings.profile().steps() - steps.reported; // of a run that ended early
      listener.onTraining(line);
    }
    return network;
  }

  /** Adds a training's steps to those of all. */
  private final class Steps {
    private final String what;
    private int reported;

    Steps(String what) {
      this.what = what;
    }

    void reached(int step) {
      synchronized (Trainings.this) {
        stepsDone += step - reported;
        reported = step;
        listener.onStep(stepsDone, stepsAsked, what);
      }
    }
  }
}
