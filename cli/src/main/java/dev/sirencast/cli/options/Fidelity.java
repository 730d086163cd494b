package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.media.quality.SpectralConvergence;
import dev.sirencast.media.quality.Ssim;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.util.Locale;

/**
 * How close a reconstruction is to its reference: the PSNR, and what its kind is judged by besides.
 *
 * @param scale what decibels of samples come to; it knows the kind, which decides the other
 *     measures: SNR and spectral convergence for sounds, SSIM for all else; those of the other
 *     kinds are NaN
 * @param psnr decibels, against the kind's full scale
 * @param ssim structural similarity, NaN for pictures too small for it
 * @param snr decibels, NaN for silence
 * @param spectralConvergence 0 for equal spectra, NaN for silence
 */
public record Fidelity(
    QualityScale scale, double psnr, double ssim, double snr, double spectralConvergence) {
  private static final int STRETCHES = 8;
  private static final int STRETCH = 512;

  public static Fidelity of(Signal reference, Signal reconstruction) {
    boolean sound = reference.kind() == SignalKind.AUDIO;
    QualityScale scale = QualityScale.of(reference);
    double decibels = Psnr.decibels(reference, reconstruction);
    return new Fidelity(
        scale,
        scale.psnr(decibels),
        sound ? Double.NaN : Ssim.of(reference, reconstruction),
        sound ? scale.lead(decibels) : Double.NaN,
        sound ? SpectralConvergence.of(reference, reconstruction) : Double.NaN);
  }

  /**
   * The PSNR at a few stretches of points, and of sounds the SNR that belongs to it: an estimate,
   * for who has no time. All other measures are NaN.
   *
   * @param samples of what is compared with the reference, on its grid
   */
  public static Fidelity roughly(Signal reference, SampleSource samples) {
    int points = reference.grid().points();
    int components = reference.components();
    int length = Math.min(STRETCH, points);
    float[] made = new float[length * components];
    double sum = 0;
    for (int i = 0; i < STRETCHES; i++) {
      int first = (int) ((long) (points - length) * (2 * i + 1) / (2 * STRETCHES));
      samples.samples(first, length, made);
      for (int j = 0; j < made.length; j++) {
        double error = made[j] - reference.sample(first + j / components, j % components);
        sum += error * error;
      }
    }
    return ofPsnr(reference, Psnr.fromMeanSquaredError(sum / (STRETCHES * made.length)));
  }

  /**
   * What a PSNR of samples says, without all that takes longer: that is NaN.
   *
   * @param decibels as of {@link Psnr}
   */
  public static Fidelity ofPsnr(Signal reference, double decibels) {
    QualityScale scale = QualityScale.of(reference);
    return new Fidelity(
        scale,
        scale.psnr(decibels),
        Double.NaN,
        reference.kind() == SignalKind.AUDIO ? scale.lead(decibels) : Double.NaN,
        Double.NaN);
  }

  /** The signal's kind. */
  public SignalKind kind() {
    return scale.kind();
  }

  /** What the kind is judged by first, in decibels: the SNR of sounds, else the PSNR. */
  public double lead() {
    return kind() == SignalKind.AUDIO ? snr : psnr;
  }

  /** Adds all but the PSNR, which has names of its own. */
  public void addTo(ObjectNode json) {
    if (kind() == SignalKind.AUDIO) {
      Json.number(json, "snr_db", snr);
      Json.number(json, "spectral_convergence", spectralConvergence);
      if (Double.isNaN(snr)) {
        json.put("silent", true);
      }
    } else {
      Json.number(json, "ssim", ssim);
    }
  }

  /**
   * All in words, what the kind is judged by first.
   *
   * @param note stands behind the first number, in brackets for example; may be empty
   */
  public String text(String note) {
    if (kind() != SignalKind.AUDIO) {
      return QualityScale.text(psnr)
          + note
          + (Double.isNaN(ssim) ? "" : String.format(Locale.ROOT, ", SSIM %.4f", ssim));
    }
    if (Double.isNaN(snr)) {
      return "a silent sound, "
          + (psnr > 0 && Double.isInfinite(psnr)
              ? "which comes back silent"
              : "PSNR " + QualityScale.text(psnr));
    }
    return "SNR "
        + QualityScale.text(snr)
        + note
        + ", PSNR "
        + QualityScale.text(psnr)
        + (Double.isNaN(spectralConvergence)
            ? ""
            : String.format(Locale.ROOT, ", spectral convergence %.4f", spectralConvergence));
  }
}
