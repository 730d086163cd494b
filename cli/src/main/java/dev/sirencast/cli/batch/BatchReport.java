package dev.sirencast.cli.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.PlainText;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a batch came to.
 *
 * @param signals that were named
 * @param kept the results of those that need not be encoded again
 * @param made those of the others, as far as they have ended
 * @param seconds that this took
 */
record BatchReport(int signals, List<ResultRow> kept, List<ResultRow> made, double seconds) {
  /** How many of the slowest and of the worst are named. */
  private static final int NAMED = 5;

  /** The signals that were encoded now. */
  List<ResultRow> encoded() {
    return made.stream().filter(ResultRow::isDone).toList();
  }

  /** The signals that could not be encoded. */
  List<ResultRow> failed() {
    return made.stream().filter(row -> !row.isDone()).toList();
  }

  /** How many the run that was ended has left. */
  int left() {
    return signals - kept.size() - made.size();
  }

  /** The signals that have streams. */
  List<ResultRow> all() {
    return Stream.concat(kept.stream(), encoded().stream()).toList();
  }

  /** Of all streams. */
  long bytes() {
    return all().stream().mapToLong(row -> (long) row.number(ResultRow.BYTES)).sum();
  }

  double signalsAnHour() {
    return encoded().size() / seconds * 3600;
  }

  private List<ResultRow> slowest() {
    return first(encoded(), ResultRow.SECONDS, -1, NAMED);
  }

  private List<ResultRow> worst() {
    return first(all(), ResultRow.PSNR, 1, NAMED);
  }

  /** The rows with the least of a column first, or with the most where the sign is -1. */
  static List<ResultRow> first(List<ResultRow> rows, String column, int sign, int most) {
    return rows.stream()
        .filter(row -> !Double.isNaN(row.number(column)))
        .sorted(Comparator.comparingDouble(row -> sign * row.number(column)))
        .limit(most)
        .toList();
  }

  /** The report in some lines. */
  String text(Path folder) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d signals encoded%s%s%s; %,d bytes in all",
            folder,
            encoded().size(),
            signals,
            counted(kept.size(), "as before"),
            counted(failed().size(), "failed"),
            counted(left(), "left"),
            bytes()));
    text.append(String.format(Locale.ROOT, "%n%.1f s", seconds));
    if (!encoded().isEmpty()) {
      text.append(String.format(Locale.ROOT, ", %,.0f signals an hour", signalsAnHour()));
      text.append(listed("slowest", slowest(), ResultRow.SECONDS, "s"));
    }
    text.append(listed("lowest PSNR", worst(), ResultRow.PSNR, "dB"));
    return text.toString();
  }

  private static String counted(int count, String what) {
    return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, what);
  }

  /** A line each, numbers below each other; names are others' words. */
  private static String listed(String what, List<ResultRow> rows, String column, String unit) {
    StringBuilder list = new StringBuilder();
    for (ResultRow row : rows) {
      list.append(
          String.format(
              Locale.ROOT,
              "%n%8.1f %s  %s",
              row.number(column),
              unit,
              PlainText.line(row.text(ResultRow.NAME))));
    }
    return rows.isEmpty() ? "" : String.format("%n%s:%s", what, list);
  }

  /** Fills in the same. */
  void addTo(ObjectNode json) {
    json.put("signals", signals);
    json.put("encoded", encoded().size());
    json.put("skipped", kept.size());
    json.put("failed", failed().size());
    json.put("left", left());
    json.put("bytes", bytes());
    Json.number(json, "seconds", seconds);
    Json.number(json, "signals_per_hour", signalsAnHour());
    named(json.putArray("slowest"), slowest(), ResultRow.SECONDS);
    named(json.putArray("worst"), worst(), ResultRow.PSNR);
    ArrayNode failures = json.putArray("failures");
    for (ResultRow row : failed()) {
      ObjectNode failure = failures.addObject();
      failure.put(ResultRow.INPUT, row.text(ResultRow.INPUT));
      failure.put(ResultRow.ERROR, row.text(ResultRow.ERROR));
    }
  }

  private static void named(ArrayNode list, List<ResultRow> rows, String column) {
    for (ResultRow row : rows) {
      ObjectNode named = list.addObject();
      named.put(ResultRow.NAME, row.text(ResultRow.NAME));
      Json.number(named, column, row.number(column));
    }
  }
}
