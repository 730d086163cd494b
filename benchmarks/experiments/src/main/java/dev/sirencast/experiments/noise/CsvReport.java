package dev.sirencast.experiments.noise;

import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.Measurement;
import dev.sirencast.experiments.lab.Row;
import dev.sirencast.experiments.loss.LossRow;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Every measurement as a line of comma-separated values. */
final class CsvReport {
  private static final List<String> COLUMNS =
      List.of(
          "signal",
          "method",
          "lambda",
          "loss",
          "noise",
          "clean_psnr_db",
          "mean_psnr_db",
          "std_db",
          "min_psnr_db",
          "draws",
          "paper_convention_psnr_db",
          "gain_over_mse_db",
          "published_psnr_db",
          "published_gain_db",
          "failure",
          "sent_weights",
          "bytes");

  private CsvReport() {}

  static String of(Result result) {
    StringBuilder table = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (Row row : result.rows()) {
      Measurement found = row.measurement();
      table.append(
          String.join(
              ",",
              row.subject(),
              row.method().key(),
              Double.isNaN(row.method().lambda()) ? "" : Double.toString(row.method().lambda()),
              '"' + row.loss() + '"',
              row.noise().toString(),
              number(found.clean()),
              number(found.mean()),
              number(found.deviation()),
              number(found.minimum()),
              Integer.toString(found.draws()),
              number(found.mean() + Decibels.PAPER_OFFSET),
              number(result.gain(row.method(), row.noise(), row.subject())),
              number(result.claims().decibels(row.method(), row.noise(), row.subject())),
              number(result.claims().gain(row.method(), row.noise(), row.subject())),
              '"' + found.failure() + '"',
              Long.toString(row.weights()),
              ""));
      table.append('\n');
    }
    for (LossRow row : result.losses()) {
      table.append(line(row)).append('\n');
    }
    return table.toString();
  }

  private static String line(LossRow row) {
    return String.join(
        ",",
        row.subject(),
        row.method().key(),
        "",
        '"' + row.loss() + '"',
        row.channel(),
        number(row.clean()),
        number(row.found().mean()),
        number(row.found().deviation()),
        number(row.found().minimum()),
        Integer.toString(row.found().trials()),
        number(row.found().mean() + Decibels.PAPER_OFFSET),
        number(row.overFirst().mean()),
        "",
        "",
        "\"\"",
        Long.toString(row.weights()),
        Long.toString(row.bytes()));
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "" : number(value.getAsDouble());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
