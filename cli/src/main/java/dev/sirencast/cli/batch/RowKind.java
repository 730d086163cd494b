package dev.sirencast.cli.batch;

import dev.sirencast.signal.SignalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The signals of one kind that have streams, which are measured alike.
 *
 * @param kind theirs
 * @param rows one or more
 */
record RowKind(SignalKind kind, List<ResultRow> rows) {
  RowKind {
    rows = List.copyOf(rows);
  }

  /** The kinds that there are; rows that say none, of another version, are left out. */
  static List<RowKind> of(List<ResultRow> rows) {
    List<RowKind> kinds = new ArrayList<>();
    for (SignalKind kind : SignalKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      List<ResultRow> own =
          rows.stream().filter(row -> row.text(ResultRow.KIND).equals(name)).toList();
      if (!own.isEmpty()) {
        kinds.add(new RowKind(kind, own));
      }
    }
    return kinds;
  }

  /** The name of what the kind is judged by. */
  String measure() {
    return kind == SignalKind.AUDIO ? "SNR" : "PSNR";
  }

  /** The column of that. */
  String column() {
    return column(kind == SignalKind.AUDIO);
  }

  /** The column of what a row is judged by, whatever its kind. */
  static String columnOf(ResultRow row) {
    return column(row.text(ResultRow.KIND).equals("audio"));
  }

  private static String column(boolean sound) {
    return sound ? ResultRow.SNR : ResultRow.PSNR;
  }

  /** So many signals of the kind, in words. */
  String counted() {
    return String.format(Locale.ROOT, "%,d %s%s", rows.size(), one(), rows.size() == 1 ? "" : "s");
  }

  /** What one signal of the kind is. */
  String one() {
    return kind == SignalKind.AUDIO ? "sound" : kind.label();
  }

  /** A column's numbers; signals that have none, as silence has no SNR, are left out. */
  Spread spread(String column) {
    return Spread.of(rows.stream().mapToDouble(row -> row.number(column)).toArray());
  }

  /** The rows with the least of a column first. */
  List<ResultRow> least(String column, int most) {
    return BatchReport.first(rows, column, 1, most);
  }
}
