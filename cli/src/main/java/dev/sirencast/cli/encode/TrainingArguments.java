package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.NumberPair;
import dev.sirencast.cli.base.Ratio;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.ComputeOptions;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.InitialScale;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.Seeding;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a network is trained, on the command line. */
@Grouped(OptionGroup.TRAINING)
final class TrainingArguments {
  private static final Set<LossName> UNDER_NOISE =
      EnumSet.of(LossName.NOISE_AWARE, LossName.LOCAL_NOISE, LossName.MOMENTS);

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--robust",
      paramLabel = "NOISE",
      description = {
        "Choose network and loss so that the weights withstand this noise best: gaussian:SIGMA, mask:P,"
            + " relative:SHARE, a mixture such as gaussian:1e-4..3e-3, several joined by '+', or"
            + " none. What is stated beside it (--loss, --omega0-hidden, --omega0-last, --seeded)"
            + " stays as stated."
      })
  private @Nullable String robust;

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = {
        "What is minimised (default: mse):",
        "mse               the squared error",
        "l1, lipschitz     and --lambda times the sum of the weights' absolute values, or defensive"
            + " quantisation's orthogonality term",
        "gradient-norm     and --lambda times the norm of its gradient, exactly",
        "gradient-norm-fd  the same by a finite difference",
        "gradient-norm-eq9 with the gradient that the paper prints, which is wrong",
        "noise-aware       under --noise, one draw of the weights a step",
        "local-noise       under --noise, drawn for every point",
        "moments           under --noise, in closed form"
      })
  private @Nullable LossName loss;

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--lambda",
      paramLabel = "L",
      description = "Weight of a penalty (default: gradient-norm 0.01, l1 1e-5, lipschitz 1e-4).")
  private @Nullable Double lambda;

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--noise",
      paramLabel = "NOISE",
      description = "What hits the weights in a loss under noise, written as in --robust.")
  private @Nullable String noise;

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--noise-ramp",
      paramLabel = "SHARE",
      description = "Share of the steps over which the noise grows from nothing (default: 0).")
  private @Nullable Ratio ramp;

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--pairs",
      paramLabel = "N",
      description =
          "Draws of noise in a step, each used with both signs: 0 to 64 for local-noise, 0 or 1 for"
              + " noise-aware (default: 0, one draw).")
  private int pairs;

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--seeded",
      paramLabel = "WHICH",
      description =
          "Tensors that stay as their seed makes them and are never sent: none, first (the first"
              + " layer), or first+biases (default: none).")
  private @Nullable Seeding seeded;

  @Option(
      names = "--average",
      paramLabel = "DECAY",
      defaultValue = "0",
      description =
          "Keep a moving average of the weights with this decay, such as 0.99"
              + " (default: ${DEFAULT-VALUE}, none).")
  private double emaDecay;

  @Option(
      names = "--psnr",
      paramLabel = "DB",
      description = "End early when the PSNR reaches this.")
  private @Nullable Double target;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Gradient steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description =
          "Adam's rate, falling along a cosine to 0 (default: 0.13 over the hidden features for pictures,"
              + " 0.077 for others, less for deep networks).")
  private @Nullable Double learningRate;

  @Option(
      names = "--initial-scale",
      paramLabel = "FIRST,HIDDEN",
      description =
          "How many times as large as in Sitzmann et al. the weights begin, of the first and of the"
              + " hidden layers (default: by signal and depth; 1,1 with --robust and with any --loss"
              + " but mse).")
  private @Nullable NumberPair initialScale;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "2048",
      description = "Points a step; 0 takes all (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--tile",
      paramLabel = "N",
      defaultValue = "1024",
      description =
          "With --engine torch: points computed at once, for speed and memory (default:"
              + " ${DEFAULT-VALUE}).")
  private int tile;

  private final ComputeOptions compute;

  /**
   * @param compute what training is done on
   */
  TrainingArguments(ComputeOptions compute) {
    this.compute = compute;
  }

  /** The options of a run from a seed. */
  TrainingOptions options(long seed) {
    return CommandException.checked(
        () ->
            withStatedRate(TrainingOptions.defaults())
                .withLoss(loss())
                .withSteps(steps)
                .withBatchSize(batch)
                .withTileSize(tile)
                .withEngine(compute.engine())
                .withDevice(compute.device())
                .withThreads(compute.threads())
                .withSeeding(seeding())
                .withInitialScale(statedScale())
                .withEmaDecay(emaDecay)
                .withTargetPsnr(targetOrNone())
                .withSeed(seed));
  }

  /** The PSNR that is asked for. */
  OptionalDouble target() {
    return target == null ? OptionalDouble.empty() : OptionalDouble.of(target);
  }

  /** What training, and training on with rounding, is done on. */
  ComputeOptions compute() {
    return compute;
  }

  /** Where that computes. */
  TrainingDevice device() {
    return compute.device();
  }

  /** What computes the steps. */
  TrainingEngine engine() {
    return compute.engine();
  }

  /** The PSNR that is asked for, infinite if none is. */
  double targetOrNone() {
    return target == null ? Double.POSITIVE_INFINITY : target;
  }

  /** The same against the samples of a signal, which are held against the signal's own peak. */
  double targetOf(Signal signal) {
    // Of silence every reconstruction is exact: any target will do.
    return target == null
        ? Double.POSITIVE_INFINITY
        : Math.max(1, QualityScale.of(signal).ofPsnr(target));
  }

  /** The CPU threads that are asked for, or all that there are. */
  int threads() {
    return compute.threads() > 0 ? compute.threads() : Reconstruction.threads();
  }

  /** What {@code --robust} chose, if it was given. */
  Optional<RobustMode> robust() {
    return robust == null || robust.equals("none")
        ? Optional.empty()
        : Optional.of(CommandException.checked(() -> RobustText.parse(robust).withRamp(ramp())));
  }

  /** The noise that the weights are trained to withstand, in the middle of a mixture. */
  WeightNoise trainedNoise() {
    if (noise != null) {
      return CommandException.checked(() -> TrainingNoise.parse(noise).middle());
    }
    return loss == null
        ? robust().map(mode -> mode.noise().middle()).orElse(WeightNoise.NONE)
        : WeightNoise.NONE;
  }

  /** Weights that were trained to withstand noise are not tuned unasked: it undoes that. */
  int unstatedTuning() {
    return trainedNoise().isNone() ? RoundingOptions.TUNE_STEPS : 0;
  }

  private double ramp() {
    return ramp == null ? 0 : ramp.value();
  }

  private TrainingLoss loss() {
    if (noise != null && !UNDER_NOISE.contains(loss)) {
      throw new IllegalArgumentException(
          "--noise goes with --loss noise-aware, local-noise or moments; did you mean --robust?");
    }
    if (loss == null) {
      return robust().map(RobustMode::loss).orElse(TrainingLoss.mse());
    }
    return switch (loss) {
      case MSE -> TrainingLoss.mse();
      case L1 -> TrainingLoss.l1(factor(1e-5));
      case LIPSCHITZ -> TrainingLoss.lipschitz(factor(1e-4));
      case GRADIENT_NORM -> TrainingLoss.gradientNorm(factor(0.01));
      case GRADIENT_NORM_FD -> TrainingLoss.gradientNormDifference(factor(0.01));
      case GRADIENT_NORM_EQ9 -> TrainingLoss.gradientNormEq9(factor(0.01));
      case NOISE_AWARE -> TrainingLoss.noiseAware(noise(), antithetic());
      case LOCAL_NOISE -> TrainingLoss.localReparameterization(noise(), pairs);
      case MOMENTS -> TrainingLoss.moments(noise());
    };
  }

  private double factor(double otherwise) {
    return lambda == null ? otherwise : lambda;
  }

  private TrainingNoise noise() {
    String text = noise == null ? robust : noise;
    if (text == null || text.equals("none")) {
      throw new IllegalArgumentException(
          "--loss " + lossName() + " needs a noise, such as --noise gaussian:1e-3");
    }
    return TrainingNoise.parse(text).withRamp(ramp());
  }

  private boolean antithetic() {
    if (pairs < 0 || pairs > 1) {
      throw new IllegalArgumentException("--pairs with noise-aware is 0 or 1, got " + pairs);
    }
    return pairs == 1;
  }

  private TrainingOptions withStatedRate(TrainingOptions options) {
    return learningRate == null ? options : options.withLearningRate(learningRate);
  }

  /** The options with the rate and the beginning that suit a network, where none are stated. */
  TrainingOptions suited(
      TrainingOptions options, SirenArchitecture architecture, CoordinateGrid grid) {
    TrainingOptions suited = options;
    if (learningRate == null) {
      suited = suited.withLearningRate(TrainingOptions.learningRateOf(architecture));
    }
    boolean usual = robust().isEmpty() && (loss == null || loss == LossName.MSE);
    return initialScale == null && usual
        ? suited.withInitialScale(InitialScale.of(architecture, grid))
        : suited;
  }

  private InitialScale statedScale() {
    return initialScale == null
        ? InitialScale.NONE
        : new InitialScale(initialScale.first(), initialScale.second());
  }

  /** Whether no tensor is left as its seed makes it. */
  boolean sendsAll() {
    return seeding() == Seeding.NONE;
  }

  private Seeding seeding() {
    return seeded == null ? robust().map(RobustMode::seeding).orElse(Seeding.NONE) : seeded;
  }

  /** The name of the loss. */
  String lossName() {
    LossName chosen = robust().isPresent() ? LossName.LOCAL_NOISE : LossName.MSE;
    return (loss == null ? chosen : loss).label();
  }
}
