package dev.sirencast.cli;

import dev.sirencast.rounding.RateControl;
import dev.sirencast.rounding.Rounding;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which ways of rounding are tried where a rate decides, on the command line. */
final class RoundingWays {
  private static final String AUTO = "auto";

  /** By name; the last three are the older names of the first three. */
  private static final Map<String, Rounding> NAMES =
      Map.of(
          "nearest", Rounding.ROUND_TO_NEAREST,
          "gptq", Rounding.GPTQ,
          "gptq-refitted", Rounding.GPTQ_REFITTED,
          "plain", Rounding.ROUND_TO_NEAREST,
          "compensated", Rounding.GPTQ,
          "refitted", Rounding.GPTQ_REFITTED);

  @Option(
      names = "--rounding",
      paramLabel = "HOW",
      defaultValue = AUTO,
      description = {
        "With --bytes, --psnr-drop or --rate-lambda (default: auto):",
        "  nearest        each weight by itself, to nearest or next to it where that saves bits",
        "  gptq           weights make up for each other (error feedback)",
        "  gptq-refitted  and the rest is refitted on the way: fewest bytes, minutes on wide"
            + " networks",
        "  auto           the best of these, refitted only up to 20,000 weights; nearest for weights"
            + " trained to withstand noise where no signal is at hand"
      })
  private String rounding = AUTO;

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is none of those
   */
  void check() {
    if (!rounding.equals(AUTO) && !NAMES.containsKey(rounding)) {
      throw new IllegalArgumentException(
          "--rounding: '"
              + rounding
              + "' is not known; expected auto, nearest, gptq or gptq-refitted");
    }
  }

  /** The ways of rounding that are tried. */
  RateControl of(RateControl all, boolean robust) {
    Rounding only = NAMES.get(rounding);
    if (only == null) {
      return robust ? all.only(Rounding.ROUND_TO_NEAREST) : all;
    }
    return only == Rounding.GPTQ_REFITTED ? all.thorough() : all.only(only);
  }
}
