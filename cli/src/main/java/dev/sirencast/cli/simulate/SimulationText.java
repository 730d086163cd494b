package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.simulation.Simulation;
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

  static void addTo(
      ArrayNode list, List<SimulationPoint> points, String weights, UsedPolicy policy) {
    for (SimulationPoint point : points) {
      ObjectNode node = list.addObject();
      node.put("channel", point.channel().toString());
      node.put("weights", weights);
      policy.addTo(node);
      if (!Double.isNaN(point.value())) {
        node.put("series", point.series());
        Json.number(node, "value", point.value());
        ObjectNode values = node.putObject("values");
        point.values().forEach((name, value) -> Json.number(values, name, value));
      }
      node.put("trials", point.trials().size());
      Json.statistics(node, point.statistics());
      observed(node.putObject("observed"), point);
    }
  }

  private static void observed(ObjectNode json, SimulationPoint point) {
    Json.number(json, "frames", point.mean(trial -> trial.channel().offered()));
    Json.number(json, "loss_rate", point.mean(trial -> trial.channel().missingRate()));
    Json.number(json, "mean_loss_burst", point.mean(trial -> trial.channel().meanLossBurst()));
    Json.number(json, "queue_drops", point.mean(trial -> trial.channel().queueDrops()));
    Json.number(json, "duplicated", point.mean(trial -> trial.channel().duplicated()));
    Json.number(json, "reordered_rate", point.mean(trial -> trial.channel().reorderedRate()));
    Json.number(json, "max_displacement", point.mean(trial -> trial.channel().maxDisplacement()));
    Json.number(json, "bits_flipped", point.mean(trial -> trial.channel().bitsFlipped()));
    Json.delays(json.putObject("delay_ms"), point.delays());
    Json.number(json, "concealed_weights", point.mean(Simulation.Trial::concealedWeights));
    Json.number(json, "doubtful_weights", point.mean(Simulation.Trial::doubtfulWeights));
    json.put("undecodable", point.undecodable());
  }
}
