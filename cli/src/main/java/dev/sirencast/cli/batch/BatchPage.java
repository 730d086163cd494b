package dev.sirencast.cli.batch;

import dev.sirencast.cli.base.PlainText;
import dev.sirencast.cli.base.ShellWords;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.report.HtmlPage;
import dev.sirencast.signal.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A batch as one page that needs no other file, of bounded size however many signals there are: how
 * it went in sentences, how quality, bytes and seconds are spread, the worst to be seen, the
 * slowest, and what failed.
 *
 * @param folder of the streams
 * @param report what the batch came to
 * @param results the table of all rows
 * @param command the command's words, without the program's name
 * @param version the program, and its version
 */
record BatchPage(
    Path folder, BatchReport report, Path results, List<String> command, String version) {
  /** Of each kind, or of all, that are named. */
  private static final int NAMED = 5;

  private static final int FAILURES = 100;

  /** Of a name or a reason, in characters. */
  private static final int LONGEST = 300;

  BatchPage {
    command = List.copyOf(command);
  }

  /** Writes the page; the file appears whole or not at all. */
  void write(Path file) throws IOException {
    List<RowKind> kinds = RowKind.of(report.all());
    HtmlPage page = new HtmlPage("What became of " + count(report.signals()));
    page.findings(BatchFindings.of(report, kinds));
    page.paragraph(
        "Streams lie in "
            + HtmlPage.code(folder.toString())
            + "; "
            + HtmlPage.link(file, results)
            + " has a line for each signal.");
    if (!report.failed().isEmpty()) {
      failures(page);
    }
    if (!kinds.isEmpty()) {
      new SpreadCharts(kinds).addTo(page);
      for (RowKind kind : kinds) {
        worst(page, file, kind);
      }
      slowest(page, file);
    }
    page.section("Once more");
    page.commands(List.of(ShellWords.command(command)));
    page.footer(HtmlPage.escape(measures(kinds) + " Made by " + version + "."));
    FileReplacement.write(file, out -> out.write(page.bytes()));
  }

  private static String count(int signals) {
    return String.format(Locale.ROOT, "%,d signal%s", signals, signals == 1 ? "" : "s");
  }

  private void failures(HtmlPage page) {
    List<ResultRow> failed = report.failed();
    page.section("What failed");
    if (failed.size() > FAILURES) {
      page.paragraph(
          String.format(
              Locale.ROOT, "The first %d of %,d; the table has all.", FAILURES, failed.size()));
    }
    page.table(
        "Signals that could not be encoded",
        List.of("signal", "why"),
        failed.stream()
            .limit(FAILURES)
            .map(
                row ->
                    List.of(
                        HtmlPage.escape(shown(row, ResultRow.INPUT)),
                        "<span class=\"words\">"
                            + HtmlPage.escape(shown(row, ResultRow.ERROR))
                            + "</span>"))
            .toList());
  }

  private static void worst(HtmlPage page, Path file, RowKind kind) {
    List<ResultRow> worst = kind.least(kind.column(), NAMED);
    if (worst.isEmpty()) {
      return;
    }
    page.section(
        worst.size() < kind.rows().size()
            ? "The lowest " + kind.measure() + " of " + kind.counted()
            : "The " + kind.counted() + ", the lowest " + kind.measure() + " first");
    page.paragraph(
        "As their streams show them"
            + (kind.kind() == SignalKind.AUDIO
                ? ": the spectrograms of their first seconds, 0 Hz at the bottom and half the sample"
                    + " rate at the top."
                : kind.kind() == SignalKind.VIDEO ? ", four frames of each." : "."));
    List<HtmlPage.Figure> figures = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (ResultRow row : worst) {
      Optional<String> seen = StreamGlimpse.of(Path.of(row.text(ResultRow.OUTPUT)));
      String name = shown(row, ResultRow.NAME);
      seen.ifPresentOrElse(
          source ->
              figures.add(new HtmlPage.Figure(source, name, number("%.2f dB", row, kind.column()))),
          () -> unread.add(name));
    }
    page.pictures(HtmlPage.Columns.MANY, figures);
    if (!unread.isEmpty()) {
      page.paragraph(HtmlPage.escape("Not to be read here: " + String.join(", ", unread) + "."));
    }
  }

  private void slowest(HtmlPage page, Path file) {
    List<ResultRow> slowest = BatchReport.first(report.all(), ResultRow.SECONDS, -1, NAMED);
    page.section("The slowest");
    page.table(
        "The signals that took longest",
        List.of("stream", "seconds", "bytes", "dB"),
        slowest.stream()
            .map(
                row ->
                    List.of(
                        HtmlPage.link(
                            file, Path.of(row.text(ResultRow.OUTPUT)), shown(row, ResultRow.NAME)),
                        number("%.1f", row, ResultRow.SECONDS),
                        number("%,.0f", row, ResultRow.BYTES),
                        number("%.2f", row, RowKind.columnOf(row))))
            .toList());
  }

  private static String shown(ResultRow row, String column) {
    String text = PlainText.line(row.text(column));
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\u2026";
  }

  private static String number(String format, ResultRow row, String column) {
    double value = row.number(column);
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "";
  }

  private static String measures(List<RowKind> kinds) {
    boolean sound = kinds.stream().anyMatch(kind -> kind.kind() == SignalKind.AUDIO);
    boolean others = kinds.stream().anyMatch(kind -> kind.kind() != SignalKind.AUDIO);
    return (others
            ? "PSNR with peak 1 on samples in [0, 1], of a video over all frames together, of a slice"
                + " against its range of Hounsfield units."
            : "")
        + (others && sound ? " " : "")
        + (sound ? "SNR of sounds: their power over that of the error." : "");
  }
}
