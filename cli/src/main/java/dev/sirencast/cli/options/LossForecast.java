package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.encoder.protection.ExpectedLoss;
import dev.sirencast.encoder.protection.PlannedPackets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@code --protect auto} expects of its channel, in words and in JSON. */
public final class LossForecast {
  private LossForecast() {}

  /**
   * Adds a forecast to a report, and tells where the protection does not carry the channel.
   *
   * @param forecast empty where nothing was planned for a channel
   * @param overhead the most that was allowed; of a stated size less may have been taken
   * @param warn told in one line
   */
  public static void report(
      Optional<PlannedPackets.Forecast> forecast,
      double overhead,
      ObjectNode json,
      Consumer<String> warn) {
    forecast.ifPresent(own -> report(own, overhead, json, warn));
  }

  private static void report(
      PlannedPackets.Forecast forecast, double overhead, ObjectNode json, Consumer<String> warn) {
    ExpectedLoss loss = forecast.loss();
    ObjectNode node = json.putObject("expected");
    Json.number(node, "mean_loss_db", loss.mean());
    Json.number(node, "p5_loss_db", loss.twentieth());
    Json.number(node, "enough_overhead", forecast.enough().orElse(Double.NaN));
    if (!loss.isSmall()) {
      warn.accept(
          String.format(
              Locale.ROOT,
              "that channel takes about %.1f dB, and %.1f in one transfer of twenty; %s",
              loss.mean(),
              loss.twentieth(),
              remedy(forecast, overhead)));
    }
  }

  private static String remedy(PlannedPackets.Forecast forecast, double overhead) {
    if (forecast.enough().isEmpty()) {
      return "no --overhead would do";
    }
    double enough = forecast.enough().getAsDouble();
    return enough <= overhead
        ? "more protection would cost these --bytes as much"
        : String.format(Locale.ROOT, "--overhead %.0f%% would do", 100 * enough);
  }
}
