package dev.sirencast.report.chart;

import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.data.Range;

/** The axes of a chart, which hold all that is drawn. */
final class ChartAxes {
  /** What is left free at both ends, in shares of the whole. */
  private static final double MARGIN = 0.06;

  private static final double NAMED = 0.12;
  private static final int LABEL = 13;
  private static final int NUMBER = 12;

  private final LineChart chart;
  private final ChartTheme theme;

  ChartAxes(LineChart chart, ChartTheme theme) {
    this.chart = chart;
    this.theme = theme;
  }

  NumberAxis horizontal() {
    double least = chart.points().stream().mapToDouble(Line.Point::x).min().orElse(1);
    double most = chart.points().stream().mapToDouble(Line.Point::x).max().orElse(10);
    return styled(
        chart.scale() == Scale.LOG
            ? new LogarithmsAxis(chart.xLabel(), LogTicks.of(least, most))
            : even(chart.xLabel(), least, most, MARGIN / 3));
  }

  NumberAxis vertical() {
    List<Double> heights = new ArrayList<>();
    chart.points().forEach(point -> heights.addAll(List.of(point.low(), point.high(), point.y())));
    chart.levels().forEach(level -> heights.add(level.at()));
    double least = heights.stream().mapToDouble(x -> x).min().orElse(0);
    double most = heights.stream().mapToDouble(x -> x).max().orElse(1);
    // A level's name stands above it.
    return styled(even(chart.yLabel(), least, most, chart.levels().isEmpty() ? MARGIN : NAMED));
  }

  /** What is never below 0 begins there where it comes near. */
  private static NumberAxis even(String label, double least, double most, double margin) {
    NumberAxis axis = new NumberAxis(label);
    double more = most > least ? margin * (most - least) : 1;
    double low = least >= 0 && least - more < 0 ? 0 : least - more;
    axis.setRange(new Range(low, most + more));
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    return axis;
  }

  private NumberAxis styled(NumberAxis axis) {
    axis.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, LABEL));
    axis.setLabelPaint(theme.ink());
    axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, NUMBER));
    axis.setTickLabelPaint(theme.soft());
    axis.setAxisLinePaint(theme.soft());
    axis.setTickMarkPaint(theme.soft());
    return axis;
  }
}
