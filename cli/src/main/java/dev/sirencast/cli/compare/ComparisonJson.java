package dev.sirencast.cli.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import java.util.List;

/** A comparison as JSON, in PSNR whatever the signal's kind. */
final class ComparisonJson {
  private ComparisonJson() {}

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
