package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.transport.carousel.CarouselReception;
import java.util.Locale;

/** What was heard of a carousel, for people and programs. */
final class HeardText {
  private HeardText() {}

  /**
   * @param ignored datagrams of others, or damaged
   */
  static void addTo(ObjectNode json, CarouselReception heard, long ignored) {
    ObjectNode node = json.putObject("heard");
    node.put("datagrams", heard.datagrams());
    node.put("ignored", ignored);
    node.put("packets", heard.frames());
    node.put("repair_rows", heard.rows());
    node.put("redundant", heard.redundant());
    node.put("refused", heard.refused());
    node.put("restored", heard.restored());
    node.put("blocks", heard.blocks());
    node.put("open_blocks", heard.openBlocks());
    node.put("spoiled", heard.spoiled());
    Json.number(node, "rounds", heard.rounds());
    Json.number(node, "loss", heard.loss());
  }

  static String of(CarouselReception heard) {
    return String.format(
        Locale.ROOT,
        "heard %,d datagrams in %.2f rounds, %.1f %% lost:%n"
            + "%,d packets, %,d repair rows for %,d others, %,d redundant%s",
        heard.datagrams(),
        heard.rounds(),
        100 * heard.loss(),
        heard.frames(),
        heard.rows(),
        heard.restored(),
        heard.redundant(),
        heard.refused() + heard.spoiled() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %,d refused, %,d blocks spoiled",
                heard.refused(),
                heard.spoiled()));
  }

  /** Beside a bar. */
  static String brief(CarouselReception heard) {
    return String.format(
        Locale.ROOT, "%.1f rounds, %.0f %% lost", heard.rounds(), 100 * heard.loss());
  }
}
