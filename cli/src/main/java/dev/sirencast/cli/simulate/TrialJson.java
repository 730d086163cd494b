package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.simulation.Simulation.Trial;
import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.DelayDistribution;
import java.util.Optional;

/** What a trial gave, as JSON: all that it takes to have it again. */
final class TrialJson {
  private TrialJson() {}

  static void add(ObjectNode json, Trial trial) {
    json.put("psnr_db", trial.decibels());
    json.put("decodable", trial.decodable());
    json.put("concealed_weights", trial.concealedWeights());
    json.put("doubtful_weights", trial.doubtfulWeights());
    ChannelStatistics seen = trial.channel();
    ArrayNode channel = json.putArray("channel");
    for (long count :
        new long[] {
          seen.offered(),
          seen.delivered(),
          seen.lost(),
          seen.queueDrops(),
          seen.missing(),
          seen.lossBursts(),
          seen.duplicated(),
          seen.reordered(),
          seen.maxDisplacement(),
          seen.damaged(),
          seen.bitsFlipped()
        }) {
      channel.add(count);
    }
    ArrayNode delays = json.putArray("delays");
    for (long part : seen.delays().state()) {
      delays.add(part);
    }
  }

  /** Reads one, or nothing where it is none. */
  static Optional<Trial> parse(JsonNode json) {
    JsonNode numbers = json.path("channel");
    if (numbers.size() != 11 || !json.path("psnr_db").isNumber()) {
      return Optional.empty();
    }
    long[] n = longs(numbers);
    try {
      ChannelStatistics channel =
          new ChannelStatistics(
              n[0],
              n[1],
              n[2],
              n[3],
              n[4],
              n[5],
              n[6],
              n[7],
              n[8],
              n[9],
              n[10],
              DelayDistribution.ofState(longs(json.path("delays"))));
      return Optional.of(
          new Trial(
              json.get("psnr_db").asDouble(),
              json.path("decodable").asBoolean(),
              json.path("concealed_weights").asInt(),
              json.path("doubtful_weights").asInt(),
              channel));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long[] longs(JsonNode array) {
    long[] longs = new long[array.size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = array.get(i).asLong();
    }
    return longs;
  }
}
