package dev.sirencast.cli.simulate;

import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.TrialStatistics;
import dev.sirencast.transport.impairment.DelayDistribution;
import java.util.List;
import java.util.Locale;

/** A simulation's points as a table and as JSON. */
final class SimulationText {
  private SimulationText() {}

  /** The table, in what the signal's kind is judged by. */
  static String table(List<SimulationPoint> points, QualityScale scale) {
    double more = Double.isNaN(scale.toLead()) ? 0 : scale.toLead() - scale.toPsnr();
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%10s %8s %10s %10s %7s  %s",
            more == 0 ? "mean dB" : "mean SNR",
            "+-",
            "5th perc.",
            "worst",
            "trials",
            "channel"));
    for (SimulationPoint point : points) {
      TrialStatistics statistics = point.statistics();
      table.append(
          String.format(
              Locale.ROOT,
              "%n%10.2f %8.2f %10.2f %10.2f %7d  %s",
              statistics.mean() + more,
              statistics.deviation(),
              statistics.p5() + more,
              statistics.minimum() + more,
              statistics.trials(),
              point.channel()));
      table.append(observed(point));
    }
    return table.toString();
  }

  /** What cannot be read from the channel itself. */
  private static String observed(SimulationPoint point) {
    StringBuilder text = new StringBuilder();
    if (point.undecodable() > 0) {
      text.append(" (").append(point.undecodable()).append(" without a manifest, counted as grey)");
    }
    DelayDistribution delays = point.delays();
    double drops = point.mean(trial -> trial.channel().queueDrops());
    if (delays.maxSeconds() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%52sobserved: delay p50 %.2f ms, p95 %.2f ms; %.1f %% reordered; %.1f queue drops",
              "",
              1e3 * delays.quantileSeconds(0.5),
              1e3 * delays.quantileSeconds(0.95),
              100 * point.mean(trial -> trial.channel().reorderedRate()),
              drops));
    }
    return text.toString();
  }
}
