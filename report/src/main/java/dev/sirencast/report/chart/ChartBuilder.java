package dev.sirencast.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Line2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.ui.VerticalAlignment;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Makes the library's chart of ours. */
final class ChartBuilder {
  /** A letter's width in shares of its height, on the safe side. */
  private static final double LETTER = 0.62;

  /** What the legend's swatches and the chart's edges take, in pixels. */
  private static final int SWATCH = 60;

  private static final double SWATCH_HALF = 14;
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

  /** The chart with its legend inside. */
  JFreeChart buildWithLegend() {
    JFreeChart drawn = build();
    if (chart.lines().size() > 1) {
      drawn.addSubtitle(legend(drawn.getXYPlot()));
    }
    return drawn;
  }

  /** The chart alone. */
  JFreeChart build() {
    ChartAxes axes = new ChartAxes(chart, theme);
    XYPlot plot = new XYPlot(data(), axes.horizontal(), axes.vertical(), renderer());
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    // Dashes over what is solid: of lines that lie on each other both are seen.
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    plot.setDomainGridlinePaint(theme.grid());
    plot.setRangeGridlinePaint(theme.grid());
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    chart.levels().forEach(level -> plot.addRangeMarker(level(level)));
    chart.marks().forEach(mark -> plot.addDomainMarker(mark(mark)));
    JFreeChart drawn = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
    drawn.setBackgroundPaint(null);
    drawn.setPadding(new RectangleInsets(8, 8, 8, 16));
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
        new LegendTitle(
            plot,
            new FlowArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 8, 0),
            new ColumnArrangement());
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemFont(font(Font.PLAIN, SMALL));
    legend.setItemPaint(theme.ink());
    legend.setItemLabelPadding(new RectangleInsets(2, 6, 2, 4));
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

  /** The library's one for bands draws them of lines that have none, too. */
  private XYLineAndShapeRenderer renderer() {
    if (chart.points().stream().noneMatch(Line.Point::hasBand)) {
      XYLineAndShapeRenderer plain = new XYLineAndShapeRenderer(true, true);
      plain.setDrawSeriesLineAsPath(true);
      return styled(plain);
    }
    DeviationRenderer bands = new DeviationRenderer(true, true);
    bands.setAlpha(BAND);
    return styled(bands);
  }

  private XYLineAndShapeRenderer styled(XYLineAndShapeRenderer renderer) {
    renderer.setLegendLine(new Line2D.Double(-SWATCH_HALF, 0, SWATCH_HALF, 0));
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

  private ValueMarker level(LineChart.Marker at) {
    ValueMarker marker = marker(at.at(), at.name());
    marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
    marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
    return marker;
  }

  /** Its name stands where there is more room. */
  private ValueMarker mark(LineChart.Marker at) {
    double place = chart.scale().place(at.at());
    double sum =
        chart.points().stream().mapToDouble(Line.Point::x).map(chart.scale()::place).min().orElse(0)
            + chart.points().stream()
                .mapToDouble(Line.Point::x)
                .map(chart.scale()::place)
                .max()
                .orElse(0);
    boolean left = place < sum / 2;
    ValueMarker marker = marker(place, at.name());
    marker.setLabelAnchor(left ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT);
    marker.setLabelTextAnchor(left ? TextAnchor.TOP_LEFT : TextAnchor.TOP_RIGHT);
    return marker;
  }

  private ValueMarker marker(double place, String name) {
    ValueMarker marker = new ValueMarker(place);
    marker.setPaint(theme.soft());
    float[] dots = {3, 3};
    marker.setStroke(
        new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dots, 0));
    marker.setAlpha(1);
    if (!name.isEmpty()) {
      marker.setLabel(name);
      marker.setLabelFont(font(Font.PLAIN, SMALL));
      marker.setLabelPaint(theme.soft());
      marker.setLabelBackgroundColor(new Color(0, true));
    }
    return marker;
  }
}
