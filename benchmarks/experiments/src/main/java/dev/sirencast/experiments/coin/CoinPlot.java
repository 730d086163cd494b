package dev.sirencast.experiments.coin;

import dev.sirencast.experiments.plot.Plot;
import dev.sirencast.experiments.plot.PlotPanel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rate and quality of {@link CoinStudy}, means over the pictures, as a picture. */
final class CoinPlot {
  private CoinPlot() {}

  static Path write(Path file, CoinBudget budget, CoinResult result) throws IOException {
    List<PlotPanel.Line> lines = new ArrayList<>();
    add(lines, "JPEG, here", result.jpeg());
    add(lines, "JPEG, published (24 pictures)", RatePoint.JPEG_PUBLISHED);
    add(lines, "COIN, published (24 pictures, 50,000 steps)", RatePoint.COIN_PUBLISHED);
    add(lines, "COIN's 16 bits, here", result.means(CoinCoding.HALVES));
    add(lines, CoinCoding.ROUNDED.toString(), result.means(CoinCoding.ROUNDED));
    add(lines, CoinCoding.FITTED.toString(), result.means(CoinCoding.FITTED));
    String title =
        String.format(
            Locale.ROOT, "%d Kodak pictures, %,d steps", result.subjects().size(), budget.steps());
    BufferedImage image =
        Plot.draw(
            title,
            List.of(
                new PlotPanel("mean over the pictures", "bits per pixel", "PSNR in dB", lines)));
    Plot.write(image, file);
    return file;
  }

  private static void add(List<PlotPanel.Line> lines, String name, List<RatePoint> points) {
    if (!points.isEmpty()) {
      lines.add(
          new PlotPanel.Line(
              name,
              points.stream()
                  .map(p -> new PlotPanel.Point(p.bitsPerPixel(), p.psnr(), 0))
                  .toList()));
    }
  }
}
