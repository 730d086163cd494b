package dev.sirencast.receiver;

import dev.sirencast.siren.SirenWeights;
import java.util.Optional;

/**
 * How a receiver treats what arrives. Immutable and thread-safe.
 *
 * @param policy what is done with damaged bodies; empty for what the stream's manifest calls for,
 *     which is never {@link DeliveryPolicy#STRICT}: {@link DeliveryPolicy#defaultFor}
 * @param concealment what stands in for lost weights
 * @param decoding how the weights are evaluated
 * @param limits what a stream may ask for
 * @param previous the weights of an earlier version of the stream, which stand in for lost ones
 *     where the networks have the same shape, as far as those that arrived are like them; empty for
 *     none
 */
public record ReceiverOptions(
    Optional<DeliveryPolicy> policy,
    Concealment concealment,
    Decoding decoding,
    ReceiverLimits limits,
    Optional<SirenWeights> previous) {
  /** Damaged bodies and decoding as the stream asks, lost weights zero, the default limits. */
  public static final ReceiverOptions DEFAULTS =
      new ReceiverOptions(
          Optional.empty(),
          Concealment.ZERO,
          Decoding.AUTO,
          ReceiverLimits.DEFAULTS,
          Optional.empty());

  /** These options with a policy, whatever the stream asks for. */
  public ReceiverOptions withPolicy(DeliveryPolicy asked) {
    return new ReceiverOptions(Optional.of(asked), concealment, decoding, limits, previous);
  }

  /** These options with another concealment. */
  public ReceiverOptions withConcealment(Concealment other) {
    return new ReceiverOptions(policy, other, decoding, limits, previous);
  }

  /** These options with another way to evaluate the weights. */
  public ReceiverOptions withDecoding(Decoding other) {
    return new ReceiverOptions(policy, concealment, other, limits, previous);
  }

  /** These options with other limits. */
  public ReceiverOptions withLimits(ReceiverLimits other) {
    return new ReceiverOptions(policy, concealment, decoding, other, previous);
  }

  /** These options with an earlier version's weights. */
  public ReceiverOptions withPrevious(SirenWeights weights) {
    return new ReceiverOptions(policy, concealment, decoding, limits, Optional.of(weights));
  }
}
