package dev.sirencast.report.findings;

import java.util.List;

/**
 * Outcomes along a sweep, or one without any.
 *
 * @param name what they have in common: the channel, or what was sent
 * @param clean decibels of what was sent where nothing is damaged
 * @param outcomes one or more, in the sweep's order
 */
public record OutcomeSeries(String name, double clean, List<Outcome> outcomes) {
  /** Copies the list. */
  public OutcomeSeries {
    outcomes = List.copyOf(outcomes);
  }
}
