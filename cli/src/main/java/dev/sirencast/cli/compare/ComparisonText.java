package dev.sirencast.cli.compare;

import dev.sirencast.cli.report.Lead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison as tables and in words. */
final class ComparisonText {
  private ComparisonText() {}

  /**
   * A table for each channel, and under it who is ahead.
   *
   * @param compared rows in PSNR
   * @param lead what they are told in
   */
  static String of(List<ComparedRow> compared, Lead lead) {
    List<ComparedRow> rows = compared.stream().map(row -> row.raised(lead.more())).toList();
    Map<String, Verdict> verdicts = Verdict.of(rows);
    List<String> lines = new ArrayList<>();
    String channel = "";
    for (int i = 0; i < rows.size(); i++) {
      ComparedRow row = rows.get(i);
      if (!row.channel().equals(channel)) {
        channel = row.channel();
        lines.add((i == 0 ? "" : "\n") + channel);
        lines.add(
            String.format(
                "%9s %7s %9s %8s %9s  %s",
                "mean " + lead.name(),
                "+-",
                "5th perc.",
                "arrived",
                "unharmed",
                "format, protection"));
      }
      lines.add(line(row));
      boolean last = i == rows.size() - 1 || !rows.get(i + 1).channel().equals(channel);
      if (last && verdicts.containsKey(channel)) {
        lines.add(capital(verdicts.get(channel).text()));
        NoiseTraining.sentences(rows, channel).forEach(lines::add);
      }
    }
    return String.join("\n", lines);
  }

  private static String line(ComparedRow row) {
    return String.format(
        Locale.ROOT,
        "%9.2f %7.2f %9.2f %7.0f%% %9.2f  %s",
        row.statistics().mean(),
        row.statistics().ci95(),
        row.statistics().p5(),
        100 * row.arrived(),
        row.way().clean(),
        row.contender().name());
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
