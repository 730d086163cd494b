package dev.sirencast.experiments.bench;

import dev.sirencast.report.chart.ChartSheet;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Bytes and decibels of {@link CodecRow}s beside the peer's, one chart a network. */
public final class CodecPlot {
  private CodecPlot() {}

  /** Draws the networks that there are rows of. */
  public static ChartSheet draw(List<CodecRow> rows) {
    List<LineChart> panels = new ArrayList<>();
    for (RatedNet net : RatedNet.values()) {
      List<CodecRow> own = rows.stream().filter(row -> row.net() == net).toList();
      if (!own.isEmpty()) {
        panels.add(panel(net, own));
      }
    }
    return ChartSheet.row("kodim24 at 192x128: PSNR against the bytes of the weights", panels);
  }

  private static LineChart panel(RatedNet net, List<CodecRow> rows) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "NNCodec 0.3.1",
            net.peer().stream().map(rated -> Line.Point.of(rated.bytes(), rated.psnr())).toList()));
    Set<String> codings = new LinkedHashSet<>();
    rows.forEach(row -> codings.add(row.how()));
    for (String coding : codings) {
      lines.add(
          new Line(
              coding,
              rows.stream()
                  .filter(row -> row.how().equals(coding))
                  .sorted(Comparator.comparingLong(CodecRow::bytes))
                  .map(row -> Line.Point.of(row.bytes(), row.psnr()))
                  .toList()));
    }
    return new LineChart(net.file(), "bytes", "PSNR in dB", Scale.LOG, lines);
  }
}
