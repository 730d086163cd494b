package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.media.quality.Snr;
import dev.sirencast.media.quality.SpectralConvergence;
import dev.sirencast.media.quality.Ssim;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.util.Locale;

/**
 * How close a reconstruction is to its reference: the PSNR, and what its kind is judged by besides.
 *
 * @param kind decides the other measures: SNR and spectral convergence for sounds, SSIM for all
 *     else; those of the other kinds are NaN
 * @param psnr decibels
 * @param ssim structural similarity, NaN for pictures too small for it
 * @param snr decibels
 * @param spectralConvergence 0 for equal spectra
 */
public record Fidelity(
    SignalKind kind, double psnr, double ssim, double snr, double spectralConvergence) {

  public static Fidelity of(Signal reference, Signal reconstruction) {
    boolean sound = reference.kind() == SignalKind.AUDIO;
    return new Fidelity(
        reference.kind(),
        Psnr.decibels(reference, reconstruction),
        sound ? Double.NaN : Ssim.of(reference, reconstruction),
        sound ? Snr.decibels(reference, reconstruction) : Double.NaN,
        sound ? SpectralConvergence.of(reference, reconstruction) : Double.NaN);
  }

  /** Adds all but the PSNR, which has names of its own. */
  public void addTo(ObjectNode json) {
    if (kind == SignalKind.AUDIO) {
      Json.number(json, "snr_db", snr);
      Json.number(json, "spectral_convergence", spectralConvergence);
    } else {
      Json.number(json, "ssim", ssim);
    }
  }

  /** All but the PSNR in words, as in {@code SSIM 0.9812}; empty where there is none. */
  public String others() {
    if (kind == SignalKind.AUDIO) {
      return String.format(
          Locale.ROOT, "SNR %.2f dB, spectral convergence %.4f", snr, spectralConvergence);
    }
    return Double.isNaN(ssim) ? "" : String.format(Locale.ROOT, "SSIM %.4f", ssim);
  }
}
