package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.ReceptionReport;

/**
 * The policy that a stream was received with.
 *
 * @param policy what was done with damaged packets
 * @param asked whether the user asked for it; otherwise the stream's manifest decided
 */
public record UsedPolicy(DeliveryPolicy policy, boolean asked) {

  public static UsedPolicy of(ReceiverOptions options, ReceptionReport report) {
    return new UsedPolicy(report.policy(), options.policy().isPresent());
  }

  public void addTo(ObjectNode json) {
    json.put("policy", policy.label());
    json.put("policy_from", asked ? "option" : "stream");
  }

  /** The name, as in {@code strict}, and whose choice it was where the user made none. */
  public String text() {
    return asked ? policy.label() : policy.label() + " (the stream's default)";
  }
}
