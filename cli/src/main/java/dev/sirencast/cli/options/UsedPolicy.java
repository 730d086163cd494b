package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.ReceptionReport;
import java.util.Locale;

/**
 * The policy that a stream was received with.
 *
 * @param policy what was done with damaged packets
 * @param from who decided
 */
public record UsedPolicy(DeliveryPolicy policy, Decider from) {
  /** Who decides on the policy. */
  public enum Decider {
    /** The user asked for it. */
    OPTION(""),
    /** It is the one that goes with trust. */
    TRUST(" (as --trust asks)"),
    /** The stream's manifest. */
    STREAM(" (the stream's default)");

    private final String note;

    Decider(String note) {
      this.note = note;
    }
  }

  /** The policy of a reception that trusted everybody. */
  public static UsedPolicy of(ReceiverOptions options, ReceptionReport report) {
    return of(options, false, report);
  }

  /** The policy that a stream will be received with. */
  public static UsedPolicy of(ReceiverOptions options, StreamManifest stream) {
    return options
        .policy()
        .map(policy -> new UsedPolicy(policy, Decider.OPTION))
        .orElseGet(() -> new UsedPolicy(DeliveryPolicy.defaultFor(stream), Decider.STREAM));
  }

  /**
   * The policy of a reception.
   *
   * @param trusting whether some signers alone were trusted
   */
  public static UsedPolicy of(ReceiverOptions options, boolean trusting, ReceptionReport report) {
    Decider unasked = trusting ? Decider.TRUST : Decider.STREAM;
    return new UsedPolicy(report.policy(), options.policy().isPresent() ? Decider.OPTION : unasked);
  }

  public void addTo(ObjectNode json) {
    json.put("policy", policy.label());
    json.put("policy_from", from.name().toLowerCase(Locale.ROOT));
  }

  /** The name, as in {@code strict}, and whose choice it was where the user made none. */
  public String text() {
    return policy.label() + from.note;
  }
}
