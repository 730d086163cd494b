package dev.sirencast.experiments.coin;

import dev.sirencast.report.chart.ChartSheet;
import dev.sirencast.report.chart.Line;
import dev.sirencast.report.chart.LineChart;
import dev.sirencast.report.chart.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rate and quality of {@link CoinStudy}, means over the pictures, as a picture. */
final class CoinPlot {
  private CoinPlot() {}

  static LineChart chart(CoinResult result) {
    List<Line> lines = new ArrayList<>();
    add(lines, "JPEG, here", result.jpeg());
    add(lines, "JPEG, published (24 pictures)", RatePoint.JPEG_PUBLISHED);
    add(lines, "COIN, published (24 pictures, 50,000 steps)", RatePoint.COIN_PUBLISHED);
    add(lines, "COIN's 16 bits, here", result.means(CoinCoding.HALVES));
    add(lines, CoinCoding.ROUNDED.toString(), result.means(CoinCoding.ROUNDED));
    add(lines, CoinCoding.FITTED.toString(), result.means(CoinCoding.FITTED));
    return new LineChart(
        "mean over the pictures", "bits per pixel", "PSNR in dB", Scale.LOG, lines);
  }

  static List<Path> write(Path file, CoinBudget budget, CoinResult result) throws IOException {
    String title =
        String.format(
            Locale.ROOT, "%d Kodak pictures, %,d steps", result.subjects().size(), budget.steps());
    return ChartSheet.row(title, List.of(chart(result))).writePng(file);
  }

  private static void add(List<Line> lines, String name, List<RatePoint> points) {
    if (!points.isEmpty()) {
      lines.add(
          new Line(
              name, points.stream().map(p -> Line.Point.of(p.bitsPerPixel(), p.psnr())).toList()));
    }
  }
}
