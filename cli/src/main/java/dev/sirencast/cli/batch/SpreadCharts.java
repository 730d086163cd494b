package dev.sirencast.cli.batch;

import dev.sirencast.report.HtmlPage;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How quality, bytes and seconds of a batch are spread, as curves and as a table. */
final class SpreadCharts {
  private static final double[] SHARES = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};
  private static final String LEVEL = "% of the signals";

  private final List<RowKind> kinds;

  SpreadCharts(List<RowKind> kinds) {
    this.kinds = kinds;
  }

  void addTo(HtmlPage page) {
    page.section("How they are spread");
    if (kinds.stream().anyMatch(kind -> kind.rows().size() > 1)) {
      page.paragraph(
          "A curve says how many percent of the signals have at most that much: where it is steep, many"
              + " are alike.");
      page.chart(
          chart("Quality", "dB", Scale.EVEN, RowKind::column), "The lower the curve, the better");
      page.charts(
          chart("Bytes", "bytes", Scale.LOG, kind -> ResultRow.BYTES),
          "Of the streams",
          chart("Seconds", "seconds", Scale.LOG, kind -> ResultRow.SECONDS),
          "That encoding took, on the threads that it had");
    }
    page.table("Quality, bytes and seconds by share of the signals", columns(), rows());
  }

  private LineChart chart(
      String title, String unit, Scale scale, Function<RowKind, String> column) {
    List<Line> lines = new ArrayList<>();
    for (RowKind kind : kinds) {
      Spread spread = kind.spread(column.apply(kind));
      if (!spread.isEmpty()) {
        lines.add(
            spread.curve(
                title.equals("Quality") ? kind.counted() + ", " + kind.measure() : kind.counted()));
      }
    }
    return new LineChart(title, unit, LEVEL, scale, lines);
  }

  private static List<String> columns() {
    return List.of("", "least", "5 %", "25 %", "half", "75 %", "95 %", "greatest");
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (RowKind kind : kinds) {
      add(rows, kind, kind.measure() + " in dB", kind.column(), "%.2f");
      add(rows, kind, "bytes", ResultRow.BYTES, "%,.0f");
      add(rows, kind, "seconds", ResultRow.SECONDS, "%.1f");
    }
    return rows;
  }

  private static void add(
      List<List<String>> rows, RowKind kind, String what, String column, String format) {
    Spread spread = kind.spread(column);
    if (spread.isEmpty()) {
      return;
    }
    List<String> cells = new ArrayList<>();
    cells.add(HtmlPage.escape(kind.counted()) + "<small>" + HtmlPage.escape(what) + "</small>");
    for (double share : SHARES) {
      cells.add(String.format(Locale.ROOT, format, spread.at(share)));
    }
    rows.add(cells);
  }
}
