package dev.sirencast.cli.simulate;

import dev.sirencast.cli.report.Lead;
import dev.sirencast.simulation.PairedDifference;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.TrialStatistics;
import dev.sirencast.transport.impairment.DelayDistribution;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A simulation's points as a table. */
final class SimulationText {
  private SimulationText() {}

  /** The table, in what the signal's kind is judged by. */
  static String table(List<SimulationPoint> points, Lead lead) {
    Map<String, List<SimulationPoint>> series = SimulationPoint.bySeries(points);
    boolean several = series.size() > 1;
    double more = lead.more();
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%10s %8s %10s %10s %7s  %s%s",
            "mean " + lead.name(),
            "+-",
            "5th perc.",
            "worst",
            "trials",
            several ? String.format("%-16s  ", "over the first") : "",
            several ? "of" : "channel"));
    for (SimulationPoint point : points) {
      TrialStatistics statistics = point.statistics();
      table.append(
          String.format(
              Locale.ROOT,
              "%n%10.2f %8.2f %10.2f %10.2f %7d  %s%s",
              statistics.mean() + more,
              statistics.deviation(),
              statistics.p5() + more,
              statistics.minimum() + more,
              statistics.trials(),
              several ? String.format("%-16s  ", better(series, point)) : "",
              several ? name(point) : channel(point, points)));
      table.append(undecodable(point));
      if (!several) {
        table.append(observed(point));
      }
    }
    if (several) {
      table.append(channels(points));
    }
    return table.toString();
  }

  /** The channel, and the noise on weights where points differ in it. */
  static String channel(SimulationPoint point, List<SimulationPoint> points) {
    String channel = point.channel().toString();
    String noise = weights(point);
    boolean same = points.stream().allMatch(other -> weights(other).equals(noise));
    boolean isAlone = same || "none".equals(noise);
    return isAlone ? channel : point.channel().isClean() ? noise : channel + ", " + noise;
  }

  private static String weights(SimulationPoint point) {
    return point.cell().labels().getOrDefault("weights", "none");
  }

  private static String name(SimulationPoint point) {
    StringBuilder name = new StringBuilder(point.series());
    point.values().entrySet().stream()
        .findFirst()
        .ifPresent(
            value ->
                name.append(", ")
                    .append(value.getKey())
                    .append('=')
                    .append(String.format(Locale.ROOT, "%.4g", value.getValue())));
    return name.toString();
  }

  /** By how much, in the same trials, with half of the mean's 95 % confidence interval. */
  private static String better(Map<String, List<SimulationPoint>> series, SimulationPoint point) {
    return series.values().iterator().next().stream()
        .filter(first -> first.values().equals(point.values()) && first != point)
        .findFirst()
        .map(first -> PairedDifference.of(point, first))
        .map(d -> String.format(Locale.ROOT, "%+.2f +- %.2f", d.mean(), d.ci95()))
        .orElse("");
  }

  /** What the channels did, each once. */
  private static String channels(List<SimulationPoint> points) {
    StringBuilder text = new StringBuilder();
    Set<String> seen = new HashSet<>();
    for (SimulationPoint point : points) {
      String channel = point.channel().toString();
      if (point.values().isEmpty() && seen.add(channel)) {
        text.append(String.format("%nchannel %s%s", channel, observed(point)));
      }
    }
    return text.toString();
  }

  private static String undecodable(SimulationPoint point) {
    return point.undecodable() == 0
        ? ""
        : " (" + point.undecodable() + " without a manifest, counted as grey or silence)";
  }

  /** What cannot be read from the channel itself. */
  private static String observed(SimulationPoint point) {
    StringBuilder text = new StringBuilder();
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
