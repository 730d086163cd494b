package dev.sirencast.cli.batch;

import dev.sirencast.cli.base.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a batch came to, in sentences, the most important first. */
final class BatchFindings {
  private static final double HALF = 0.5;
  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  /** Of fewer signals the 5th percentile is one of the worst two. */
  private static final int FEW = 20;

  private BatchFindings() {}

  static List<String> of(BatchReport report, List<RowKind> kinds) {
    List<String> sentences = new ArrayList<>();
    sentences.add(counts(report));
    kinds.forEach(kind -> quality(kind, sentences));
    if (!report.encoded().isEmpty()) {
      sentences.add(
          text(
              "This run took %s for %s: %,.0f an hour.",
              time(report.seconds()), signals(report.encoded().size()), report.signalsAnHour()));
    }
    return sentences;
  }

  private static String counts(BatchReport report) {
    int there = report.all().size();
    String whole =
        there == report.signals()
            ? text("%s %s streams now", all(there), there == 1 ? "is" : "are")
            : text("%,d of %s are streams now", there, signals(report.signals()));
    return whole
        + (report.kept().isEmpty() ? "" : text(", %,d of them from before", report.kept().size()))
        + text(", %,d bytes in all", report.bytes())
        + (report.failed().isEmpty() ? "" : text("; %,d failed", report.failed().size()))
        + (report.left() == 0 ? "" : text("; %,d are left to do", report.left()))
        + ".";
  }

  private static String all(int count) {
    return count == 1 ? "The one signal" : text("All %,d signals", count);
  }

  private static String signals(int count) {
    return text("%,d signal%s", count, count == 1 ? "" : "s");
  }

  private static void quality(RowKind kind, List<String> sentences) {
    Spread spread = kind.spread(kind.column());
    if (spread.isEmpty()) {
      return;
    }
    ResultRow worst = kind.least(kind.column(), 1).get(0);
    String name = PlainText.line(worst.text(ResultRow.NAME));
    if (kind.rows().size() == 1) {
      sentences.add(text("%s has %.1f dB of %s.", name, spread.at(0), kind.measure()));
      return;
    }
    String most =
        kind.rows().size() < FEW ? "" : text(", 95 in 100 have %.1f dB or more", spread.at(LOW));
    sentences.add(
        text(
            "Of %s half have %.1f dB of %s or more%s; the lowest is %s with %.1f dB.",
            kind.counted(), spread.at(HALF), kind.measure(), most, name, spread.at(0)));
    Spread seconds = kind.spread(ResultRow.SECONDS);
    if (!seconds.isEmpty()) {
      String slow =
          kind.rows().size() < FEW ? "" : text(", 95 in 100 %.1f s or less", seconds.at(HIGH));
      sentences.add(
          text(
              "Half of the %ss took %.1f s or less each%s, the slowest %.1f s.",
              kind.one(), seconds.at(HALF), slow, seconds.at(1)));
    }
  }

  private static String time(double seconds) {
    return seconds < 120
        ? text("%.1f s", seconds)
        : text("%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
