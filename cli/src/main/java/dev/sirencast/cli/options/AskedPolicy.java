package dev.sirencast.cli.options;

import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.ReceiverOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code --policy} may be.
 *
 * @param policy nothing where the stream decides
 */
public record AskedPolicy(Optional<DeliveryPolicy> policy) {
  static final String AUTO = "auto";

  /** All that there are. */
  public static List<AskedPolicy> all() {
    return Stream.concat(
            Stream.of(Optional.<DeliveryPolicy>empty()),
            Arrays.stream(DeliveryPolicy.values()).map(Optional::of))
        .map(AskedPolicy::new)
        .toList();
  }

  /** A receiver's options with this policy. */
  public ReceiverOptions applyTo(ReceiverOptions options) {
    return policy.map(options::withPolicy).orElse(options);
  }

  /** Its name on the command line. */
  public String label() {
    return policy.map(DeliveryPolicy::label).orElse(AUTO);
  }
}
