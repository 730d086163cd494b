package dev.sirencast.cli.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison as a table, in words and as JSON. */
final class ComparisonText {
  private ComparisonText() {}

  /** A table for each channel, and under it who is ahead. */
  static String of(List<ComparedRow> rows) {
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
                "mean dB", "+-", "5th perc.", "arrived", "unharmed", "format, protection"));
      }
      lines.add(line(row));
      boolean last = i == rows.size() - 1 || !rows.get(i + 1).channel().equals(channel);
      if (last && verdicts.containsKey(channel)) {
        lines.add(sentence(verdicts.get(channel)));
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

  private static String sentence(Verdict verdict) {
    String text = verdict.text();
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static void addTo(ObjectNode json, List<ComparedRow> rows) {
    ArrayNode list = json.putArray("rows");
    for (ComparedRow row : rows) {
      ObjectNode node = list.addObject();
      node.put("format", row.contender().format());
      node.put("protection", row.contender().protection());
      node.put("bytes", row.bytes());
      node.put("channel", row.channel());
      Json.statistics(node, row.statistics());
      Json.number(node, "arrived", row.arrived());
      Json.number(node, "clean_psnr_db", row.way().clean());
      node.put("trials", row.deliveries().size());
      node.put("packets", row.way().carrier().frames().size());
      node.put("how", row.way().how());
    }
    ArrayNode verdicts = json.putArray("verdicts");
    Verdict.of(rows)
        .forEach(
            (channel, verdict) -> {
              ObjectNode node = verdicts.addObject();
              node.put("channel", channel);
              node.put("ahead", verdict.ahead());
              node.put("ours", verdict.ours().contender().name());
              node.put("other", verdict.other().contender().name());
              Json.number(node, "difference_db", verdict.difference().mean());
              Json.number(node, "difference_ci95_db", verdict.difference().ci95());
              Json.number(node, "wins", verdict.difference().wins());
            });
  }
}
