package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.encoder.EncodedNetwork;
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
public final class AskedBytes {
  /** What a weight takes in a network that suits its size. */
  private static final double USUAL_BITS = 6;

  private AskedBytes() {}

  /**
   * Refuses a size that no training of a network whose tensors are all sent helps to reach: fewer
   * bytes than the stream takes all of whose weights are rounded to nothing.
   *
   * @throws CommandException if the size cannot be met
   */
  static void requirePossible(
      StreamEncoder encoder, SirenArchitecture architecture, Signal signal) {
    RateTarget target = encoder.options().target().orElse(null);
    if (!(target instanceof RateTarget.Bytes asked)) {
      return;
    }
    TrainedNetwork untrained =
        new TrainedNetwork(
            SirenInitializer.initialize(architecture, 0),
            WeightOrigin.PLAIN,
            SignalDescription.of(signal),
            Optional.of(signal));
    long least = CommandException.checked(() -> encoder.leastBytes(untrained));
    if (least > asked.bytes()) {
      throw tooFew(asked.bytes(), least);
    }
  }

  /**
   * Says that a network is too large for a size: below a bit a weight nearly all weights are
   * rounded to nothing, and a smaller network shows more.
   *
   * @param asked the size
   * @return nothing where it suits
   */
  static Optional<String> advice(RateTarget asked, SirenArchitecture architecture) {
    if (!(asked instanceof RateTarget.Bytes size)
        || 8 * size.bytes() >= architecture.parameters()) {
      return Optional.empty();
    }
    double share = 8 * size.bytes() / (USUAL_BITS * architecture.parameters());
    int features = (int) Math.max(4, architecture.hiddenFeatures() * Math.sqrt(share));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "--bytes %d is %.2f bits a weight; a smaller network shows more, such as"
                + " --hidden-features %d",
            size.bytes(),
            8.0 * size.bytes() / architecture.parameters(),
            features));
  }

  /**
   * Refuses a stream that is larger than was asked for.
   *
   * @throws CommandException if it is
   */
  public static void requireMet(EncodedNetwork encoded) {
    RateTarget target = encoded.rounded().target().orElse(null);
    if (target instanceof RateTarget.Bytes asked && !encoded.rounded().met()) {
      throw tooFew(asked.bytes(), encoded.stream().bytes());
    }
  }

  /** The refusal of so few bytes. */
  public static CommandException tooFew(long asked, long least) {
    return CommandException.failure(
        String.format(
            Locale.ROOT,
            "--bytes %d cannot be met: this signal, network and protection take %,d bytes at least",
            asked,
            least),
        null);
  }
}
