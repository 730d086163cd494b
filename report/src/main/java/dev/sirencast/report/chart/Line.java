package dev.sirencast.report.chart;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name as the legend says it
 * @param points from left to right; those that are not finite are left out
 */
public record Line(String name, List<Point> points) {
  /** Copies the list. */
  public Line {
    points = List.copyOf(points);
  }

  /**
   * A point of a line.
   *
   * @param x where it lies
   * @param y its height
   * @param low the lower end of the band around it, {@code y} where there is none
   * @param high the upper end
   */
  public record Point(double x, double y, double low, double high) {
    /** A point without a band. */
    public static Point of(double x, double y) {
      return new Point(x, y, y, y);
    }

    /** A point in the middle of its band. */
    public static Point of(double x, double y, double spread) {
      return new Point(x, y, y - spread, y + spread);
    }

    boolean isOn(Scale scale) {
      return scale.holds(x) && Double.isFinite(y) && Double.isFinite(low) && Double.isFinite(high);
    }

    boolean hasBand() {
      return high > low;
    }
  }
}
