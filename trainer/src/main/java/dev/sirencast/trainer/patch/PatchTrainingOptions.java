package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a signal in patches is trained. Immutable and thread-safe.
 *
 * @param sizes samples of a patch along each axis at most
 * @param family the networks that patches choose from
 * @param base the base network's shape
 * @param baseStep the base is evaluated at every so manieth sample along each axis
 * @param baseSteps gradient steps of the base
 * @param trialSteps gradient steps at every width before one of them is chosen, counted as if each
 *     took all points: up to four take a quarter each instead, on PyTorch all points
 * @param steps gradient steps at the chosen width, after those, counted so too
 * @param price what a weight costs: the sum of squared errors of y, over samples and components,
 *     that it has to save
 * @param learningRate times the width; of Adam at the beginning
 * @param seed of the base's initial weights, of batches and of noise
 * @param noise that the weights are trained to withstand
 * @param engine what computes the steps of patches
 * @param device where TORCH computes
 */
public record PatchTrainingOptions(
    List<Integer> sizes,
    PatchFamily family,
    SirenArchitecture base,
    int baseStep,
    int baseSteps,
    int trialSteps,
    int steps,
    double price,
    double learningRate,
    long seed,
    TrainingNoise noise,
    TrainingEngine engine,
    TrainingDevice device) {
  /**
   * What is added to a seed. All patches begin alike, so that seeds differ: this one's pictures and
   * sounds need 5 to 20 % fewer bytes than its neighbour's.
   */
  private static final long USUAL_SEED = 1;

  /** Bytes of a stream for which a base has its usual width, and the least width. */
  private static final double USUAL_BYTES = 190_000;

  private static final int MIN_BASE = 8;
  private static final double BEST_PRICE = 2.7;
  private static final int MIN_TRIAL = 6;
  private static final int FAST_BASE_STEPS = 120;
  private static final List<Integer> FAST_WIDTHS = List.of(8, 14, 20);
  private static final int FEW_STEPS = 60;
  private static final TrainingNoise NO_NOISE = TrainingNoise.of(WeightNoise.NONE);

  /** What is aimed at where nothing is asked for: what prices a weight. */
  private static final double DECIBELS = 33.7;

  private static final double SOUND_DECIBELS = 52;
  private static final double PRICE_AT_35 = 0.011;

  /** Signals of fewer points have more steps. */
  private static final int FEW_POINTS = 1 << 16;

  /** How many times as many, at most. */
  private static final int MOST_TIMES = 4;

  /** Beyond so many steps a patch gains little. */
  private static final int ENOUGH_STEPS = 1000;

  /** Copies the list. */
  public PatchTrainingOptions {
    sizes = List.copyOf(sizes);
    if (baseSteps < 0 || trialSteps < 1 || steps < 0) {
      throw new IllegalArgumentException(
          "steps must be 0, 1 and 0 or more, got "
              + baseSteps
              + ", "
              + trialSteps
              + " and "
              + steps);
    }
    if (baseStep < 1 || baseStep > PatchDescription.MAX_BASE_STEP) {
      throw new IllegalArgumentException(
          "a base's step is 1 to " + PatchDescription.MAX_BASE_STEP + ", got " + baseStep);
    }
    if (!(price >= 0 && learningRate > 0)) {
      throw new IllegalArgumentException(
          "a price is 0 or more and a rate above 0, got " + price + " and " + learningRate);
    }
    if (engine == TrainingEngine.TORCH && !noise.high().isNone()) {
      throw new IllegalArgumentException(
          "patches are trained under noise by the engine java, got torch");
    }
  }

  /** Returns what suits a signal: its kind, the samples that it has, and a sound's rate. */
  public static PatchTrainingOptions of(Signal signal) {
    int inputs = signal.grid().dimensions();
    int outputs = signal.components();
    SirenArchitecture shape = new SirenArchitecture(inputs, 20, 2, outputs, 30, 30);
    if (signal.kind() == SignalKind.AUDIO) {
      return new PatchTrainingOptions(
          List.of(NetworkFit.soundPatch(signal)),
          new PatchFamily(
              shape, List.of(8, 12, 16, 20), USUAL_SEED, NetworkFit.firstScale(signal), 1, 1),
          NetworkFit.flat(signal),
          4,
          1,
          40,
          300,
          priceOf(SOUND_DECIBELS),
          0.1,
          0,
          NO_NOISE,
          TrainingEngine.AUTO,
          TrainingDevice.AUTO);
    }
    boolean video = signal.kind() == SignalKind.VIDEO;
    int step = video ? 2 : 4;
    return new PatchTrainingOptions(
        video ? List.of(16, 15, 10) : List.of(32, 32),
        new PatchFamily(shape, List.of(4, 8, 12, 16, 20), USUAL_SEED, 0.6f, 1, 0.2f),
        NetworkFit.base(signal, step),
        step,
        300,
        40,
        300,
        priceOf(DECIBELS),
        0.05,
        0,
        NO_NOISE,
        TrainingEngine.AUTO,
        TrainingDevice.AUTO);
  }

  /**
   * How these options cut a signal.
   *
   * @throws IllegalArgumentException if there are not as many sizes as the signal has axes, or too
   *     many patches
   */
  public PatchGrid grid(Signal signal) {
    return PatchGrid.of(signal.grid(), sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The price of a weight at which a mean squared error of some decibels is reached best. */
  public static double priceOf(double decibels) {
    return PRICE_AT_35 * Math.pow(10, (35 - decibels) / 10);
  }

  /**
   * Gradient steps with rounding in the loop, after those; none after a short training, where they
   * bring nothing, nor where weights withstand noise, which training without it would undo.
   */
  public int refinedSteps() {
    return steps < FEW_STEPS || isRobust() ? 0 : steps * 3 / 10;
  }

  /** Whether weights are trained to withstand noise. */
  boolean isRobust() {
    return !noise.high().isNone();
  }

  /** What computes the steps: under noise that is plain Java. */
  TrainingEngine stackEngine() {
    return isRobust() ? TrainingEngine.JAVA : engine;
  }

  /** The noise that the base is trained to withstand. */
  TrainingNoise baseNoise() {
    return new RobustPatches(noise).baseNoise();
  }

  /** The tensors of the base that are not sent. */
  SeededTensors baseSeeded() {
    return new RobustPatches(noise).baseSeeded(base, family.seed());
  }

  /** These options for weights that withstand a noise: with the networks that do so best. */
  public PatchTrainingOptions withNoise(TrainingNoise other) {
    RobustPatches robust = new RobustPatches(other);
    return with(
        parts -> {
          parts.family = robust.family(family);
          parts.base = robust.base(base);
          parts.noise = other;
        });
  }

  /** These options with other numbers of steps. */
  public PatchTrainingOptions withSteps(int trial, int main) {
    return with(
        parts -> {
          parts.trialSteps = trial;
          parts.steps = main;
        });
  }

  /** These options with patches of other sizes. */
  public PatchTrainingOptions withSizes(List<Integer> other) {
    return with(parts -> parts.sizes = other);
  }

  /** These options for a fast (0), a normal (1) or the best (2) result. */
  public PatchTrainingOptions withEffort(int effort) {
    return switch (effort) {
      case 0 -> withSteps(10, 28).withWidths(FAST_WIDTHS).withBaseSteps(FAST_BASE_STEPS);
      case 1 -> withSteps(40, 240);
      default -> withSteps(60, 1000).withPrice(price / BEST_PRICE);
    };
  }

  /**
   * These options for a signal of so few points that more steps are few seconds' work all the same:
   * up to {@value #MOST_TIMES} times as many, and longer trials, which tell what longer training
   * will make of a width. Sounds have no more: they are learnt so exactly that longer training
   * loses it again.
   *
   * @param points of the signal, 1 or more
   */
  public PatchTrainingOptions forPoints(int points) {
    if (family.shape().inputs() == 1) {
      return this;
    }
    double times = Math.max(1, Math.min(MOST_TIMES, (double) FEW_POINTS / points));
    int trials = (int) (Math.sqrt(times) * trialSteps);
    return withSteps(trials, Math.max(steps, (int) Math.min(ENOUGH_STEPS, times * steps)));
  }

  /**
   * These options for so many steps at the chosen width: trials, widths and price are those of an
   * effort that takes as many, or between two efforts.
   */
  PatchTrainingOptions withEffortOf(int main) {
    PatchTrainingOptions fast = withEffort(0);
    PatchTrainingOptions best = withEffort(2);
    double low = Math.log(fast.steps);
    double octaves = (Math.log(main) - low) / (Math.log(best.steps) - low);
    double trials = fast.trialSteps * Math.pow((double) best.trialSteps / fast.trialSteps, octaves);
    PatchTrainingOptions options = withSteps((int) Math.max(MIN_TRIAL, trials), main);
    PatchTrainingOptions normal = withEffort(1);
    if (main < (fast.steps + normal.steps) / 2) {
      return options.withWidths(fast.family.widths());
    }
    double above =
        Math.log((double) main / normal.steps) / Math.log((double) best.steps / normal.steps);
    return options.withPrice(price * Math.pow(best.price / price, Math.max(0, Math.min(1, above))));
  }

  /** These options with another price of a weight. */
  public PatchTrainingOptions withPrice(double other) {
    return with(parts -> parts.price = other);
  }

  /** These options with another seed of initial weights, batches and noise. */
  public PatchTrainingOptions withSeed(long other) {
    return with(
        parts -> {
          parts.family = family.withSeed(other + USUAL_SEED);
          parts.seed = other;
        });
  }

  /**
   * These options for a stream of so many bytes at most: where they are few, the base is narrower,
   * so that it takes the same share of them.
   */
  public PatchTrainingOptions within(long bytes) {
    double share = Math.sqrt(bytes / USUAL_BYTES);
    int features = base.hiddenFeatures();
    int narrower =
        (int) Math.max(Math.min(features, MIN_BASE), Math.min(features, features * share));
    SirenArchitecture other =
        new SirenArchitecture(
            base.inputs(),
            narrower,
            base.hiddenLayers(),
            base.outputs(),
            base.omega0First(),
            base.omega0Hidden(),
            base.omega0Last());
    return with(parts -> parts.base = other);
  }

  /** These options with another number of gradient steps of the base. */
  public PatchTrainingOptions withBaseSteps(int other) {
    return with(parts -> parts.baseSteps = other);
  }

  /** These options with other widths to choose from, rising. */
  public PatchTrainingOptions withWidths(List<Integer> widths) {
    return withFamily(family.withWidths(widths));
  }

  /** These options with another family of networks. */
  public PatchTrainingOptions withFamily(PatchFamily other) {
    return with(parts -> parts.family = other);
  }

  /** These options with another learning rate. */
  public PatchTrainingOptions withLearningRate(double other) {
    return with(parts -> parts.learningRate = other);
  }

  /** These options with another engine for the patches' steps, and its device. */
  public PatchTrainingOptions withEngine(TrainingEngine other, TrainingDevice on) {
    return with(
        parts -> {
          parts.engine = other;
          parts.device = on;
        });
  }

  private PatchTrainingOptions with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.together();
  }

  /** The components, to change some of them. */
  private static final class Parts {
    private List<Integer> sizes;
    private PatchFamily family;
    private SirenArchitecture base;
    private final int baseStep;
    private int baseSteps;
    private int trialSteps;
    private int steps;
    private double price;
    private double learningRate;
    private long seed;
    private TrainingNoise noise;
    private TrainingEngine engine;
    private TrainingDevice device;

    Parts(PatchTrainingOptions from) {
      sizes = from.sizes;
      family = from.family;
      base = from.base;
      baseStep = from.baseStep;
      baseSteps = from.baseSteps;
      trialSteps = from.trialSteps;
      steps = from.steps;
      price = from.price;
      learningRate = from.learningRate;
      seed = from.seed;
      noise = from.noise;
      engine = from.engine;
      device = from.device;
    }

    PatchTrainingOptions together() {
      return new PatchTrainingOptions(
          sizes,
          family,
          base,
          baseStep,
          baseSteps,
          trialSteps,
          steps,
          price,
          learningRate,
          seed,
          noise,
          engine,
          device);
    }
  }
}
