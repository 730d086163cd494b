package dev.sirencast.benchmarks.soak;

import dev.sirencast.report.chart.ChartSheet;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws what was held against time, a chart a kind, and what went on in the last. */
final class SoakPlot {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 290;

  private SoakPlot() {}

  /** Returns a picture in SVG. */
  static String draw(SoakRecord record) {
    List<LineChart> charts = new ArrayList<>();
    for (Holdings.Kind kind : Holdings.Kind.values()) {
      List<Line> lines = new ArrayList<>();
      record
          .held()
          .forEach(
              (process, looks) ->
                  lines.add(
                      new Line(
                          process,
                          looks.stream()
                              .map(
                                  look ->
                                      Line.Point.of(record.minutes(look.seconds()), look.of(kind)))
                              .toList())));
      String title = kind.text() + (kind.unit().isEmpty() ? "" : " in " + kind.unit());
      charts.add(chart(record, title, kind.unit(), lines));
    }
    charts.add(load(record, "connections of the server", Load::connections));
    charts.add(load(record, "visits under way", Load::visits));
    return new ChartSheet(
            "serve, two relays and 32 receivers that come, go, stall and die",
            charts,
            2,
            WIDTH,
            HEIGHT)
        .svg();
  }

  /** Upwards from 0, with marks where receivers come and when the last has left. */
  private static LineChart chart(SoakRecord record, String title, String unit, List<Line> lines) {
    return new LineChart(
        title,
        "minutes",
        unit,
        Scale.EVEN,
        lines,
        List.of(new LineChart.Marker(0, "")),
        List.of(
            new LineChart.Marker(0, "receivers come"),
            new LineChart.Marker(record.lastMinute(), "have left")));
  }

  private static LineChart load(SoakRecord record, String title, ToDoubleFunction<Load> value) {
    List<Line.Point> points =
        record.loads().stream()
            .map(one -> Line.Point.of(record.minutes(one.seconds()), value.applyAsDouble(one)))
            .toList();
    return chart(record, title, "", List.of(new Line(title, points)));
  }
}
