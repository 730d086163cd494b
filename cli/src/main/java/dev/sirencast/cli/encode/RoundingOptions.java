package dev.sirencast.cli.encode;

import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.encoder.rounding.RateTarget;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How finely weights are rounded, on the command line: by one of four numbers. */
@Grouped(OptionGroup.ROUNDING)
public final class RoundingOptions {
  /** Steps of tuning where the signal is at hand and the user states none. */
  public static final int TUNE_STEPS = 3000;

  /** Decibels that rounding may cost where nothing is asked for. */
  private static final double UNASKED_DROP = 0.2;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description =
          "Bits of a hidden weight, 2 to 16 (default: 8, or as many more as keep the loss within"
              + " 0.2 dB, where the signal is at hand).")
  private @Nullable Integer bits;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      description = "Instead of --bits: the best picture in a stream of at most N bytes.")
  private @Nullable Long bytes;

  @Option(
      names = "--psnr-drop",
      paramLabel = "DB",
      description = "Instead of --bits: the fewest bytes that cost at most so many decibels.")
  private @Nullable Double drop;

  @Option(
      names = "--rate-lambda",
      paramLabel = "L",
      description =
          "Instead of --bits: the least sum of squared error and L times the bits a weight; about 1.4 times"
              + " the error that is to be had.")
  private @Nullable Double lambda;

  @Mixin private RoundingWays ways = new RoundingWays();

  @Option(
      names = "--tune",
      paramLabel = "STEPS",
      description =
          "With --bytes: train weights and their rounding together for so many steps (default:"
              + " 3000 where the signal is at hand, else 0).")
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
    if (bytes != null) {
      return new RateTarget.Bytes(bytes);
    }
    if (drop != null) {
      return new RateTarget.PsnrDrop(drop);
    }
    if (lambda != null) {
      return new RateTarget.Lambda(lambda);
    }
    if (bits == null) {
      return new RateTarget.BitsWithin(UNASKED_DROP);
    }
    if (bits < 2 || bits > 16) {
      throw new IllegalArgumentException("--bits must be 2 to 16, got " + bits);
    }
    return new RateTarget.Bits(bits);
  }

  /** The option for twice the bytes, or another one where no size is asked for. */
  String twice(String other) {
    return bytes == null ? other : "--bytes " + 2 * bytes;
  }

  /**
   * What is asked of patches.
   *
   * @throws IllegalArgumentException if it is more than one thing, or out of its range
   */
  PatchRounding ofPatches() {
    target();
    if (bytes != null) {
      return new PatchRounding.Bytes(bytes);
    }
    if (lambda != null) {
      return new PatchRounding.Lambda(lambda);
    }
    return drop != null ? new PatchRounding.Drop(drop) : PatchRounding.DEFAULT;
  }

  /**
   * The ways of rounding that are tried.
   *
   * @param quick whether only the fastest is, where the user leaves it open
   */
  RoundingWay way(boolean quick) {
    return quick && ways.way() == RoundingWay.AUTO ? RoundingWay.NEAREST : ways.way();
  }

  /** Whether anything is asked for. */
  boolean isStated() {
    return Stream.of(bits, bytes, drop, lambda, tune).anyMatch(option -> option != null);
  }

  /** Steps of tuning: those stated, or where a size is asked for these. */
  int tuneSteps(int unstated) {
    return tune != null ? tune : bytes != null ? unstated : 0;
  }
}
