package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.util.Locale;
import java.util.Optional;

/** A number of bytes that was asked for: fewer than a stream takes are refused. */
final class AskedBytes {
  private AskedBytes() {}

  /**
   * Refuses a size that no training of a network whose tensors are all sent helps to reach. What a
   * network takes that is rounded as coarsely as can be hardly depends on its weights: those that
   * it begins with tell.
   *
   * @param encoder that tunes nothing
   * @throws CommandException if the size cannot be met
   */
  static void requirePossible(
      StreamEncoder encoder, SirenArchitecture architecture, Signal signal) {
    if (encoder.options().target().filter(RateTarget.Bytes.class::isInstance).isEmpty()) {
      return;
    }
    TrainedNetwork untrained =
        new TrainedNetwork(
            SirenInitializer.initialize(architecture, 0),
            WeightOrigin.PLAIN,
            SignalDescription.of(signal),
            Optional.of(signal));
    requireMet(CommandException.checked(() -> encoder.encode(untrained, EncoderListener.none())));
  }

  /**
   * Refuses a stream that is larger than was asked for.
   *
   * @throws CommandException if it is
   */
  static void requireMet(EncodedNetwork encoded) {
    RateTarget target = encoded.rounded().target().orElse(null);
    if (target instanceof RateTarget.Bytes asked && !encoded.rounded().met()) {
      throw tooFew(asked.bytes(), encoded.stream().bytes());
    }
  }

  static CommandException tooFew(long asked, long least) {
    return CommandException.failure(
        String.format(
            Locale.ROOT,
            "--bytes %d cannot be met: this signal, network and protection take %,d bytes at least",
            asked,
            least),
        null);
  }
}
