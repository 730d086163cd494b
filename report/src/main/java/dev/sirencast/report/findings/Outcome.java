package dev.sirencast.report.findings;

import java.util.List;

/**
 * What many transfers over one channel gave.
 *
 * @param at where, as a sentence says it: {@code ber 1e-4}, or the channel
 * @param mean of the decibels
 * @param ci95 half of the mean's 95 % confidence interval
 * @param p5 their 5th percentile
 * @param worst the least
 * @param undecodable transfers in which no manifest arrived
 * @param decibels of each transfer in the order of their seeds, one or more
 */
public record Outcome(
    String at,
    double mean,
    double ci95,
    double p5,
    double worst,
    long undecodable,
    List<Double> decibels) {
  /** Copies the list. */
  public Outcome {
    decibels = List.copyOf(decibels);
  }

  /** The number of transfers. */
  int transfers() {
    return decibels.size();
  }
}
