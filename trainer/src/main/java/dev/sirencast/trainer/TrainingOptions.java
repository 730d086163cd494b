package dev.sirencast.trainer;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a network is fitted: Adam with a cosine schedule on batches of a signal's points.
 *
 * <p>Begin with {@link #defaults()} and change what matters with the {@code with} methods.
 * Immutable and thread-safe.
 *
 * @param steps gradient steps, 1 to {@value #MAX_STEPS}
 * @param learningRate Adam's rate in the first step, above 0 and at most 1; it falls to 0 along
 *     half a cosine
 * @param batchSize points of a step, 0 to {@value #MAX_BATCH_SIZE}; 0, or a number not below the
 *     signal's points, takes every point in every step
 * @param tileSize points that go through the network together with {@link TrainingEngine#TORCH}, 1
 *     to {@value #MAX_TILE_SIZE}; it changes speed and memory, and the result only by rounding
 * @param loss what is minimised
 * @param seed decides the initial weights and the points of every batch
 * @param engine what computes the steps
 * @param device where to compute; a GPU is no place for {@link TrainingEngine#JAVA}
 * @param threads CPU threads, 0 to {@value #MAX_THREADS}; 0 takes all processors. With {@link
 *     TrainingEngine#TORCH} it is the number of one tensor operation, and applies to every later
 *     one of the process; with another number the result may be rounded differently; 0 leaves one
 *     processor free there, or none where the environment has {@code OMP_WAIT_POLICY=PASSIVE},
 *     without which threads that share a processor with other work slow a run many times
 * @param seeding which tensors stay at their initial values
 * @param emaDecay decay of an exponential moving average of the weights, 0 or more and below 1;
 *     above 0 the averaged weights are evaluated and returned in place of the last ones
 * @param targetPsnr PSNR in decibels at which a run may end, checked whenever the weights are
 *     evaluated; infinite to do all steps
 * @param initialScale how much larger than usual the weights are with which training begins
 */
public record TrainingOptions(
    int steps,
    double learningRate,
    int batchSize,
    int tileSize,
    TrainingLoss loss,
    long seed,
    TrainingEngine engine,
    TrainingDevice device,
    int threads,
    Seeding seeding,
    double emaDecay,
    double targetPsnr,
    InitialScale initialScale) {
  /** The most steps of one run. */
  public static final int MAX_STEPS = 100_000_000;

  /** The largest batch. */
  public static final int MAX_BATCH_SIZE = 1 << 24;

  /** The largest tile. */
  public static final int MAX_TILE_SIZE = 1 << 20;

  /** The most threads. */
  public static final int MAX_THREADS = 1024;

  private static final double PICTURE_RATE_TIMES_WIDTH = 0.13;
  private static final double OTHER_RATE_TIMES_WIDTH = 0.077;
  private static final double MAX_USUAL_RATE = 8e-3;

  private static final TrainingOptions DEFAULTS =
      new TrainingOptions(
          1000,
          3e-4,
          2048,
          1024,
          TrainingLoss.mse(),
          0,
          TrainingEngine.AUTO,
          TrainingDevice.AUTO,
          0,
          Seeding.NONE,
          0,
          Double.POSITIVE_INFINITY,
          InitialScale.NONE);

  /** Checks every range; the message names the value and what was expected. */
  public TrainingOptions {
    requireRange("steps", steps, 1, MAX_STEPS);
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learning rate must be above 0 and at most 1, got " + learningRate);
    }
    requireRange("batch size", batchSize, 0, MAX_BATCH_SIZE);
    requireRange("tile size", tileSize, 1, MAX_TILE_SIZE);
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(device, "device");
    if (engine == TrainingEngine.JAVA && device == TrainingDevice.GPU) {
      throw new IllegalArgumentException(
          "engine java computes on the CPU: it does not go with device gpu");
    }
    requireRange("threads", threads, 0, MAX_THREADS);
    Objects.requireNonNull(seeding, "seeding");
    Objects.requireNonNull(initialScale, "initial scale");
    if (!(emaDecay >= 0 && emaDecay < 1)) {
      throw new IllegalArgumentException(
          "the moving average's decay must be 0 or more and below 1, got " + emaDecay);
    }
    if (!(targetPsnr > 0)) {
      throw new IllegalArgumentException("the target PSNR must be above 0 dB, got " + targetPsnr);
    }
  }

  /**
   * 1,000 steps of 2,048 points in tiles of 1,024, a rate of 3e-4, the mean squared error, seed 0,
   * engine, device and threads as they are there.
   */
  public static TrainingOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another number of steps. */
  public TrainingOptions withSteps(int steps) {
    return with(parts -> parts.steps = steps);
  }

  /** These options with another learning rate. */
  public TrainingOptions withLearningRate(double learningRate) {
    return with(parts -> parts.learningRate = learningRate);
  }

  /** These options with another batch size. */
  public TrainingOptions withBatchSize(int batchSize) {
    return with(parts -> parts.batchSize = batchSize);
  }

  /** These options with another tile size. */
  public TrainingOptions withTileSize(int tileSize) {
    return with(parts -> parts.tileSize = tileSize);
  }

  /** These options with another loss. */
  public TrainingOptions withLoss(TrainingLoss loss) {
    return with(parts -> parts.loss = loss);
  }

  /** These options with another seed. */
  public TrainingOptions withSeed(long seed) {
    return with(parts -> parts.seed = seed);
  }

  /**
   * These options with another engine.
   *
   * @throws IllegalArgumentException if that is JAVA and the device a GPU
   */
  public TrainingOptions withEngine(TrainingEngine engine) {
    return with(parts -> parts.engine = engine);
  }

  /** These options with another device. */
  public TrainingOptions withDevice(TrainingDevice device) {
    return with(parts -> parts.device = device);
  }

  /** These options with another number of threads. */
  public TrainingOptions withThreads(int threads) {
    return with(parts -> parts.threads = threads);
  }

  /** These options with another seeding. */
  public TrainingOptions withSeeding(Seeding seeding) {
    return with(parts -> parts.seeding = seeding);
  }

  /** These options with another decay of the moving average. */
  public TrainingOptions withEmaDecay(double emaDecay) {
    return with(parts -> parts.emaDecay = emaDecay);
  }

  /** These options with another target. */
  public TrainingOptions withTargetPsnr(double targetPsnr) {
    return with(parts -> parts.targetPsnr = targetPsnr);
  }

  /** These options with another scale of the initial weights. */
  public TrainingOptions withInitialScale(InitialScale initialScale) {
    return with(parts -> parts.initialScale = initialScale);
  }

  /**
   * Returns the learning rate that suits a network, found by training: it falls with the width, and
   * with the depth beyond three hidden layers; sound and video want a lower one than pictures. No
   * step turns a neuron of the first layer by more than a radian at the edge of the grid: that is
   * what a step of the rate times the first layer's factor does, and beyond it nothing is learnt.
   */
  public static double learningRateOf(SirenArchitecture architecture) {
    double depth = Math.max(1, architecture.hiddenLayers() / 3.0);
    double times = architecture.inputs() == 2 ? PICTURE_RATE_TIMES_WIDTH : OTHER_RATE_TIMES_WIDTH;
    double turning = 1 / architecture.omega0First();
    double usual = times / architecture.hiddenFeatures() / depth;
    return Math.min(Math.min(MAX_USUAL_RATE, turning), usual);
  }

  private TrainingOptions with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.together();
  }

  private static void requireRange(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          what + " must be " + low + " to " + high + ", got " + value);
    }
  }

  /** The components, to change one of them. */
  private static final class Parts {
    private int steps;
    private double learningRate;
    private int batchSize;
    private int tileSize;
    private TrainingLoss loss;
    private long seed;
    private TrainingEngine engine;
    private TrainingDevice device;
    private int threads;
    private Seeding seeding;
    private double emaDecay;
    private double targetPsnr;
    private InitialScale initialScale;

    Parts(TrainingOptions from) {
      steps = from.steps;
      learningRate = from.learningRate;
      batchSize = from.batchSize;
      tileSize = from.tileSize;
      loss = from.loss;
      seed = from.seed;
      engine = from.engine;
      device = from.device;
      threads = from.threads;
      seeding = from.seeding;
      emaDecay = from.emaDecay;
      targetPsnr = from.targetPsnr;
      initialScale = from.initialScale;
    }

    TrainingOptions together() {
      return new TrainingOptions(
          steps,
          learningRate,
          batchSize,
          tileSize,
          loss,
          seed,
          engine,
          device,
          threads,
          seeding,
          emaDecay,
          targetPsnr,
          initialScale);
    }
  }
}
