package dev.sirencast.receiver;

import dev.sirencast.codec.DeliveryPolicy;
import dev.sirencast.codec.StreamLimits;

/**
 * How a receiver treats what arrives. Immutable and thread-safe.
 *
 * @param policy what is done with damaged bodies
 * @param concealment what stands in for lost weights
 * @param limits what a stream may ask for
 */
public record ReceiverOptions(DeliveryPolicy policy, Concealment concealment, StreamLimits limits) {
  /** Damaged bodies dropped, lost weights zero, the default limits. */
  public static final ReceiverOptions DEFAULTS =
      new ReceiverOptions(DeliveryPolicy.STRICT, Concealment.ZERO, StreamLimits.DEFAULTS);

  /** These options with another policy. */
  public ReceiverOptions withPolicy(DeliveryPolicy other) {
    return new ReceiverOptions(other, concealment, limits);
  }

  /** These options with another concealment. */
  public ReceiverOptions withConcealment(Concealment other) {
    return new ReceiverOptions(policy, other, limits);
  }

  /** These options with other limits. */
  public ReceiverOptions withLimits(StreamLimits other) {
    return new ReceiverOptions(policy, concealment, other);
  }
}
