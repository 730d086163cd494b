package dev.sirencast.cli;

import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenArchitecture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The network's shape on the command line. */
final class NetworkOptions {
  private static final double OMEGA0 = 30;
  private static final double AUDIO_OMEGA0 = 3000;

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
      description = "Frequency factor of the first layer (default: 30; for audio 3000).")
  private @Nullable Double omega0;

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
                omega0 == null ? defaultOmega0(signal.kind()) : omega0,
                omega0Hidden));
  }

  // A second of sound has a hundred times the cycles that a picture's side has: Sitzmann et al.
  // stretch time to [-100, 100] and keep 30, which is the same.
  private static double defaultOmega0(SignalKind kind) {
    return kind == SignalKind.AUDIO ? AUDIO_OMEGA0 : OMEGA0;
  }
}
