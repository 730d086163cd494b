package dev.sirencast.media.quality;

import dev.sirencast.signal.Signal;

/** The short-time spectrum of a sound. */
public final class SoundSpectrum {
  private SoundSpectrum() {}

  /**
   * The magnitudes of one window's discrete Fourier transform, under a Hann window; behind its end
   * the sound is silent.
   *
   * @param first the window's first sample
   * @param window its length, a power of two
   * @return {@code window / 2 + 1} magnitudes, from 0 to half the sample rate; of amplitudes in
   *     shares of the sound's peak
   */
  public static double[] magnitudes(Signal sound, int channel, int first, int window) {
    double[] real = new double[window];
    double[] imaginary = new double[window];
    for (int i = 0; i < window && first + i < sound.grid().points(); i++) {
      double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / window);
      real[i] = hann * (2.0 * sound.sample(first + i, channel) - 1);
    }
    FourierTransform.transform(real, imaginary);
    double[] magnitudes = new double[window / 2 + 1];
    for (int k = 0; k < magnitudes.length; k++) {
      magnitudes[k] = Math.hypot(real[k], imaginary[k]);
    }
    return magnitudes;
  }
}
