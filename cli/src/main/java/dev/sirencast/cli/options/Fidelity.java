package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.media.quality.SpectralConvergence;
import dev.sirencast.media.quality.Ssim;
import dev.sirencast.signal.Psnr;
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
        + String.format(Locale.ROOT, ", spectral convergence %.4f", spectralConvergence);
  }
}
