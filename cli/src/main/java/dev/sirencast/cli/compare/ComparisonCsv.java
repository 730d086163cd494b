package dev.sirencast.cli.compare;

import dev.sirencast.media.FileReplacement;
import dev.sirencast.simulation.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Every transfer of a comparison as a row. */
final class ComparisonCsv {
  private static final String HEAD = "channel,format,protection,bytes,trial,psnr_db,decoded\n";

  private ComparisonCsv() {}

  static void write(Path file, List<ComparedRow> rows) throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (ComparedRow row : rows) {
      for (int i = 0; i < row.deliveries().size(); i++) {
        Delivery delivery = row.deliveries().get(i);
        text.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%s,%d,%d,%.4f,%b\n",
                quoted(row.channel()),
                quoted(row.contender().format()),
                quoted(row.contender().protection()),
                row.bytes(),
                i,
                delivery.decibels(),
                delivery.decoded()));
      }
    }
    FileReplacement.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
