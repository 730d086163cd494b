package dev.sirencast.cli.encode;

import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.encoder.RoundingWay;
import picocli.CommandLine.Option;

/** Which ways of rounding are tried where a rate decides, on the command line. */
@Grouped(OptionGroup.ROUNDING)
public final class RoundingWays {
  @Option(
      names = "--rounding",
      paramLabel = "HOW",
      defaultValue = "auto",
      description = {
        "With --bytes, --psnr-drop or --rate-lambda (default: ${DEFAULT-VALUE}):",
        "  nearest        each weight by itself, to nearest or next to it where that saves bits",
        "  gptq           weights make up for each other (error feedback)",
        "  gptq-refitted  and the rest is refitted on the way: fewest bytes, minutes on wide"
            + " networks",
        "  auto           the best of these, refitted only up to 20,000 weights; nearest for weights"
            + " trained to withstand noise where no signal is at hand"
      })
  private RoundingWay rounding = RoundingWay.AUTO;

  /** The ways that are tried. */
  public RoundingWay way() {
    return rounding;
  }
}
