package dev.sirencast.cli;

import dev.sirencast.rounding.RateControl;
import dev.sirencast.rounding.RateTarget;
import dev.sirencast.rounding.Rounding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How finely weights are rounded, on the command line: by one of four numbers. */
final class RoundingOptions {
  private static final int DEFAULT_BITS = 8;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Bits of a hidden weight, 2 to 16 (default: 8).")
  private @Nullable Integer bits;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      description = "Instead: the best picture in a stream of at most N bytes.")
  private @Nullable Long bytes;

  @Option(
      names = "--psnr-drop",
      paramLabel = "DB",
      description = "Instead: the fewest bytes that cost at most so many decibels.")
  private @Nullable Double drop;

  @Option(
      names = "--rate-lambda",
      paramLabel = "L",
      description =
          "Instead: the least sum of squared error and L times the bits a weight; about 1.4 times"
              + " the error that is to be had.")
  private @Nullable Double lambda;

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

  @Option(
      names = "--tune",
      paramLabel = "STEPS",
      description =
          "With --bytes: train weights and their rounding together for so many steps (default:"
              + " 1500 where the signal is at hand, else 0).")
  private @Nullable Integer tune;

  /**
   * What is asked for.
   *
   * @throws IllegalArgumentException if it is more than one thing, or out of its range
   */
  RateTarget target() {
    if (Stream.of(bits, bytes, drop, lambda).filter(option -> option != null).count() > 1) {
      throw new IllegalArgumentException(
          "--bits, --bytes, --psnr-drop and --rate-lambda exclude each other");
    }
    if (tune != null && (bytes == null || tune < 0 || tune > 1_000_000)) {
      throw new IllegalArgumentException(
          bytes == null ? "--tune goes with --bytes" : "--tune must be 0 to 1000000, got " + tune);
    }
    if (!List.of("auto", "plain", "compensated", "refitted").contains(rounding)) {
      throw new IllegalArgumentException(
          "--rounding: '"
              + rounding
              + "' is not known; expected auto, plain, compensated or refitted");
    }
    if (bytes != null) {
      return new RateTarget.Bytes(bytes);
    }
    if (drop != null) {
      return new RateTarget.PsnrDrop(drop);
    }
    if (lambda != null) {
      return new RateTarget.Lambda(lambda);
    }
    int width = bits == null ? DEFAULT_BITS : bits;
    if (width < 2 || width > 16) {
      throw new IllegalArgumentException("--bits must be 2 to 16, got " + width);
    }
    return new RateTarget.Bits(width);
  }

  /** The ways of rounding that are tried. */
  RateControl ways(RateControl all, boolean robust) {
    switch (rounding) {
      case "auto":
        return robust ? all.only(Rounding.PLAIN) : all;
      case "refitted":
        return all.thorough();
      default:
        return all.only(Rounding.valueOf(rounding.toUpperCase(Locale.ROOT)));
    }
  }

  /** Whether anything is asked for. */
  boolean isStated() {
    return Stream.of(bits, bytes, drop, lambda, tune).anyMatch(option -> option != null);
  }

  /** Steps of tuning, where none are stated so many. */
  int tuneSteps(int unstated) {
    return tune == null ? unstated : tune;
  }
}
