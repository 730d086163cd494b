package dev.sirencast.report.findings;

import java.util.List;
import java.util.Optional;

/** Where along a sweep the mean is more than some decibels below undamaged. */
final class Fall {
  private final List<Outcome> outcomes;
  private final double limit;
  private final int crossings;
  private final int first;

  Fall(OutcomeSeries series, double decibels) {
    this.outcomes = series.outcomes();
    this.limit = series.clean() - decibels;
    int count = 0;
    int where = 0;
    for (int i = 1; i < outcomes.size(); i++) {
      if (isBelow(i) != isBelow(i - 1)) {
        where = count++ == 0 ? i : where;
      }
    }
    this.crossings = count;
    this.first = where;
  }

  private boolean isBelow(int i) {
    return outcomes.get(i).mean() < limit;
  }

  /** The verb. */
  String text() {
    if (crossings == 0) {
      return isBelow(0) ? "is always more than" : "is never more than";
    }
    return crossings > 1
        ? "is sometimes more than"
        : isBelow(0) ? "is at first more than" : "falls more than";
  }

  /** The place, with a space in front; nothing where there is none. */
  String where() {
    if (crossings == 0) {
      return "";
    }
    String before = outcomes.get(first - 1).at();
    String after = outcomes.get(first).at();
    return crossings > 1
        ? ", first " + (isBelow(0) ? "up to " + before : "at " + after)
        : isBelow(0) ? ", up to " + before : " between " + before + " and " + after;
  }

  /** The last before it falls, where it does so once. */
  Optional<Outcome> lastGood() {
    return crossings == 1 && !isBelow(0) ? Optional.of(outcomes.get(first - 1)) : Optional.empty();
  }
}
