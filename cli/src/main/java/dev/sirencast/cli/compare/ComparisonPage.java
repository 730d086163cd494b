package dev.sirencast.cli.compare;

import dev.sirencast.cli.base.ShellWords;
import dev.sirencast.cli.report.Lead;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.media.TestCard;
import dev.sirencast.report.ArrivalGallery;
import dev.sirencast.report.BarCell;
import dev.sirencast.report.HtmlPage;
import dev.sirencast.report.SignalGallery;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.simulation.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A comparison as one page that needs no other file: who is ahead, the tables, what arrived, and
 * how it was compared.
 *
 * @param original its name, as the user wrote it
 * @param summary what all rows share, in words
 * @param method how it was compared, in paragraphs of HTML
 * @param command the command's words, without the program's name
 */
record ComparisonPage(
    String original,
    Signal signal,
    String summary,
    List<String> method,
    List<String> command,
    long seed) {
  ComparisonPage {
    method = List.copyOf(method);
    command = List.copyOf(command);
  }

  /** Writes the page; the file appears whole or not at all. */
  void write(Path file, List<ComparedRow> compared) throws IOException {
    Lead lead = Lead.of(signal);
    List<ComparedRow> rows = compared.stream().map(row -> row.raised(lead.more())).toList();
    Map<String, List<ComparedRow>> channels =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    ComparedRow::channel, LinkedHashMap::new, Collectors.toList()));
    HtmlPage page = new HtmlPage(name() + " over bad links, in equal bytes");
    page.lead(HtmlPage.escape(summary) + ".");
    page.section("Who is ahead");
    page.findings(Verdicts.sentences(rows, lead.name()));
    double greatest = rows.stream().mapToDouble(row -> row.statistics().mean()).max().orElse(1);
    page.section("Every format");
    page.paragraph(
        "Mean "
            + lead.name()
            + " of all transfers in dB, more is better; the dark part of a bar is the 5th"
            + " percentile, which 95 of 100 transfers reach. Transfers of which nothing decodes count"
            + " as "
            + (isSound() ? "silence" : "grey")
            + ", and <i>arrived</i> says how many of the others there are. <i>Undamaged</i> is what"
            + " the same packets show when all of them arrive.");
    for (Map.Entry<String, List<ComparedRow>> channel : channels.entrySet()) {
      page.subsection(channel.getKey());
      table(page, channel.getKey(), channel.getValue(), greatest);
    }
    page.section("What arrived");
    page.paragraph(
        "Of each format, with the protection that is best for it on the channel, the transfer in"
            + " the middle by "
            + lead.name()
            + ".");
    for (Map.Entry<String, List<ComparedRow>> channel : channels.entrySet()) {
      page.subsection(channel.getKey());
      page.arrivals(arrivals(channel.getValue(), channels.size()));
    }
    page.section("How it was compared");
    method.forEach(page::paragraph);
    page.section("Once more");
    page.commands(List.of(ShellWords.command(command)));
    page.footer(
        HtmlPage.escape(
            lead.definition()
                + number(" What is exact counts as %.0f dB.", lead.of(Delivery.EXACT))));
    FileReplacement.write(file, out -> out.write(page.bytes()));
  }

  private String name() {
    return TestCard.isNamedBy(original)
        ? original
        : String.valueOf(Path.of(original).getFileName());
  }

  private boolean isSound() {
    return signal.kind() == SignalKind.AUDIO;
  }

  private static void table(
      HtmlPage page, String channel, List<ComparedRow> rows, double greatest) {
    page.table(
        "Decibels by format over " + channel,
        List.of(
            "format and protection",
            "mean dB",
            "\u00b1",
            "5th percentile",
            "arrived",
            "undamaged",
            "bytes",
            "made and read"),
        rows.stream().map(row -> cells(row, row == Verdict.best(rows), greatest)).toList());
  }

  private static List<String> cells(ComparedRow row, boolean best, double greatest) {
    String format = HtmlPage.escape(row.contender().format());
    return List.of(
        (best ? "<b>" + format + "</b>" : format)
            + "<small>"
            + HtmlPage.escape(row.contender().protection())
            + "</small>",
        BarCell.of(row.statistics().mean(), row.statistics().p5(), greatest),
        number("%.2f", row.statistics().ci95()),
        number("%.2f", row.statistics().p5()),
        number("%.0f %%", 100 * row.arrived()),
        number("%.2f", row.way().clean()),
        number("%,d", row.bytes()),
        "<span class=\"words\">" + HtmlPage.escape(row.way().how()) + "</span>");
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** The best row of each format. */
  private ArrivalGallery arrivals(List<ComparedRow> rows, int channels) throws IOException {
    Map<String, List<ComparedRow>> formats =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.contender().format(), LinkedHashMap::new, Collectors.toList()));
    SignalGallery gallery = new SignalGallery(signal, formats.size(), channels);
    for (List<ComparedRow> format : formats.values()) {
      ComparedRow best = Verdict.best(format);
      int middle = best.middle();
      gallery.add(
          best.contender().name(),
          number("%.2f dB", best.deliveries().get(middle).decibels()),
          best.transfers().seen(seed, middle));
    }
    return gallery.gallery();
  }
}
