package dev.sirencast.cli.options;

import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import picocli.CommandLine.Option;

/** What training is done on, on the command line. */
@Grouped(OptionGroup.TRAINING)
public final class ComputeOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "What computes training steps: java, torch (PyTorch), or auto: torch on a GPU, java on a"
              + " CPU (default: ${DEFAULT-VALUE}).")
  private TrainingEngine engine = TrainingEngine.AUTO;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, cpu or gpu (default: ${DEFAULT-VALUE}).")
  private TrainingDevice device = TrainingDevice.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "CPU threads; 0 for as many as are of use (default: ${DEFAULT-VALUE}).")
  private int threads;

  public TrainingEngine engine() {
    return engine;
  }

  public TrainingDevice device() {
    return device;
  }

  public int threads() {
    return threads;
  }
}
