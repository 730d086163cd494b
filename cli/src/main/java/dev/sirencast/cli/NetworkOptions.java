package dev.sirencast.cli;

import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import picocli.CommandLine.Option;

/** The network's shape on the command line. */
final class NetworkOptions {
  @Option(
      names = "--hidden-features",
      paramLabel = "F",
      defaultValue = "256",
      description = "Width of the sine layers (default: ${DEFAULT-VALUE}).")
  private int hiddenFeatures;

  @Option(
      names = "--hidden-layers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Sine layers from F to F after the first (default: ${DEFAULT-VALUE}).")
  private int hiddenLayers;

  @Option(
      names = "--omega0",
      paramLabel = "W",
      defaultValue = "30",
      description = "Frequency factor of the first layer (default: ${DEFAULT-VALUE}).")
  private double omega0;

  @Option(
      names = "--omega0-hidden",
      paramLabel = "W",
      defaultValue = "30",
      description = "Frequency factor of the other sine layers (default: ${DEFAULT-VALUE}).")
  private double omega0Hidden;

  /** The network for a signal. */
  SirenArchitecture architecture(Signal signal) {
    return CommandException.checked(
        () ->
            new SirenArchitecture(
                signal.grid().dimensions(),
                hiddenFeatures,
                hiddenLayers,
                signal.components(),
                omega0,
                omega0Hidden));
  }
}
