package dev.sirencast.receiver;

import dev.sirencast.codec.DeliveryPolicy;
import dev.sirencast.codec.StreamLimits;

/**
 * How a receiver treats what arrives. Immutable and thread-safe.
 *
 * @param policy what is done with damaged bodies
 * @param concealment what stands in for lost weights
 * @param decoding how the weights are evaluated
 * @param limits what a stream may ask for
 */
public record ReceiverOptions(
    DeliveryPolicy policy, Concealment concealment, Decoding decoding, StreamLimits limits) {
  /** Damaged bodies dropped, lost weights zero, decoding as the stream asks, the default limits. */
  public static final ReceiverOptions DEFAULTS =
      new ReceiverOptions(
          DeliveryPolicy.STRICT, Concealment.ZERO, Decoding.AUTO, StreamLimits.DEFAULTS);

  /** These options with another policy. */
  public ReceiverOptions withPolicy(DeliveryPolicy other) {
    return new ReceiverOptions(other, concealment, decoding, limits);
  }

  /** These options with another concealment. */
  public ReceiverOptions withConcealment(Concealment other) {
    return new ReceiverOptions(policy, other, decoding, limits);
  }

  /** These options with another way to evaluate the weights. */
  public ReceiverOptions withDecoding(Decoding other) {
    return new ReceiverOptions(policy, concealment, other, limits);
  }

  /** These options with other limits. */
  public ReceiverOptions withLimits(StreamLimits other) {
    return new ReceiverOptions(policy, concealment, decoding, other);
  }
}
