package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.SignalKind;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What would help a poor fit. */
final class FitAdvice {
  /** PSNR in decibels below which a fit is poor, but for sounds. */
  static final double POOR_PSNR = 28;

  private static final double POOR_SNR = 20;

  /** A target that was nearly reached is what was wanted. */
  private static final double REACHED = 1;

  private static final int SMALLEST_PATCH = 8;

  private FitAdvice() {}

  /**
   * What is to be said of a fit: a line of its own, which the report gets as {@code advice}; empty
   * where it is good.
   *
   * @param target PSNR that was asked for, infinite if none was
   * @param remedy an option
   */
  static String of(Fidelity fidelity, double target, String remedy, ObjectNode json) {
    boolean sound = fidelity.kind() == SignalKind.AUDIO;
    double reached = fidelity.lead();
    boolean poor = reached < (sound ? POOR_SNR : POOR_PSNR); // silence, which has no SNR, is not
    if (!poor || fidelity.psnr() >= target - REACHED) {
      return "";
    }
    String advice =
        String.format(
            Locale.ROOT,
            "%s%.1f dB is poor: %s would help",
            sound ? "an SNR of " : "",
            reached,
            remedy);
    json.put("advice", advice);
    return System.lineSeparator() + advice;
  }

  /**
   * What is to be said of a size: a line of its own, which the report gets as {@code size_advice};
   * empty where the stream is smaller than the signal's samples.
   */
  static String ofSize(SignalDescription signal, long bytes, ObjectNode json) {
    long raw = SignalText.rawBytes(signal);
    if (bytes < raw) {
      return "";
    }
    String advice =
        String.format(
            Locale.ROOT,
            "no smaller than the signal: %,d bytes against %,d of samples",
            bytes,
            raw);
    json.put("size_advice", advice);
    return System.lineSeparator() + advice;
  }

  /**
   * The option that helps patches.
   *
   * @param usual what helps where patches are large enough
   */
  static String ofPatches(PatchedWeights weights, String usual) {
    long coded = weights.patches().stream().filter(patch -> patch != null).count();
    int widest = weights.family().widths().size() - 1;
    long full = weights.patches().stream().filter(patch -> isOf(patch, widest)).count();
    int[] halves =
        IntStream.range(0, weights.grid().grid().dimensions())
            .map(axis -> (weights.grid().size(axis) + 1) / 2)
            .toArray();
    boolean isFine = IntStream.of(halves).min().orElse(0) >= SMALLEST_PATCH;
    // Where most patches have the widest network, longer training hardly helps.
    return 2 * full > coded && isFine
        ? "--patches "
            + IntStream.of(halves).mapToObj(Integer::toString).collect(Collectors.joining("x"))
        : usual;
  }

  private static boolean isOf(@Nullable PatchWeights patch, int width) {
    return patch != null && patch.width() == width;
  }
}
