package dev.sirencast.trainer.patch;

import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchFamily;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenArchitecture;
import java.util.List;

/**
 * How a signal in patches is trained. Immutable and thread-safe.
 *
 * @param sizes samples of a patch along each axis at most
 * @param family the networks that patches choose from
 * @param base the base network's shape
 * @param baseStep the base is evaluated at every so manieth sample along each axis
 * @param baseSteps gradient steps of the base
 * @param trialSteps gradient steps at every width before one of them is chosen
 * @param steps gradient steps at the chosen width, after those
 * @param price what a weight costs: the sum of squared errors of y, over samples and components,
 *     that it has to save
 * @param learningRate times the width; of Adam at the beginning
 * @param seed of the base's initial weights and of batches
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
    long seed) {
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
  }

  /**
   * Gradient steps with rounding in the loop, after those; none after a short training, where they
   * bring nothing.
   */
  public int refinedSteps() {
    return steps < FEW_STEPS ? 0 : steps * 3 / 10;
  }

  /** The price of a weight at which a mean squared error of some decibels is reached best. */
  public static double priceOf(double decibels) {
    return PRICE_AT_35 * Math.pow(10, (35 - decibels) / 10);
  }

  /**
   * What is added to a seed. All patches begin alike, so that seeds differ: this one's pictures and
   * sounds need 5 to 20 % fewer bytes than its neighbour's.
   */
  private static final long USUAL_SEED = 1;

  /** Bytes of a stream for which a base has its usual width, and the least width. */
  private static final double USUAL_BYTES = 190_000;

  private static final int MIN_BASE = 8;
  private static final double BEST_PRICE = 2.7;
  private static final int FAST_BASE_STEPS = 120;

  private static final double FAST_RATE = 1.7;

  private static final int FEW_STEPS = 100;
  private static final List<Integer> FAST_WIDTHS = List.of(8, 14, 20);

  /** What is aimed at where nothing is asked for: what prices a weight. */
  private static final double DECIBELS = 33.7;

  private static final double SOUND_DECIBELS = 52;

  private static final double PRICE_AT_35 = 0.011;

  /** Returns what suits a kind of signal. */
  public static PatchTrainingOptions of(Signal signal) {
    int inputs = signal.grid().dimensions();
    int outputs = signal.components();
    if (signal.kind() == SignalKind.AUDIO) {
      SirenArchitecture shape = new SirenArchitecture(inputs, 20, 2, outputs, 30, 30);
      return new PatchTrainingOptions(
          List.of(1024),
          new PatchFamily(shape, List.of(8, 12, 16, 20), USUAL_SEED, 4, 1, 1),
          new SirenArchitecture(inputs, 4, 0, outputs, 30, 30),
          4,
          1,
          40,
          300,
          priceOf(SOUND_DECIBELS),
          0.1,
          0);
    }
    boolean video = signal.kind() == SignalKind.VIDEO;
    SirenArchitecture shape = new SirenArchitecture(inputs, 20, 2, outputs, 30, 30);
    return new PatchTrainingOptions(
        video ? List.of(16, 15, 10) : List.of(32, 32),
        new PatchFamily(shape, List.of(4, 8, 12, 16, 20), USUAL_SEED, 0.6f, 1, 0.2f),
        new SirenArchitecture(inputs, 60, 2, outputs, 30, 30),
        video ? 2 : 4,
        300,
        40,
        300,
        priceOf(DECIBELS),
        0.05,
        0);
  }

  /** These options with other numbers of steps. */
  public PatchTrainingOptions withSteps(int trial, int main) {
    return new PatchTrainingOptions(
        sizes, family, base, baseStep, baseSteps, trial, main, price, learningRate, seed);
  }

  /** These options with patches of other sizes. */
  public PatchTrainingOptions withSizes(List<Integer> other) {
    return new PatchTrainingOptions(
        other, family, base, baseStep, baseSteps, trialSteps, steps, price, learningRate, seed);
  }

  /** These options for a fast (0), a normal (1) or the best (2) result. */
  public PatchTrainingOptions withEffort(int effort) {
    return switch (effort) {
      case 0 -> fast();
      case 1 -> withSteps(40, 240);
      default -> withSteps(60, 1000).withPrice(price / BEST_PRICE);
    };
  }

  /** Few steps: where they are fewest, long ones. Sound would lose by that. */
  private PatchTrainingOptions fast() {
    PatchTrainingOptions coarse = withWidths(FAST_WIDTHS).withBaseSteps(FAST_BASE_STEPS);
    return sizes.size() == 1
        ? coarse.withSteps(18, 60)
        : coarse.withSteps(15, 42).withLearningRate(FAST_RATE * learningRate);
  }

  /** These options with another price of a weight. */
  public PatchTrainingOptions withPrice(double other) {
    return new PatchTrainingOptions(
        sizes, family, base, baseStep, baseSteps, trialSteps, steps, other, learningRate, seed);
  }

  /** These options with another seed of initial weights and batches. */
  public PatchTrainingOptions withSeed(long other) {
    PatchFamily seeded =
        new PatchFamily(
            family.shape(),
            family.widths(),
            other + USUAL_SEED,
            family.firstScale(),
            family.hiddenScale(),
            family.lastScale());
    return new PatchTrainingOptions(
        sizes, seeded, base, baseStep, baseSteps, trialSteps, steps, price, learningRate, other);
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
    return new PatchTrainingOptions(
        sizes, family, other, baseStep, baseSteps, trialSteps, steps, price, learningRate, seed);
  }

  /** These options with another number of gradient steps of the base. */
  public PatchTrainingOptions withBaseSteps(int other) {
    return new PatchTrainingOptions(
        sizes, family, base, baseStep, other, trialSteps, steps, price, learningRate, seed);
  }

  /** These options with other widths to choose from, rising. */
  public PatchTrainingOptions withWidths(List<Integer> widths) {
    return withFamily(
        new PatchFamily(
            family.shape(),
            widths,
            family.seed(),
            family.firstScale(),
            family.hiddenScale(),
            family.lastScale()));
  }

  /** These options with another family of networks. */
  public PatchTrainingOptions withFamily(PatchFamily other) {
    return new PatchTrainingOptions(
        sizes, other, base, baseStep, baseSteps, trialSteps, steps, price, learningRate, seed);
  }

  /** These options with another learning rate. */
  public PatchTrainingOptions withLearningRate(double other) {
    return new PatchTrainingOptions(
        sizes, family, base, baseStep, baseSteps, trialSteps, steps, price, other, seed);
  }
}
