package dev.sirencast.cli.report;

import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.util.Locale;

/**
 * What the decibels of a report are: the SNR of sounds, the PSNR of all else, and of silence, which
 * has no SNR.
 *
 * @param name {@code SNR} or {@code PSNR}
 * @param more decibels to add to a PSNR against full scale for it
 * @param definition what it is computed from, in sentences
 */
public record Lead(String name, double more, String definition) {
  /** What leads of all that is compared with a signal. */
  public static Lead of(Signal original) {
    QualityScale scale = QualityScale.of(original);
    boolean isSnr = original.kind() == SignalKind.AUDIO && !Double.isNaN(scale.toLead());
    double more = isSnr ? scale.toLead() - scale.toPsnr() : 0;
    return new Lead(isSnr ? "SNR" : "PSNR", more, definition(original, isSnr, more));
  }

  /** The number that a PSNR against full scale is. */
  public double of(double psnr) {
    return psnr + more;
  }

  private static String definition(Signal original, boolean isSnr, double more) {
    if (isSnr) {
      return String.format(
          Locale.ROOT,
          "SNR is the sound's power over that of the error, over all samples and channels, in dB:"
              + " silence has 0. The PSNR of --json and --csv, whose peak-to-peak value is 2, is"
              + " %.2f dB more for this sound.",
          -more);
    }
    return "PSNR in dB"
        + (original.format() instanceof AudioFormat
            ? ", with peak-to-peak 2 on amplitudes in [-1, 1]."
            : original.format() instanceof CtFormat ct
                ? String.format(
                    Locale.ROOT,
                    ", of which full scale is the range from %.0f to %.0f HU.",
                    ct.range().low(),
                    ct.range().high())
                : original.kind() == SignalKind.VIDEO
                    ? " of all frames together, from the mean squared error of the whole clip, with"
                        + " peak 1 on samples in [0, 1]: not the mean of frames' own."
                    : ", with peak 1 on samples in [0, 1].");
  }
}
