package dev.sirencast.cli.reproduce;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightNoise;
import dev.sirencast.siren.WeightPerturbation;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingProgress;
import dev.sirencast.trainer.TrainingResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains networks and measures them under noise.
 *
 * <p>A training is done once, however many noises it is measured under. All methods meet the same
 * draws of a noise, so that their differences are less noisy than they are. Not thread-safe.
 */
public final class Laboratory {
  /** A network is flat where its clean PSNR is within this of the signal's mean's. */
  private static final double FLAT_MARGIN = 1;

  private final Settings settings;
  private final ExperimentListener listener;
  private final Map<Key, Trained> trained = new HashMap<>();
  private long stepsDone;
  private String device = "none";

  /** What tells one training from another. */
  private record Key(String subject, Recipe recipe, long seed) {}

  /** A network, and how it came to be. */
  private record Trained(TrainingResult result, double clean, String failure) {}

  /**
   * Returns a laboratory that has trained nothing yet; experiments done in one share trainings.
   *
   * @param settings how
   * @param listener hears of the progress
   */
  public Laboratory(Settings settings, ExperimentListener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /** Does all tasks, in their order. */
  List<Row> run(List<Task> tasks) {
    long trainings =
        tasks.stream()
            .map(task -> new Key(task.subject().name(), task.recipe(), settings.seed()))
            .distinct()
            .filter(key -> !trained.containsKey(key))
            .count();
    long total = stepsDone + trainings * settings.seeds() * settings.profile().steps();
    List<Row> rows = new ArrayList<>();
    for (Task task : tasks) {
      List<Trained> networks = new ArrayList<>();
      for (int i = 0; i < settings.seeds(); i++) {
        networks.add(trained(task, settings.seed() + i, total));
      }
      for (WeightNoise noise : task.noises()) {
        rows.add(
            new Row(
                task.subject().name(),
                task.method(),
                task.recipe().loss().toString(),
                noise,
                measure(task.subject().signal(), networks, noise)));
      }
    }
    return rows;
  }

  Settings settings() {
    return settings;
  }

  /** Where the last network was trained: {@code cpu}, {@code gpu0}, or {@code none} as yet. */
  String device() {
    return device;
  }

  private Trained trained(Task task, long seed, long total) {
    Key key = new Key(task.subject().name(), task.recipe(), seed);
    Trained known = trained.get(key);
    if (known == null) {
      known = train(task, seed, total);
      trained.put(key, known);
    }
    return known;
  }

  private Trained train(Task task, long seed, long total) {
    long start = System.nanoTime();
    Signal signal = task.subject().signal();
    Profile profile = settings.profile();
    Recipe recipe = task.recipe();
    SirenArchitecture architecture =
        recipe.architecture(
            profile.architecture(signal.grid(), signal.components()), signal.grid());
    TrainingOptions options =
        recipe.options(
            TrainingOptions.defaults()
                .withSteps(profile.steps())
                .withLearningRate(profile.learningRate())
                .withBatchSize(profile.batch())
                .withTileSize(profile.tile())
                .withSeed(seed)
                .withDevice(settings.device())
                .withThreads(settings.threads()));
    String what = task.subject().name() + ", " + task.method() + ", seed " + seed;
    TrainingResult result = SirenTrainer.train(signal, architecture, options, steps(what, total));
    stepsDone += profile.steps();
    device = result.device();
    double clean = Decibels.of(signal, result.weights(), threads());
    Trained network = new Trained(result, clean, failure(signal, result, clean));
    listener.onTraining(
        String.format(
            Locale.ROOT,
            "%s, %s: %.2f dB clean%s, %.0f s",
            what,
            recipe.loss(),
            clean,
            network.failure().isEmpty() ? "" : " (" + network.failure() + ")",
            (System.nanoTime() - start) * 1e-9));
    return network;
  }

  private TrainingListener steps(String what, long total) {
    long before = stepsDone;
    return new TrainingListener() {
      @Override
      public void onProgress(TrainingProgress progress) {
        listener.onStep(before + progress.step(), total, what);
      }
    };
  }

  private static String failure(Signal signal, TrainingResult result, double clean) {
    if (result.outcome() == TrainingOutcome.DIVERGED) {
      return "diverged at step " + result.steps();
    }
    return clean < Decibels.ofMean(signal) + FLAT_MARGIN ? "learned no more than the mean" : "";
  }

  private Measurement measure(Signal signal, List<Trained> networks, WeightNoise noise) {
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
        SirenWeights noisy = perturbed(network.result(), noise, random);
        decibels[i * draws + draw] = Decibels.of(signal, noisy, threads());
      }
    }
    return Measurement.of(clean, decibels, failure);
  }

  private static SirenWeights perturbed(
      TrainingResult result, WeightNoise noise, SplittableRandom random) {
    SirenWeights weights = result.weights();
    for (WeightPerturbation perturbation : noise.perturbations()) {
      weights = perturbation.apply(weights, result.seeded(), random.nextLong());
    }
    return weights;
  }

  private int threads() {
    return settings.threads() == 0
        ? Runtime.getRuntime().availableProcessors()
        : settings.threads();
  }
}
