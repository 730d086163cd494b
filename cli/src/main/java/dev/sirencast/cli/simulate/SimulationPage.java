package dev.sirencast.cli.simulate;

import dev.sirencast.cli.base.ShellWords;
import dev.sirencast.experiments.plot.Plot;
import dev.sirencast.experiments.plot.PlotPanel;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.report.EmbeddedPicture;
import dev.sirencast.report.HeatTable;
import dev.sirencast.report.HtmlPage;
import dev.sirencast.report.HtmlPage.Figure;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.Sweep;
import dev.sirencast.simulation.TrialStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A simulation as one page that needs no other file: the plot of a sweep, what arrived, the table,
 * and the command that makes it again.
 *
 * @param stream the file, which the page links to
 * @param summary what all points share, in words
 * @param command the command's words, without the program's name
 * @param points the points, one or more
 * @param sweeps what was gone through, the first along the plot; none, or more
 * @param pictures what was seen behind each channel; may be empty
 */
record SimulationPage(
    Path stream,
    String summary,
    List<String> command,
    List<SimulationPoint> points,
    List<Sweep> sweeps,
    Map<String, List<Figure>> pictures) {
  SimulationPage {
    command = List.copyOf(command);
    points = List.copyOf(points);
    sweeps = List.copyOf(sweeps);
    pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
  }

  /** Writes the page; the file appears whole or not at all. */
  void write(Path file) throws IOException {
    HtmlPage page = new HtmlPage("What arrives of " + stream.getFileName());
    page.lead(HtmlPage.link(file, stream) + ": " + HtmlPage.escape(summary) + ".");
    if (!sweeps.isEmpty()) {
      plot(page, sweeps.get(0));
    }
    if (sweeps.size() == 2) {
      heat(page, sweeps.get(0));
    }
    if (!pictures.isEmpty()) {
      page.section("What arrived");
      page.paragraph(
          points.stream().allMatch(point -> point.trials().size() == 1)
              ? "The one transfer of each channel."
              : "Of each channel's transfers the one in the middle by PSNR.");
      if (sweeps.isEmpty()) {
        List<Figure> all = pictures.values().stream().flatMap(List::stream).toList();
        page.pictures(HtmlPage.Columns.MANY, all);
      } else {
        pictures.forEach((channel, figures) -> series(page, channel, figures));
      }
    }
    page.section("What was measured");
    table(page);
    page.section("Once more");
    page.commands(List.of(ShellWords.command(command)));
    page.footer("PSNR with peak 1 on samples in [0, 1], in dB.");
    FileReplacement.write(file, out -> out.write(page.bytes()));
  }

  /** The mean over both sweeps. */
  private void heat(HtmlPage page, Sweep across) {
    List<String> columns = new ArrayList<>(List.of(""));
    across.values().forEach(value -> columns.add(across.name() + " " + across.shown(value)));
    Map<String, List<SimulationPoint>> series = SimulationPoint.bySeries(points);
    List<List<Double>> values =
        series.values().stream()
            .map(
                row ->
                    across.values().stream()
                        .map(
                            value ->
                                row.stream()
                                    .filter(point -> point.value() == value.doubleValue())
                                    .mapToDouble(point -> point.statistics().mean())
                                    .findFirst()
                                    .orElse(Double.NaN))
                        .toList())
            .toList();
    page.section("Mean PSNR in dB over both");
    page.table(
        "mean PSNR in dB over both sweeps",
        columns,
        new HeatTable(List.copyOf(series.keySet()), values).cells());
  }

  private void series(HtmlPage page, String channel, List<Figure> figures) {
    if (pictures.size() > 1) {
      page.subsection(channel);
    }
    page.pictures(HtmlPage.Columns.MANY, figures);
  }

  /** One line a channel, as many as there are colours to tell them apart. */
  private void plot(HtmlPage page, Sweep swept) throws IOException {
    Map<String, List<SimulationPoint>> series = SimulationPoint.bySeries(points);
    if (series.size() > Plot.MAX_LINES) {
      page.paragraph("No plot: more than " + Plot.MAX_LINES + " channels.");
      return;
    }
    PlotPanel mean =
        panel("mean, 95 % confidence", series, swept, TrialStatistics::mean, TrialStatistics::ci95);
    PlotPanel low = panel("5th percentile", series, swept, TrialStatistics::p5, point -> 0);
    String caption = "PSNR of what arrives against " + swept.label();
    String image = EmbeddedPicture.of(Plot.draw(caption, List.of(mean, low)));
    page.plot(new Figure(image, caption + "; bands are the mean's 95 % confidence", ""));
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
    return new PlotPanel(title, sweep.label(), "PSNR in dB", lines, sweep.even());
  }

  /** Order and delays have columns where a channel changes them. */
  private void table(HtmlPage page) {
    boolean delayed =
        points.stream()
            .anyMatch(
                point ->
                    point.delays().maxSeconds() > 0
                        || point.mean(trial -> trial.channel().reorderedRate()) > 0);
    List<String> columns =
        new ArrayList<>(
            List.of(
                "channel",
                "trials",
                "mean dB",
                "deviation",
                "5th percentile",
                "worst",
                "lost",
                "bits flipped"));
    if (delayed) {
      columns.addAll(List.of("reordered", "delay p50", "p95"));
    }
    page.table(
        "PSNR by channel", columns, points.stream().map(point -> row(point, delayed)).toList());
  }

  private static List<String> row(SimulationPoint point, boolean delayed) {
    TrialStatistics statistics = point.statistics();
    List<String> cells =
        new ArrayList<>(
            List.of(
                HtmlPage.code(point.channel().toString()).replace("; ", ";<br>"),
                Integer.toString(statistics.trials()),
                number("%.2f", statistics.mean()),
                number("%.2f", statistics.deviation()),
                number("%.2f", statistics.p5()),
                number("%.2f", statistics.minimum()),
                number("%.2f %%", 100 * point.mean(trial -> trial.channel().missingRate())),
                number("%.1f", point.mean(trial -> trial.channel().bitsFlipped()))));
    if (delayed) {
      cells.add(number("%.2f %%", 100 * point.mean(trial -> trial.channel().reorderedRate())));
      cells.add(number("%.2f ms", 1e3 * point.delays().quantileSeconds(0.5)));
      cells.add(number("%.2f ms", 1e3 * point.delays().quantileSeconds(0.95)));
    }
    return cells;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
