package dev.sirencast.simulation;

import java.util.stream.IntStream;

/**
 * By how much one cell is better than another in the same trials. Their luck is the same, so that
 * this is known better than the difference of two means.
 *
 * @param trials that both have
 * @param mean of the first's decibels less the second's
 * @param ci95 half of the mean's 95 % confidence interval, 1.96 deviations of it; 0 for one trial
 * @param wins the share of the trials in which the first is better, a tie half
 */
public record PairedDifference(int trials, double mean, double ci95, double wins) {
  /** The difference of two cells of one experiment. */
  public static PairedDifference of(SimulationPoint first, SimulationPoint second) {
    return of(first.decibels(), second.decibels());
  }

  /** The difference of decibels by trial, of as many trials as both have, one at the least. */
  public static PairedDifference of(double[] first, double[] second) {
    int trials = Math.min(first.length, second.length);
    double[] differences =
        IntStream.range(0, trials).mapToDouble(i -> first[i] - second[i]).toArray();
    TrialStatistics statistics = TrialStatistics.of(differences);
    double wins = 0;
    for (double difference : differences) {
      wins += difference > 0 ? 1 : difference < 0 ? 0 : 0.5;
    }
    return new PairedDifference(trials, statistics.mean(), statistics.ci95(), wins / trials);
  }

  /** Whether zero lies outside the interval. */
  public boolean isCertain() {
    return Math.abs(mean) > ci95;
  }
}
