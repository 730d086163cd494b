package dev.sirencast.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * PSNR over many trials.
 *
 * @param trials number of trials
 * @param mean mean in decibels
 * @param deviation sample standard deviation (n - 1), 0 for one trial
 * @param p5 5th percentile, linearly interpolated between order statistics (Hyndman and Fan, 1996,
 *     type 7)
 * @param minimum the worst
 * @param ci95 half of the 95 % confidence interval of the mean, 1.96 deviations of it
 */
public record TrialStatistics(
    int trials, double mean, double deviation, double p5, double minimum, double ci95) {

  public static TrialStatistics of(double[] decibels) {
    double[] sorted = decibels.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = sorted.length == 1 ? 0 : Math.sqrt(squares / (sorted.length - 1));
    return new TrialStatistics(
        sorted.length,
        mean,
        deviation,
        quantile(sorted, 0.05),
        sorted[0],
        1.96 * deviation / Math.sqrt(sorted.length));
  }

  /**
   * Returns the trial, counted from 0, that stands at a place by its decibels.
   *
   * @param place from 0, the worst, to the number of trials less 1
   */
  public static int trialAt(int place, double[] decibels) {
    return IntStream.range(0, decibels.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> decibels[i]))
        .toList()
        .get(place);
  }

  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
