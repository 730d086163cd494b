package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.simulation.PairedDifference;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationPoint;
import java.util.List;
import java.util.Map;

/** A simulation as JSON: what was sent, what came of it, and who was better by how much. */
final class SimulationJson {
  private SimulationJson() {}

  /** What was sent; the first stream's figures stand above the list, too. */
  static void streams(ObjectNode json, List<SentStream> streams, String reference) {
    SentStream first = streams.get(0);
    json.put("input", first.file().toString());
    json.put("reference", reference);
    describe(json, first);
    ArrayNode list = json.putArray("streams");
    for (SentStream stream : streams) {
      ObjectNode node = list.addObject();
      node.put("input", stream.file().toString());
      if (!stream.protection().isEmpty()) {
        node.put("fec", stream.protection());
      }
      describe(node, stream);
    }
  }

  private static void describe(ObjectNode json, SentStream stream) {
    json.put("bytes", stream.bytes());
    json.put("repair_packets", stream.clean().manifest().repairPackets());
    json.put("grid", stream.clean().manifest().signal().grid().toString());
    Json.number(json, "clean_psnr_db", stream.fidelity().psnr());
    stream.fidelity().addTo(json);
  }

  static void points(ArrayNode list, List<SimulationPoint> points, List<SentStream> streams) {
    for (SimulationPoint point : points) {
      ObjectNode node = list.addObject();
      Map<String, String> labels = point.cell().labels();
      node.put("stream", labels.get("stream"));
      if (labels.containsKey("fec")) {
        node.put("fec", labels.get("fec"));
      }
      SentStream sent = SentStream.of(point, streams);
      node.put("bytes", sent.bytes());
      node.put("channel", point.channel().toString());
      node.put("weights", labels.get("weights"));
      UsedPolicy.of(point.simulation().options(), sent.clean().manifest()).addTo(node);
      node.put("series", point.series());
      if (!Double.isNaN(point.value())) {
        Json.number(node, "value", point.value());
        ObjectNode values = node.putObject("values");
        point.values().forEach((name, value) -> Json.number(values, name, value));
      }
      node.put("trials", point.trials().size());
      Json.statistics(node, point.statistics());
      observed(node.putObject("observed"), point);
    }
  }

  /**
   * Of cells in the same place of the sweeps, how much better each is than the first, in the same
   * trials.
   */
  static void differences(ObjectNode json, List<SimulationPoint> points) {
    Map<String, List<SimulationPoint>> series = SimulationPoint.bySeries(points);
    if (series.size() < 2) {
      return;
    }
    ArrayNode list = json.putArray("differences");
    String against = series.keySet().iterator().next();
    for (Map.Entry<String, List<SimulationPoint>> other : series.entrySet()) {
      if (other.getKey().equals(against)) {
        continue;
      }
      for (SimulationPoint point : other.getValue()) {
        series.get(against).stream()
            .filter(first -> first.values().equals(point.values()))
            .findFirst()
            .ifPresent(first -> difference(list.addObject(), point, first));
      }
    }
  }

  private static void difference(ObjectNode node, SimulationPoint point, SimulationPoint first) {
    PairedDifference difference = PairedDifference.of(point, first);
    node.put("series", point.series());
    node.put("against", first.series());
    if (!Double.isNaN(point.value())) {
      Json.number(node, "value", point.value());
    }
    node.put("trials", difference.trials());
    Json.number(node, "mean_db", difference.mean());
    Json.number(node, "ci95_db", difference.ci95());
    Json.number(node, "wins", difference.wins());
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
