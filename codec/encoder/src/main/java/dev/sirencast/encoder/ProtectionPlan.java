package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.encoder.protection.PlannedPackets;
import dev.sirencast.encoder.protection.UnprotectedPatches;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Protection that follows the symbols: it is decided when they are known. Immutable. */
public sealed interface ProtectionPlan permits LinkProtection, FlipProtection {
  /**
   * Returns the plan of what keeps the most quality through a link: repair packets, and what
   * corrects flipped bits.
   *
   * @param overhead bytes of protection over those of the stream without, 0 to 4; at most so many
   *     where the bytes of all are stated, see {@link #within}
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
  PlannedPackets apply(
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
  PlannedPackets apply(UnprotectedPatches stream, double cleanError, double baseError);

  /** The overhead that the plan may do without; 0 for none. */
  double spare();

  /**
   * Returns the plan with as much of its overhead as pays where all of a stream may have so many
   * bytes and no more: what protection takes the weights lack.
   *
   * @param stream about as it will be
   * @param cleanError the mean squared error of the samples without damage
   * @param baseError the same where the base is all there is
   * @param lacking decibels that are lost where weights have but {@code 1 / (1 + overhead)} of the
   *     bytes; never falls
   */
  ProtectionPlan within(
      UnprotectedPatches stream, double cleanError, double baseError, DoubleUnaryOperator lacking);

  /** Options whose packets of patches have no more room than those of any that this makes. */
  PacketizerOptions tightest(PacketizerOptions options);

  /** The bytes of a stream with all that its protection may take. */
  long streamBytes(UnprotectedPatches stream);
}
