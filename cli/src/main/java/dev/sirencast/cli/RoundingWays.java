package dev.sirencast.cli;

import dev.sirencast.cli.encoding.RoundingWay;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which ways of rounding are tried where a rate decides, on the command line. */
final class RoundingWays {
  @Option(
      names = "--rounding",
      paramLabel = "HOW",
      defaultValue = "auto",
      description = {
        "With --bytes, --psnr-drop or --rate-lambda (default: auto):",
        "  plain        each weight by itself",
        "  compensated  weights make up for each other",
        "  refitted     and the rest is refitted on the way: fewest bytes, minutes on wide networks",
        "  auto         the best of these, refitted only up to 20,000 weights; plain for weights"
            + " trained to stand noise where no signal is at hand"
      })
  private String rounding = "auto";

  /**
   * The ways that are tried.
   *
   * @throws IllegalArgumentException if the name is none of those
   */
  RoundingWay way() {
    for (RoundingWay way : RoundingWay.values()) {
      if (way.name().toLowerCase(Locale.ROOT).equals(rounding)) {
        return way;
      }
    }
    throw new IllegalArgumentException(
        "--rounding: '"
            + rounding
            + "' is not known; expected auto, plain, compensated or refitted");
  }
}
