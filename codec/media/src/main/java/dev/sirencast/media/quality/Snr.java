package dev.sirencast.media.quality;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;

/**
 * Signal-to-noise ratio of a sound: {@code 10 log10(sum a^2 / sum (a - b)^2)} in decibels, on
 * amplitudes a of the reference and b of the reconstruction, over all samples and channels.
 *
 * <p>Unlike {@link Psnr} it measures the error against the sound itself and not against full scale:
 * a reconstruction that is silent has 0 dB, however quiet the sound.
 */
public final class Snr {
  private Snr() {}

  /**
   * Returns the SNR in decibels; infinite for equal sounds, NaN if the reference is silent.
   *
   * @throws IllegalArgumentException if the two sounds differ in grid or components
   */
  public static double decibels(Signal reference, Signal reconstruction) {
    return Psnr.decibels(reference, reconstruction) + decibelsOverPsnr(reference);
  }

  /**
   * What the SNR has more than the {@link Psnr} of samples in [0, 1], in decibels, whatever the
   * reconstruction: 0 or less; NaN if the reference is silent.
   */
  public static double decibelsOverPsnr(Signal reference) {
    double energy = 0;
    int points = reference.grid().points();
    int channels = reference.components();
    for (int i = 0; i < points * channels; i++) {
      double amplitude = 2.0 * reference.sample(i / channels, i % channels) - 1;
      energy += amplitude * amplitude;
    }
    // The PSNR is the ratio of 4, the peak-to-peak value squared, to the mean squared error. Both
    // ratios are the same at any peak.
    return energy == 0 ? Double.NaN : 10 * Math.log10(energy / ((double) points * channels) / 4);
  }
}
