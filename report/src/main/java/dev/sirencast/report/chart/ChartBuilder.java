package dev.sirencast.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.ui.VerticalAlignment;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Makes the library's chart of ours. */
final class ChartBuilder {
  /** Charts narrower than this have a name of the legend on each line. */
  private static final int NARROW = 480;

  /** A letter's width in shares of its height, on the safe side. */
  private static final double LETTER = 0.62;

  /** What the legend's swatches and the chart's edges take, in pixels. */
  private static final int SWATCH = 60;

  private static final double MARGIN = 0.06;
  private static final double NAMED = 0.12;
  private static final int MOST_SHAPES = 40;
  private static final float BAND = 0.2f;
  private static final int SMALL = 12;
  private static final int LARGE = 14;

  private final LineChart chart;
  private final ChartTheme theme;
  private final int width;

  ChartBuilder(LineChart chart, ChartTheme theme, int width) {
    this.chart = chart;
    this.theme = theme;
    this.width = width;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  JFreeChart build() {
    XYPlot plot = new XYPlot(data(), xAxis(), yAxis(), renderer());
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(theme.grid());
    plot.setRangeGridlinePaint(theme.grid());
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    chart.levels().forEach(level -> plot.addRangeMarker(marker(level, TextAnchor.BOTTOM_RIGHT)));
    chart.marks().forEach(mark -> plot.addDomainMarker(marker(mark, TextAnchor.TOP_RIGHT)));
    JFreeChart drawn = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
    drawn.setBackgroundPaint(null);
    drawn.setPadding(new RectangleInsets(8, 8, 8, 16));
    if (chart.lines().size() > 1) {
      drawn.addSubtitle(legend(plot));
    }
    if (!chart.title().isEmpty()) {
      drawn.setTitle(title());
    }
    return drawn;
  }

  private TextTitle title() {
    TextTitle title = new TextTitle(chart.title(), font(Font.BOLD, LARGE));
    title.setPaint(theme.ink());
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setTextAlignment(HorizontalAlignment.LEFT);
    title.setPadding(2, 6, 4, 0);
    return title;
  }

  private LegendTitle legend(XYPlot plot) {
    LegendTitle legend =
        width < NARROW
            ? new LegendTitle(
                plot,
                new ColumnArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 0, 0),
                new ColumnArrangement())
            : new LegendTitle(
                plot,
                new FlowArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 8, 0),
                new ColumnArrangement());
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemFont(font(Font.PLAIN, SMALL));
    legend.setItemPaint(theme.ink());
    legend.setBackgroundPaint(null);
    legend.setPadding(0, 2, 6, 0);
    return legend;
  }

  /** A name that is longer than the chart is wide loses its middle. */
  private String fitted(String name) {
    int most = (int) ((width - SWATCH) / (SMALL * LETTER));
    int half = Math.max(4, most / 2 - 1);
    return name.length() <= most
        ? name
        : name.substring(0, half) + "\u2026" + name.substring(name.length() - half);
  }

  private YIntervalSeriesCollection data() {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    for (int i = 0; i < chart.lines().size(); i++) {
      Line line = chart.lines().get(i);
      // The library's names are keys: two alike would be one line.
      YIntervalSeries series = new YIntervalSeries(new LineName(i, fitted(line.name())));
      for (Line.Point point : chart.drawn(line)) {
        series.add(chart.scale().place(point.x()), point.y(), point.low(), point.high());
      }
      data.addSeries(series);
    }
    return data;
  }

  /** A name, and which line's it is. */
  private record LineName(int number, String name) implements Comparable<LineName> {
    @Override
    public int compareTo(LineName other) {
      return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private DeviationRenderer renderer() {
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(BAND);
    renderer.setLegendLine(new Line2D.Double(-14, 0, 14, 0));
    for (int i = 0; i < chart.lines().size(); i++) {
      renderer.setSeriesPaint(i, theme.line(i));
      renderer.setSeriesFillPaint(i, banded(i) ? theme.line(i) : new Color(0, true));
      renderer.setSeriesStroke(i, LineStyle.stroke(i));
      renderer.setSeriesShape(i, LineStyle.shape(i));
      // Shapes that touch are a thicker line.
      renderer.setSeriesShapesVisible(i, chart.lines().get(i).points().size() <= MOST_SHAPES);
    }
    return renderer;
  }

  private boolean banded(int line) {
    return chart.lines().get(line).points().stream().anyMatch(Line.Point::hasBand);
  }

  private List<Line.Point> points() {
    return chart.lines().stream().flatMap(line -> chart.drawn(line).stream()).toList();
  }

  private NumberAxis xAxis() {
    double least = points().stream().mapToDouble(Line.Point::x).min().orElse(1);
    double most = points().stream().mapToDouble(Line.Point::x).max().orElse(10);
    return styled(
        chart.scale() == Scale.LOG
            ? new LogarithmsAxis(chart.xLabel(), LogTicks.of(least, most))
            : even(chart.xLabel(), least, most, MARGIN / 3));
  }

  private NumberAxis yAxis() {
    List<Double> heights = new ArrayList<>();
    points().forEach(point -> heights.addAll(List.of(point.low(), point.high(), point.y())));
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
    axis.setLabelFont(font(Font.PLAIN, SMALL + 1));
    axis.setLabelPaint(theme.ink());
    axis.setTickLabelFont(font(Font.PLAIN, SMALL));
    axis.setTickLabelPaint(theme.soft());
    axis.setAxisLinePaint(theme.soft());
    axis.setTickMarkPaint(theme.soft());
    return axis;
  }

  private ValueMarker marker(LineChart.Marker at, TextAnchor corner) {
    boolean across = corner == TextAnchor.BOTTOM_RIGHT;
    ValueMarker marker = new ValueMarker(across ? at.at() : chart.scale().place(at.at()));
    marker.setPaint(theme.soft());
    marker.setStroke(
        new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dotted(), 0));
    marker.setAlpha(1);
    if (!at.name().isEmpty()) {
      marker.setLabel(at.name());
      marker.setLabelFont(font(Font.PLAIN, SMALL));
      marker.setLabelPaint(theme.soft());
      marker.setLabelBackgroundColor(new Color(0, true));
      marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
      marker.setLabelTextAnchor(corner);
    }
    return marker;
  }

  private static float[] dotted() {
    return new float[] {3, 3};
  }
}
