package dev.sirencast.experiments.loss;

import dev.sirencast.experiments.lab.Method;
import dev.sirencast.report.chart.ChartSheet;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** PSNR against the share of packets that is lost as pictures, one a signal. */
public final class LossCharts {
  private LossCharts() {}

  /** The charts by their file's name. */
  public static Map<String, List<LineChart>> charts(List<LossRow> rows) {
    Map<String, List<LineChart>> charts = new LinkedHashMap<>();
    for (String subject : LossTables.subjects(rows)) {
      charts.put(
          LossTables.picture(subject), List.of(chart(subject, LossTables.of(rows, subject))));
    }
    return charts;
  }

  /** Writes the pictures, and returns their paths. */
  public static List<Path> write(Path folder, List<LossRow> rows) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, List<LineChart>> chart : charts(rows).entrySet()) {
      files.addAll(ChartSheet.row("", chart.getValue()).writePng(folder.resolve(chart.getKey())));
    }
    return files;
  }

  private static LineChart chart(String subject, List<LossRow> rows) {
    List<Line> lines = new ArrayList<>();
    for (Method method : LossTables.methods(rows)) {
      List<LossRow> own = rows.stream().filter(row -> row.method().equals(method)).toList();
      List<Line.Point> points = new ArrayList<>();
      points.add(Line.Point.of(0, own.get(0).clean()));
      own.forEach(
          row -> points.add(Line.Point.of(row.percent(), row.found().mean(), row.found().ci95())));
      lines.add(
          new Line(
              String.format(Locale.ROOT, "%s (%,d bytes)", method, own.get(0).bytes()), points));
    }
    return new LineChart(
        subject + ", packets lost", "% of the packets lost", "PSNR in dB", Scale.EVEN, lines);
  }
}
