package dev.sirencast.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over a horizontal axis, with bands around them. Immutable and thread-safe.
 *
 * @param title above it; may be empty
 * @param xLabel what the horizontal axis is of, with its unit
 * @param yLabel the same of the vertical one, which is even
 * @param scale of the horizontal axis
 * @param lines at most {@link #MOST_LINES}
 * @param levels heights that are marked across the chart
 * @param marks places that are marked from top to bottom
 */
public record LineChart(
    String title,
    String xLabel,
    String yLabel,
    Scale scale,
    List<Line> lines,
    List<Marker> levels,
    List<Marker> marks) {
  /** As many as have colours, dashes and shapes of their own. */
  public static final int MOST_LINES = 8;

  /**
   * A number that is marked.
   *
   * @param at on its axis
   * @param name what it is; may be empty
   */
  public record Marker(double at, String name) {}

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are more lines than can be told apart
   */
  public LineChart {
    lines = List.copyOf(lines);
    levels = List.copyOf(levels);
    marks = List.copyOf(marks);
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException(
          "a chart has " + MOST_LINES + " lines at most, got " + lines.size());
    }
  }

  /** A chart of lines alone. */
  public LineChart(String title, String xLabel, String yLabel, Scale scale, List<Line> lines) {
    this(title, xLabel, yLabel, scale, lines, List.of(), List.of());
  }

  /** The same with heights that are marked; those that are not finite are left out. */
  public LineChart withLevels(List<Marker> more) {
    List<Marker> finite = more.stream().filter(level -> Double.isFinite(level.at())).toList();
    return new LineChart(title, xLabel, yLabel, scale, lines, finite, marks);
  }

  /** What can be drawn of a line. */
  List<Line.Point> drawn(Line line) {
    return line.points().stream().filter(point -> point.isOn(scale)).toList();
  }

  /** What can be drawn of all lines. */
  List<Line.Point> points() {
    return lines.stream().flatMap(line -> drawn(line).stream()).toList();
  }

  /** For those who cannot see it: what it is of, and where each line begins and ends. */
  public String words() {
    String what = title.isEmpty() ? yLabel : title + ", " + yLabel;
    return what
        + " against "
        + xLabel
        + ". "
        + lines.stream().map(this::words).collect(Collectors.joining("; "))
        + ".";
  }

  private String words(Line line) {
    List<Line.Point> points = drawn(line);
    if (points.isEmpty()) {
      return line.name() + ": no point that can be drawn";
    }
    Line.Point first = points.get(0);
    Line.Point last = points.get(points.size() - 1);
    String from = String.format(Locale.ROOT, "%s: %.2f at %.4g", line.name(), first.y(), first.x());
    return points.size() == 1
        ? from
        : from + String.format(Locale.ROOT, ", %.2f at %.4g", last.y(), last.x());
  }
}
