package dev.sirencast.cli;

import dev.sirencast.trainer.TrainingDevice;
import dev.sirencast.trainer.TrainingLoss;
import dev.sirencast.trainer.TrainingOptions;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How a network is trained, on the command line. */
final class TrainingArguments {
  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "mse",
      description =
          "What is minimised: mse, or gradient-norm, the squared error plus lambda times the norm"
              + " of its gradient (default: ${DEFAULT-VALUE}).")
  private String loss = "mse";

  @Option(
      names = "--lambda",
      paramLabel = "L",
      defaultValue = "0.01",
      description = "Weight of the gradient's norm (default: ${DEFAULT-VALUE}).")
  private double lambda;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Gradient steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      defaultValue = "3e-4",
      description = "Adam's rate, falling along a cosine to 0 (default: ${DEFAULT-VALUE}).")
  private double learningRate;

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
      description = "Points computed at once: speed and memory (default: ${DEFAULT-VALUE}).")
  private int tile;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu or gpu (default: ${DEFAULT-VALUE}).")
  private String device = "auto";

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "CPU threads of the engine; 0 lets it choose (default: ${DEFAULT-VALUE}).")
  private int threads;

  /** The options of a run from a seed. */
  TrainingOptions options(long seed) {
    return CommandException.checked(
        () ->
            TrainingOptions.defaults()
                .withLoss(loss())
                .withSteps(steps)
                .withLearningRate(learningRate)
                .withBatchSize(batch)
                .withTileSize(tile)
                .withDevice(device())
                .withThreads(threads)
                .withSeed(seed));
  }

  /** The name of the loss. */
  String lossName() {
    return loss;
  }

  private TrainingLoss loss() {
    return switch (loss) {
      case "mse" -> TrainingLoss.mse();
      case "gradient-norm" -> TrainingLoss.gradientNorm(lambda);
      default ->
          throw new IllegalArgumentException(
              "--loss: '" + loss + "' is not known; expected mse or gradient-norm");
    };
  }

  private TrainingDevice device() {
    try {
      return TrainingDevice.valueOf(device.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--device: '" + device + "' is not known; expected auto, cpu or gpu", e);
    }
  }
}
