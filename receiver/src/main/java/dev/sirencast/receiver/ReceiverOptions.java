package dev.sirencast.receiver;

import dev.sirencast.codec.DeliveryPolicy;
import dev.sirencast.codec.StreamLimits;
import dev.sirencast.siren.SirenWeights;
import java.util.Optional;

/**
 * How a receiver treats what arrives. Immutable and thread-safe.
 *
 * @param policy what is done with damaged bodies
 * @param concealment what stands in for lost weights
 * @param decoding how the weights are evaluated
 * @param limits what a stream may ask for
 * @param previous the weights of an earlier version of the stream, which stand in for lost ones
 *     where the networks have the same shape, as far as those that arrived are like them; empty for
 *     none
 */
public record ReceiverOptions(
    DeliveryPolicy policy,
    Concealment concealment,
    Decoding decoding,
    StreamLimits limits,
    Optional<SirenWeights> previous) {
  /** Damaged bodies dropped, lost weights zero, decoding as the stream asks, the default limits. */
  public static final ReceiverOptions DEFAULTS =
      new ReceiverOptions(
          DeliveryPolicy.STRICT,
          Concealment.ZERO,
          Decoding.AUTO,
          StreamLimits.DEFAULTS,
          Optional.empty());

  /** These options with another policy. */
  public ReceiverOptions withPolicy(DeliveryPolicy other) {
    return new ReceiverOptions(other, concealment, decoding, limits, previous);
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
  public ReceiverOptions withLimits(StreamLimits other) {
    return new ReceiverOptions(policy, concealment, decoding, other, previous);
  }

  /** These options with an earlier version's weights. */
  public ReceiverOptions withPrevious(SirenWeights weights) {
    return new ReceiverOptions(policy, concealment, decoding, limits, Optional.of(weights));
  }
}
