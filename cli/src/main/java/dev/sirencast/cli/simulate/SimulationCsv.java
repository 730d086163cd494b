package dev.sirencast.cli.simulate;

import dev.sirencast.media.FileReplacement;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every trial of a simulation as a row. What made it stands in the row too; the words of the
 * command that make it again are in the JSON.
 */
final class SimulationCsv {
  private static final String HEAD =
      "channel,value,trial,psnr_db,decodable,concealed_weights,doubtful_weights,"
          + "frames_lost,queue_drops,reordered,bits_flipped,delay_p50_ms,delay_p95_ms,"
          + "series,stream,fec,policy,weights,seed\n";

  private SimulationCsv() {}

  static void write(Path file, List<SimulationPoint> points, long seed) throws IOException {
    StringBuilder rows = new StringBuilder(HEAD);
    for (SimulationPoint point : points) {
      for (int i = 0; i < point.trials().size(); i++) {
        rows.append(row(point, i, point.trials().get(i)));
        rows.append(origin(point, seed));
      }
    }
    FileReplacement.write(file, out -> out.write(rows.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String row(SimulationPoint point, int number, Simulation.Trial trial) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%.4f,%b,%d,%d,%d,%d,%d,%d,%.4f,%.4f",
        quoted(point.channel().toString()),
        Double.isNaN(point.value()) ? "" : Double.toString(point.value()),
        number,
        trial.decibels(),
        trial.decodable(),
        trial.concealedWeights(),
        trial.doubtfulWeights(),
        trial.channel().lost(),
        trial.channel().queueDrops(),
        trial.channel().reordered(),
        trial.channel().bitsFlipped(),
        1e3 * trial.channel().delays().quantileSeconds(0.5),
        1e3 * trial.channel().delays().quantileSeconds(0.95));
  }

  private static String origin(SimulationPoint point, long seed) {
    Map<String, String> labels = point.cell().labels();
    StringBuilder cells = new StringBuilder("," + quoted(point.series()));
    for (String label : List.of("stream", "fec", "policy", "weights")) {
      cells.append(',').append(quoted(labels.getOrDefault(label, "")));
    }
    return cells.append(',').append(seed).append('\n').toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
