package dev.sirencast.experiments.plot;

import java.util.List;

/**
 * Lines over an axis.
 *
 * @param title above the panel
 * @param xLabel under the horizontal axis
 * @param yLabel beside the vertical axis
 * @param lines at most {@link Plot#COLORS} of them, each with a point or more
 * @param isEven whether the horizontal axis goes in even steps; else it is logarithmic
 */
public record PlotPanel(
    String title, String xLabel, String yLabel, List<Line> lines, boolean isEven) {
  /** Copies the list. */
  public PlotPanel {
    lines = List.copyOf(lines);
  }

  /** Lines over a logarithmic axis. */
  public PlotPanel(String title, String xLabel, String yLabel, List<Line> lines) {
    this(title, xLabel, yLabel, lines, false);
  }

  /** A line with its name in the legend. */
  public record Line(String name, List<Point> points) {
    /** Copies the list. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A point of a line.
   *
   * @param x above 0 on a logarithmic axis
   * @param y its height
   * @param spread half the height of the band around it
   */
  public record Point(double x, double y, double spread) {}
}
