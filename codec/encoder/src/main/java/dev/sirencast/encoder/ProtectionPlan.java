package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.encoder.protection.UnprotectedPatches;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;

/** Protection that follows the symbols: it is decided when they are known. Immutable. */
public sealed interface ProtectionPlan permits LinkProtection, FlipProtection {
  /**
   * Returns the plan of what keeps the most quality through a link: repair packets, and what
   * corrects flipped bits.
   *
   * @param overhead bytes of protection over those of the stream without, 0 to 4
   * @param link what is prepared for
   * @throws IllegalArgumentException if the overhead is out of its range
   */
  static ProtectionPlan forLink(double overhead, LinkEstimate link) {
    return new LinkProtection(overhead, link);
  }

  /**
   * Returns the plan of {@link UnequalErrorProtection#againstFlips}, for the bits that the hidden
   * weights turn out to have.
   */
  static ProtectionPlan againstFlips() {
    return new FlipProtection();
  }

  /** Returns options with the protection for a network's symbols. */
  PacketizerOptions apply(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options);

  /** The bytes of a stream with all that its protection may take. */
  long streamBytes(
      TrainedNetwork network, List<QuantizedTensor> tensors, PacketizerOptions options);

  /**
   * Returns options with the protection for a signal in patches.
   *
   * @param cleanError the mean squared error of the samples without damage
   * @param baseError the same where the base is all there is
   */
  PacketizerOptions apply(UnprotectedPatches stream, double cleanError, double baseError);

  /** Options whose packets of patches have no more room than those of any that this makes. */
  PacketizerOptions tightest(PacketizerOptions options);

  /** The bytes of a stream with all that its protection may take. */
  long streamBytes(UnprotectedPatches stream);
}
