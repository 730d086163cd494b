package dev.sirencast.experiments.lab;

import java.util.Arrays;

/**
 * PSNR of one method on one signal under one noise, over seeds and draws. PSNR has peak 1 on
 * samples in [0, 1].
 *
 * @param clean mean PSNR without noise over the seeds
 * @param mean mean PSNR under noise over seeds and draws
 * @param deviation sample standard deviation of the same, 0 for one number
 * @param minimum the worst of them
 * @param draws how many there are, 1 or more
 * @param failure how training failed, such as {@code diverged at step 12}; empty if it did not
 */
public record Measurement(
    double clean, double mean, double deviation, double minimum, int draws, String failure) {

  public static Measurement of(double clean, double[] noisy, String failure) {
    double mean = Arrays.stream(noisy).average().orElseThrow();
    double squares = Arrays.stream(noisy).map(x -> (x - mean) * (x - mean)).sum();
    return new Measurement(
        clean,
        mean,
        noisy.length == 1 ? 0 : Math.sqrt(squares / (noisy.length - 1)),
        Arrays.stream(noisy).min().orElseThrow(),
        noisy.length,
        failure);
  }

  /** Whether training failed. */
  public boolean failed() {
    return !failure.isEmpty();
  }

  /** The variance of {@link #mean} as an estimate. */
  public double meanVariance() {
    return deviation * deviation / draws;
  }
}
