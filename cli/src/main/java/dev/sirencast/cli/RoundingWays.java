package dev.sirencast.cli;

import dev.sirencast.rounding.RateControl;
import dev.sirencast.rounding.Rounding;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which ways of rounding are tried where a rate decides, on the command line. */
final class RoundingWays {
  private static final List<String> NAMES = List.of("auto", "plain", "compensated", "refitted");

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
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is none of those
   */
  void check() {
    if (!NAMES.contains(rounding)) {
      throw new IllegalArgumentException(
          "--rounding: '"
              + rounding
              + "' is not known; expected auto, plain, compensated or refitted");
    }
  }

  /** The ways of rounding that are tried. */
  RateControl of(RateControl all, boolean robust) {
    switch (rounding) {
      case "auto":
        return robust ? all.only(Rounding.PLAIN) : all;
      case "refitted":
        return all.thorough();
      default:
        return all.only(Rounding.valueOf(rounding.toUpperCase(Locale.ROOT)));
    }
  }
}
