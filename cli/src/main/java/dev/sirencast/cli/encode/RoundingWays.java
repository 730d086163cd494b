package dev.sirencast.cli.encode;

import dev.sirencast.encoder.RoundingWay;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which ways of rounding are tried where a rate decides, on the command line. */
public final class RoundingWays {
  /** Names of earlier versions. */
  private static final Map<String, RoundingWay> OLDER =
      Map.of(
          "plain", RoundingWay.NEAREST,
          "compensated", RoundingWay.GPTQ,
          "refitted", RoundingWay.GPTQ_REFITTED);

  @Option(
      names = "--rounding",
      paramLabel = "HOW",
      defaultValue = "auto",
      description = {
        "With --bytes, --psnr-drop or --rate-lambda (default: auto):",
        "  nearest        each weight by itself, to nearest or next to it where that saves bits",
        "  gptq           weights make up for each other (error feedback)",
        "  gptq-refitted  and the rest is refitted on the way: fewest bytes, minutes on wide"
            + " networks",
        "  auto           the best of these, refitted only up to 20,000 weights; nearest for weights"
            + " trained to withstand noise where no signal is at hand"
      })
  private String rounding = "auto";

  /**
   * The ways that are tried.
   *
   * @throws IllegalArgumentException if the name is none of those
   */
  public RoundingWay way() {
    for (RoundingWay way : RoundingWay.values()) {
      if (way.label().equals(rounding)) {
        return way;
      }
    }
    RoundingWay older = OLDER.get(rounding);
    if (older == null) {
      throw new IllegalArgumentException(
          "--rounding: '"
              + rounding
              + "' is not known; expected auto, nearest, gptq or gptq-refitted");
    }
    return older;
  }
}
