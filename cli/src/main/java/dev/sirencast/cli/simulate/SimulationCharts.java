package dev.sirencast.cli.simulate;

import dev.sirencast.report.HeatTable;
import dev.sirencast.report.HtmlPage;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.Sweep;
import dev.sirencast.simulation.TrialStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A sweep as curves, and two as tables in colours. */
final class SimulationCharts {
  private static final String MEAN = "The mean, in the band of its 95 % confidence";
  private static final String LOW = "What 95 of 100 transfers keep: the 5th percentile";

  private final PointNames names;
  private final List<LineChart.Marker> clean;

  SimulationCharts(PointNames names) {
    this.names = names;
    double[] levels = names.points().stream().mapToDouble(names::clean).distinct().toArray();
    this.clean =
        levels.length > 1
            ? List.of()
            : List.of(
                new LineChart.Marker(
                    levels[0], String.format(Locale.ROOT, "undamaged %.1f dB", levels[0])));
  }

  /** Adds what there is of the sweeps. */
  void addTo(HtmlPage page) {
    if (names.sweeps().isEmpty()) {
      return;
    }
    Map<String, List<SimulationPoint>> series = names.series();
    page.section("Along " + names.sweeps().get(0).label());
    if (series.size() == 1) {
      List<SimulationPoint> points = series.values().iterator().next();
      List<Line> both =
          List.of(
              line("mean", points, TrialStatistics::mean, TrialStatistics::ci95),
              line("5th percentile", points, TrialStatistics::p5, any -> 0));
      page.chart(chart("", both), MEAN + "; and what 95 of 100 transfers keep, the 5th percentile");
    } else if (series.size() <= LineChart.MOST_LINES) {
      page.charts(
          chart("Mean", lines(series, TrialStatistics::mean, TrialStatistics::ci95)),
          MEAN,
          chart("5th percentile", lines(series, TrialStatistics::p5, any -> 0)),
          LOW);
    } else {
      page.paragraph("More channels than a chart can tell apart: see the table.");
    }
    if (names.sweeps().size() == 2 && !names.areRivals()) {
      heat(page, "Mean " + names.lead().name() + " in dB over both sweeps", TrialStatistics::mean);
      heat(page, "5th percentile in dB over both sweeps", TrialStatistics::p5);
    }
  }

  private LineChart chart(String title, List<Line> lines) {
    Sweep sweep = names.sweeps().get(0);
    return new LineChart(
            title,
            sweep.label(),
            names.lead().name() + " in dB",
            sweep.even() ? Scale.EVEN : Scale.LOG,
            lines)
        .withLevels(clean);
  }

  private List<Line> lines(
      Map<String, List<SimulationPoint>> series,
      ToDoubleFunction<TrialStatistics> height,
      ToDoubleFunction<TrialStatistics> spread) {
    List<Line> lines = new ArrayList<>();
    series.forEach(
        (name, points) -> lines.add(line(names.shortened(name), points, height, spread)));
    return lines;
  }

  private static Line line(
      String name,
      List<SimulationPoint> points,
      ToDoubleFunction<TrialStatistics> height,
      ToDoubleFunction<TrialStatistics> spread) {
    return new Line(
        name,
        points.stream()
            .map(
                point -> {
                  TrialStatistics statistics = point.statistics();
                  return Line.Point.of(
                      point.value(),
                      height.applyAsDouble(statistics),
                      spread.applyAsDouble(statistics));
                })
            .toList());
  }

  private void heat(HtmlPage page, String title, ToDoubleFunction<TrialStatistics> number) {
    Sweep across = names.sweeps().get(0);
    Map<String, List<SimulationPoint>> series = names.series();
    List<String> columns = new ArrayList<>(List.of(""));
    across.values().forEach(value -> columns.add(across.name() + " " + across.shown(value)));
    List<List<Double>> values =
        series.values().stream()
            .map(
                row ->
                    across.values().stream()
                        .map(value -> number(row, value.doubleValue(), number))
                        .toList())
            .toList();
    page.subsection(title);
    page.table(
        title,
        columns,
        new HeatTable(series.keySet().stream().map(names::shortened).toList(), values).cells());
  }

  /** NaN where the trials were ended before. */
  private static double number(
      List<SimulationPoint> row, double value, ToDoubleFunction<TrialStatistics> number) {
    return row.stream()
        .filter(point -> point.value() == value)
        .mapToDouble(point -> number.applyAsDouble(point.statistics()))
        .findFirst()
        .orElse(Double.NaN);
  }
}
