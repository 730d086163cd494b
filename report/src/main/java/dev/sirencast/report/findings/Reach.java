package dev.sirencast.report.findings;

import java.util.List;
import java.util.Optional;

/** How far along a sweep the mean stays within some decibels of undamaged. */
final class Reach {
  private final List<Outcome> outcomes;
  private final double decibels;
  private final double limit;
  private final int good;
  private final int changes;
  private final int first;

  Reach(OutcomeSeries series, double decibels) {
    this.outcomes = series.outcomes();
    this.decibels = decibels;
    this.limit = series.clean() - decibels;
    int within = 0;
    int count = 0;
    int where = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      within += isGood(i) ? 1 : 0;
      if (i > 0 && isGood(i) != isGood(i - 1)) {
        where = count++ == 0 ? i : where;
      }
    }
    this.good = within;
    this.changes = count;
    this.first = where;
  }

  private boolean isGood(int i) {
    return outcomes.get(i).mean() >= limit;
  }

  boolean isEverywhere() {
    return good == outcomes.size();
  }

  boolean isNowhere() {
    return good == 0;
  }

  /** Behind "the mean is". */
  String words() {
    String within = Words.number("within %.0f dB of it ", decibels);
    if (isEverywhere()) {
      return within + "everywhere";
    }
    if (isNowhere()) {
      return Words.number("more than %.0f dB below it everywhere", decibels);
    }
    if (changes > 1) {
      return within + "at " + good + " of " + outcomes.size() + " places";
    }
    return isGood(0)
        ? within + "up to " + outcomes.get(first - 1).at()
        : within + "from " + outcomes.get(first).at() + " on";
  }

  /** The last place before the mean falls, where it does so once. */
  Optional<Outcome> last() {
    return changes == 1 && isGood(0) ? Optional.of(outcomes.get(first - 1)) : Optional.empty();
  }
}
