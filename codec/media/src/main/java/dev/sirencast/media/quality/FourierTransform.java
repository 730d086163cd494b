package dev.sirencast.media.quality;

/**
 * The discrete Fourier transform {@code X[k] = sum x[n] exp(-2 pi i n k / N)} of N = 2^m numbers,
 * by the algorithm of Cooley and Tukey (1965), in place.
 */
final class FourierTransform {
  private FourierTransform() {}

  /** Transforms the numbers {@code real + i imaginary}; both arrays have one power of two. */
  static void transform(double[] real, double[] imaginary) {
    int size = real.length;
    reverseBits(real);
    reverseBits(imaginary);
    for (int half = 1; half < size; half *= 2) {
      for (int k = 0; k < half; k++) {
        double cos = Math.cos(-Math.PI * k / half);
        double sin = Math.sin(-Math.PI * k / half);
        for (int even = k; even < size; even += 2 * half) {
          int odd = even + half;
          double turnedReal = cos * real[odd] - sin * imaginary[odd];
          double turnedImaginary = sin * real[odd] + cos * imaginary[odd];
          real[odd] = real[even] - turnedReal;
          imaginary[odd] = imaginary[even] - turnedImaginary;
          real[even] += turnedReal;
          imaginary[even] += turnedImaginary;
        }
      }
    }
  }

  private static void reverseBits(double[] values) {
    int unused = Integer.numberOfLeadingZeros(values.length) + 1;
    for (int i = 0; i < values.length; i++) {
      int j = Integer.reverse(i) >>> unused;
      if (i < j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
      }
    }
  }
}
