package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.RobustMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The network's shape on the command line. */
@Grouped(OptionGroup.NETWORK)
final class NetworkOptions {
  private static final double AUDIO_OMEGA0 = 3000;

  /** The widest network that nobody asks for, and the narrowest. */
  private static final int WIDEST = 256;

  private static final int NARROWEST = 8;

  @Option(
      names = "--hidden-features",
      paramLabel = "F",
      description =
          "Width of the sine layers (default: about half as many weights as the samples take bytes,"
              + " 256 at most).")
  private @Nullable Integer hiddenFeatures;

  @Option(
      names = "--hidden-layers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Sine layers from F to F after the first (default: ${DEFAULT-VALUE}).")
  private int hiddenLayers;

  @Option(
      names = "--omega0",
      paramLabel = "W",
      description =
          "Frequency factor of the first layer (default: 30, for audio 3000, or what --robust chooses).")
  private @Nullable Double omega0;

  @Option(
      names = "--omega0-hidden",
      paramLabel = "W",
      description = "Factor of the other sine layers (default: 30, or what --robust chooses).")
  private @Nullable Double omega0Hidden;

  @Option(
      names = "--omega0-last",
      paramLabel = "W",
      description = "Factor of the linear layer (default: 1, or what --robust chooses).")
  private @Nullable Double omega0Last;

  /** The network for a signal, in the mode that was asked for, if one was. */
  SirenArchitecture architecture(Signal signal, Optional<RobustMode> robust) {
    return CommandException.checked(
        () ->
            new SirenArchitecture(
                signal.grid().dimensions(),
                hiddenFeatures == null ? features(signal) : hiddenFeatures,
                hiddenLayers,
                signal.components(),
                omega0 == null ? omega0(signal, robust) : omega0,
                omega0Hidden == null
                    ? robust.map(RobustMode::omega0Hidden).orElse(SirenArchitecture.USUAL_OMEGA0)
                    : omega0Hidden,
                omega0Last == null ? robust.map(RobustMode::omega0Last).orElse(1.0) : omega0Last));
  }

  // A sine layer has F times F weights, and each takes a byte or a half more.
  private int features(Signal signal) {
    double weights = SignalText.rawBytes(SignalDescription.of(signal)) / 2.0;
    double width = Math.sqrt(weights / Math.max(1, hiddenLayers));
    return (int) Math.max(NARROWEST, Math.min(WIDEST, width));
  }

  // A second of sound has a hundred times the cycles that a picture's side has: Sitzmann et al.
  // stretch time to [-100, 100] and keep 30, which is the same.
  private static double omega0(Signal signal, Optional<RobustMode> robust) {
    double common =
        signal.kind() == SignalKind.AUDIO ? AUDIO_OMEGA0 : SirenArchitecture.USUAL_OMEGA0;
    return robust.map(mode -> mode.omega0First(common, signal.grid())).orElse(common);
  }
}
