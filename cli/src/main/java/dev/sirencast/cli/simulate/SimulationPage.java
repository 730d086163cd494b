package dev.sirencast.cli.simulate;

import dev.sirencast.cli.base.ShellWords;
import dev.sirencast.cli.report.ByteShares;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.report.HtmlPage;
import dev.sirencast.report.findings.ChannelFindings;
import dev.sirencast.report.findings.RivalFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A simulation as one page that needs no other file: what it found in sentences, the charts of a
 * sweep, what arrived, where the stream's bytes went, the table, and the command that makes it
 * again.
 *
 * @param sent what was sent, one stream or more
 * @param conditions what all points share, in words
 * @param names the points, and what they are called
 * @param seed of the first trial of each
 * @param command the command's words, without the program's name
 * @param version the program, and its version
 * @param csv the file that has every trial as a row, if there is one
 */
record SimulationPage(
    List<SentStream> sent,
    String conditions,
    PointNames names,
    long seed,
    List<String> command,
    String version,
    @Nullable Path csv) {
  private static final int TITLE_FILES = 2;

  /** Sizes that differ by less are called equal. */
  private static final double SAME_BYTES = 0.02;

  SimulationPage {
    sent = List.copyOf(sent);
    command = List.copyOf(command);
  }

  /** Writes the page; the file appears whole or not at all. */
  void write(Path file) throws IOException {
    HtmlPage page = new HtmlPage("What arrives of " + title());
    page.findings(findings());
    page.paragraph(
        sent.stream().map(stream -> described(file, stream)).collect(Collectors.joining("<br>")));
    page.paragraph(HtmlPage.escape(conditions + ". " + names.lead().definition()));
    new SimulationCharts(names).addTo(page);
    arrived(page);
    page.section("Where the bytes went");
    for (SentStream stream : sent) {
      page.paragraph(
          HtmlPage.escape(
              String.format(
                  Locale.ROOT,
                  "%s has %,d bytes in %,d packets.",
                  sent.size() == 1 ? "The stream" : stream.name(),
                  stream.bytes(),
                  stream.frames().size())));
      page.shares(
          "bytes by purpose" + (sent.size() == 1 ? "" : " of " + stream.name()),
          "bytes",
          ByteShares.of(stream.manifest(), stream.frames()));
    }
    page.section("What was measured");
    SimulationTable.addTo(page, names);
    page.paragraph(files(file));
    page.section("Once more");
    page.commands(List.of(ShellWords.command(command)));
    page.footer(HtmlPage.escape("Seed " + seed + ". Made by " + version + "."));
    FileReplacement.write(file, out -> out.write(page.bytes()));
  }

  private static String described(Path page, SentStream stream) {
    return HtmlPage.link(page, stream.file())
        + HtmlPage.escape(
            String.format(
                Locale.ROOT,
                "%s: %,d bytes, undamaged %s",
                protection(stream.protection()),
                stream.bytes(),
                stream.fidelity().text("")));
  }

  private static String protection(String fec) {
    return fec.isEmpty() ? "" : fec.equals("none") ? ", unprotected" : ", with " + fec;
  }

  /** Of streams that are compared also whether they are so in equal bytes. */
  private List<String> findings() {
    if (!names.areRivals()) {
      return ChannelFindings.of(names.outcomes());
    }
    List<String> findings = new ArrayList<>(RivalFindings.of(names.outcomes()));
    long least = sent.stream().mapToLong(SentStream::bytes).min().orElseThrow();
    long most = sent.stream().mapToLong(SentStream::bytes).max().orElseThrow();
    if (most > least * (1 + SAME_BYTES)) {
      findings.add(
          1,
          String.format(
              Locale.ROOT,
              "They do not have equal bytes: %,d to %,d, %.0f %% more.",
              least,
              most,
              100.0 * (most - least) / least));
    } else if (sent.size() > 1) {
      findings.add(
          1, String.format(Locale.ROOT, "They have equal bytes: %,d to %,d.", least, most));
    }
    return findings;
  }

  private String title() {
    List<String> files =
        sent.stream().map(stream -> stream.file().getFileName().toString()).distinct().toList();
    return files.size() <= TITLE_FILES ? String.join(" and ", files) : files.size() + " streams";
  }

  private void arrived(HtmlPage page) throws IOException {
    page.section("What arrived");
    page.paragraph(
        names.points().stream().allMatch(point -> point.trials().size() == 1)
            ? "The one transfer of each channel."
            : "Of a channel's transfers the one in the middle by "
                + names.lead().name()
                + ", unless it is said otherwise.");
    page.arrivals(ArrivedSignals.of(sent, names, seed));
  }

  private String files(Path page) {
    String table =
        (names.lead().more() == 0 ? "The same numbers are" : "The PSNR that belongs to them is")
            + " <code>mean_psnr_db</code>, <code>ci95_db</code>, <code>std_db</code>,"
            + " <code>p5_psnr_db</code>, <code>min_psnr_db</code> and <code>observed</code> of each"
            + " of the <code>points</code> that <code>--json</code> prints; ";
    return table
        + (csv == null
            ? "<code>--csv</code> writes every transfer as a row."
            : HtmlPage.link(page, csv) + " has every transfer as a row.");
  }
}
