package dev.sirencast.media.quality;

import dev.sirencast.signal.Signal;

/**
 * How far a sound's spectrum is off: {@code || |A| - |B| || / || |A| ||}, Frobenius norms over the
 * magnitudes of the short-time Fourier transforms A of the reference and B of the reconstruction.
 *
 * <p>0 for equal sounds, 1 for silence. The transforms have Hann windows of {@value #WINDOW}
 * samples every {@value #HOP}; behind its end the sound is silent. Channels are transformed alone
 * and their sums added. (Used so by Arik, Jun and Diamos, IEEE Signal Processing Letters 26(1),
 * 2019.)
 */
public final class SpectralConvergence {
  private static final int WINDOW = 1024;
  private static final int HOP = 256;

  private SpectralConvergence() {}

  /**
   * Returns the spectral convergence; NaN if the reference is silent.
   *
   * @throws IllegalArgumentException if the two sounds differ in grid or components
   */
  public static double of(Signal reference, Signal reconstruction) {
    if (!reference.grid().equals(reconstruction.grid())
        || reference.components() != reconstruction.components()) {
      throw new IllegalArgumentException(
          "spectral convergence compares sounds of one shape, got "
              + reference.grid()
              + " and "
              + reconstruction.grid());
    }
    double error = 0;
    double energy = 0;
    int points = reference.grid().points();
    for (int channel = 0; channel < reference.components(); channel++) {
      int first = 0;
      do {
        double[] expected = SoundSpectrum.magnitudes(reference, channel, first, WINDOW);
        double[] actual = SoundSpectrum.magnitudes(reconstruction, channel, first, WINDOW);
        for (int k = 0; k < expected.length; k++) {
          double difference = expected[k] - actual[k];
          error += difference * difference;
          energy += expected[k] * expected[k];
        }
        first += HOP;
      } while (first + WINDOW - HOP < points);
    }
    return energy == 0 ? Double.NaN : Math.sqrt(error / energy);
  }
}
