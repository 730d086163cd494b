package dev.sirencast.cli.simulate;

import dev.sirencast.report.HtmlPage;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.TrialStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of each channel, as a page's table. */
final class SimulationTable {
  private SimulationTable() {}

  /** Order and delays have columns where a channel changes them. */
  static void addTo(HtmlPage page, PointNames names) {
    List<SimulationPoint> points = names.points();
    boolean rivals = names.areRivals();
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
                "mean " + names.lead().name(),
                "\u00b1 95 %",
                "deviation",
                "5th percentile",
                "worst",
                "lost",
                "bits flipped"));
    if (rivals) {
      columns.add(0, "sent");
      columns.add(1, "bytes");
    }
    if (delayed) {
      columns.addAll(List.of("reordered", "delay p50", "p95"));
    }
    page.table(
        names.lead().name() + " by channel",
        columns,
        points.stream()
            .map(
                point -> {
                  List<String> cells = row(point, names, delayed);
                  if (rivals) {
                    cells.add(0, HtmlPage.escape(point.cell().rival()));
                    cells.add(1, String.format(Locale.ROOT, "%,d", names.bytes(point)));
                  }
                  return cells;
                })
            .toList());
  }

  private static List<String> row(SimulationPoint point, PointNames names, boolean delayed) {
    TrialStatistics statistics = point.statistics();
    List<String> cells =
        new ArrayList<>(
            List.of(
                HtmlPage.code(names.row(point)).replace("; ", ";<br>"),
                Integer.toString(statistics.trials()),
                number("%.2f", statistics.mean()),
                number("%.2f", statistics.ci95()),
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
