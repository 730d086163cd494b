package dev.sirencast.cli.simulate;

import dev.sirencast.cli.base.HtmlPage;
import dev.sirencast.cli.base.TrialStatistics;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.experiments.plot.Plot;
import dev.sirencast.experiments.plot.PlotPanel;
import dev.sirencast.media.FileReplacement;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A simulation as one page that needs no other file: the plot of a sweep, and the table. */
final class SimulationPage {
  private SimulationPage() {}

  static void write(
      Path file,
      String stream,
      double clean,
      UsedPolicy policy,
      List<SimulationPoint> points,
      @Nullable Sweep sweep)
      throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>SirenCast simulation</title>\n<style>\n");
    page.append(HtmlPage.STYLE).append("</style>\n");
    page.append("<h1>").append(HtmlPage.escape(stream)).append("</h1>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p class=\"lead\">%.2f dB clean; %d trials of each channel, policy %s. PSNR with peak 1"
                + " on samples in [0, 1].</p>%n",
            clean,
            points.get(0).trials().size(),
            policy.text()));
    if (sweep != null) {
      plot(page, points, sweep);
    }
    table(page, points);
    page.append("</html>\n");
    FileReplacement.write(file, out -> out.write(page.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** One line a channel, as many as there are colours to tell them apart. */
  private static void plot(StringBuilder page, List<SimulationPoint> points, Sweep sweep)
      throws IOException {
    Map<String, List<SimulationPoint>> series = new LinkedHashMap<>();
    for (SimulationPoint point : points) {
      series.computeIfAbsent(point.series(), name -> new ArrayList<>()).add(point);
    }
    if (series.size() > Plot.MAX_LINES) {
      page.append("<p>No plot: more than ").append(Plot.MAX_LINES).append(" channels.</p>\n");
      return;
    }
    PlotPanel mean =
        panel("mean, 95 % confidence", series, sweep, TrialStatistics::mean, TrialStatistics::ci95);
    PlotPanel low = panel("5th percentile", series, sweep, TrialStatistics::p5, point -> 0);
    BufferedImage image =
        Plot.draw("PSNR of what arrives against " + sweep.label(), List.of(mean, low));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    page.append("<figure><img style=\"image-rendering: auto\" alt=\"PSNR against ");
    page.append(HtmlPage.escape(sweep.label())).append("\" src=\"data:image/png;base64,");
    page.append(Base64.getEncoder().encodeToString(png.toByteArray())).append("\"></figure>\n");
  }

  private static PlotPanel panel(
      String title,
      Map<String, List<SimulationPoint>> series,
      Sweep sweep,
      ToDoubleFunction<TrialStatistics> height,
      ToDoubleFunction<TrialStatistics> spread) {
    List<PlotPanel.Line> lines = new ArrayList<>();
    series.forEach(
        (name, points) ->
            lines.add(
                new PlotPanel.Line(
                    name,
                    points.stream()
                        .map(
                            point ->
                                new PlotPanel.Point(
                                    point.value(),
                                    height.applyAsDouble(point.statistics()),
                                    spread.applyAsDouble(point.statistics())))
                        .toList())));
    return new PlotPanel(title, sweep.label(), "PSNR in dB", lines);
  }

  private static void table(StringBuilder page, List<SimulationPoint> points) {
    page.append("<table>\n<tr><th>channel<th>mean dB<th>deviation<th>5th percentile<th>worst");
    page.append("<th>lost<th>bits flipped<th>reordered<th>delay p50<th>p95</tr>\n");
    for (SimulationPoint point : points) {
      TrialStatistics statistics = point.statistics();
      page.append(
          String.format(
              Locale.ROOT,
              "<tr><td><code>%s</code><td>%.2f<td>%.2f<td>%.2f<td>%.2f<td>%.2f %%<td>%.1f"
                  + "<td>%.2f %%<td>%.2f ms<td>%.2f ms</tr>%n",
              HtmlPage.escape(point.channel().toString()),
              statistics.mean(),
              statistics.deviation(),
              statistics.p5(),
              statistics.minimum(),
              100 * point.mean(trial -> trial.channel().missingRate()),
              point.mean(trial -> trial.channel().bitsFlipped()),
              100 * point.mean(trial -> trial.channel().reorderedRate()),
              1e3 * point.delays().quantileSeconds(0.5),
              1e3 * point.delays().quantileSeconds(0.95)));
    }
    page.append("</table>\n");
  }
}
