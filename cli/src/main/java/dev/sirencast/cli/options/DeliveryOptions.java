package dev.sirencast.cli.options;

import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.receiver.ReceiverOptions;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How damage is treated, on the command line. */
@Grouped(OptionGroup.RECEPTION)
public final class DeliveryOptions {
  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = AskedPolicy.AUTO,
      description = {
        "What is done with packets whose body is damaged (default: ${DEFAULT-VALUE}):",
        "  auto         as the stream asks: repair-soft with",
        "               error-resilient coding, else repair",
        "  strict       drop them, restore what the repair packets can",
        "  repair       drop their damaged slices, restore what can be",
        "  soft         use them as they are, no repair",
        "  repair-soft  restore what can be, use the rest as it is"
      })
  private AskedPolicy policy = new AskedPolicy(Optional.empty());

  @Mixin private DecodingOptions decoding = new DecodingOptions();

  /** The receiver's options. */
  public ReceiverOptions options() {
    return policy.applyTo(decoding.options());
  }
}
