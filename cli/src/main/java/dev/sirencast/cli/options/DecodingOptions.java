package dev.sirencast.cli.options;

import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.receiver.Concealment;
import dev.sirencast.receiver.Decoding;
import dev.sirencast.receiver.ReceiverOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How what arrived is decoded, on the command line. */
@Grouped(OptionGroup.RECEPTION)
public final class DecodingOptions {
  @Option(
      names = "--conceal",
      paramLabel = "HOW",
      defaultValue = "zero",
      description = {
        "What stands in for lost weights (default: ${DEFAULT-VALUE}):",
        "  zero       nothing: the connection is cut",
        "  mean       the mean of the tensor's weights that arrived",
        "  posterior  what is to be expected, given the bits of it that arrived"
      })
  private Concealment conceal = Concealment.ZERO;

  @Option(
      names = "--decoder",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = {
        "How weights trained under noise are evaluated (default: ${DEFAULT-VALUE}):",
        "  auto         mean-field where they came exactly and the stream asks for it, else plain",
        "  plain        as they are",
        "  mean-field   at the mean of the noise that the stream states"
      })
  private Decoding decoder = Decoding.AUTO;

  @Mixin private LimitsOption limits = new LimitsOption();

  /** The receiver's options, with the policy that the stream asks for. */
  public ReceiverOptions options() {
    return ReceiverOptions.DEFAULTS
        .withConcealment(conceal)
        .withDecoding(decoder)
        .withLimits(limits.limits());
  }
}
