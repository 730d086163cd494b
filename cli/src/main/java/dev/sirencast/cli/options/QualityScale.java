package dev.sirencast.cli.options;

import dev.sirencast.media.quality.Snr;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.util.Locale;

/**
 * What training and rounding measure, the PSNR of samples in [0, 1], as what a kind is judged by:
 * sounds by their SNR, all else by the PSNR.
 *
 * @param kind the signal's
 * @param toPsnr decibels to add for the PSNR against the kind's full scale
 * @param toLead decibels to add for what the kind is judged by; NaN for silence, which has no SNR
 */
public record QualityScale(SignalKind kind, double toPsnr, double toLead) {
  /** Of pictures: what is measured is told. */
  public static final QualityScale SAMPLES = new QualityScale(SignalKind.IMAGE, 0, 0);

  /** The scale of what is compared with a signal. */
  public static QualityScale of(Signal reference) {
    double toPsnr = reference.format().fullScaleDecibels();
    double toLead = reference.kind() == SignalKind.AUDIO ? Snr.decibelsOverPsnr(reference) : toPsnr;
    return new QualityScale(reference.kind(), toPsnr, toLead);
  }

  /** The PSNR against full scale. */
  public double psnr(double decibels) {
    return decibels + toPsnr;
  }

  /** What the kind is judged by first. */
  public double lead(double decibels) {
    return decibels + toLead;
  }

  /** The PSNR of samples that one against full scale is. */
  public double ofPsnr(double decibels) {
    return decibels - toPsnr;
  }

  /** The name of what the kind is judged by first. */
  public String label() {
    return kind == SignalKind.AUDIO ? "SNR" : "PSNR";
  }

  /** A number of decibels in words, as in {@code 31.25 dB}. */
  public static String text(double decibels) {
    return Double.isNaN(decibels)
        ? "none, of silence"
        : Double.isInfinite(decibels)
            ? decibels > 0 ? "no error" : "no signal"
            : String.format(Locale.ROOT, "%.2f dB", decibels);
  }
}
