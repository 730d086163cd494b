package dev.sirencast.cli.options;

import dev.sirencast.trainer.network.TrainingDevice;
import picocli.CommandLine.Option;

/** What training is done on, on the command line. */
public final class ComputeOptions {
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

  public TrainingDevice device() {
    return device;
  }

  public int threads() {
    return threads;
  }
}
