package dev.sirencast.cli.batch;

import dev.sirencast.report.chart.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How numbers are spread, however many. Immutable and thread-safe. */
final class Spread {
  /** Points of a curve, where there are as many numbers or more. */
  private static final int STEPS = 100;

  private final double[] sorted;

  private Spread(double[] sorted) {
    this.sorted = sorted;
  }

  /** Of all numbers that are finite. */
  static Spread of(double[] numbers) {
    return new Spread(Arrays.stream(numbers).filter(Double::isFinite).sorted().toArray());
  }

  boolean isEmpty() {
    return sorted.length == 0;
  }

  /**
   * The number that a share of all does not exceed: the nearest of those that there are.
   *
   * @param share 0 for the least to 1 for the greatest
   */
  double at(double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** Of each number how many percent of all are at most as great, at a bounded number of places. */
  Line curve(String name) {
    List<Line.Point> points = new ArrayList<>();
    int steps = Math.min(STEPS, sorted.length);
    for (int i = 1; i <= steps; i++) {
      int count = (int) ((long) i * sorted.length / steps);
      points.add(Line.Point.of(sorted[count - 1], 100.0 * count / sorted.length));
    }
    return new Line(name, points);
  }
}
