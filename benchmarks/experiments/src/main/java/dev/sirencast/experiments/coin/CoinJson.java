package dev.sirencast.experiments.coin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.experiments.lab.Settings;
import java.util.List;

/** What {@link CoinStudy} measured as one JSON object. */
final class CoinJson {
  private CoinJson() {}

  static ObjectNode of(String name, Settings settings, CoinBudget budget, CoinResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("experiment", name);
    json.put("title", CoinReport.TITLE);
    json.put("profile", settings.profile().name());
    json.put("seed", settings.seed());
    json.put("steps", budget.steps());
    json.put("batch", budget.batch());
    json.put("learning_rate", budget.learningRate());
    json.put("device", result.device());
    ArrayNode rows = json.putArray("rows");
    for (CoinRow row : result.rows()) {
      ObjectNode object = rows.addObject();
      object.put("signal", row.subject());
      object.put("network", row.network().label());
      object.put("coding", row.coding().key());
      object.put("bytes", row.bytes());
      number(object, "bits_per_pixel", row.bitsPerPixel());
      number(object, "psnr_db", row.psnr());
      if (row.jpeg().isPresent()) {
        object.put("jpeg_bytes", row.jpeg().get().bytes());
        number(object, "jpeg_psnr_db", row.jpeg().get().psnr());
      } else {
        object.putNull("jpeg_bytes");
        object.putNull("jpeg_psnr_db");
      }
    }
    ObjectNode curves = json.putObject("curves");
    for (CoinCoding coding : CoinCoding.values()) {
      curve(curves.putArray(coding.key()), result.means(coding));
    }
    curve(curves.putArray("jpeg"), result.jpeg());
    curve(curves.putArray("coin_published"), RatePoint.COIN_PUBLISHED);
    curve(curves.putArray("jpeg_published"), RatePoint.JPEG_PUBLISHED);
    return json;
  }

  private static void curve(ArrayNode array, List<RatePoint> points) {
    for (RatePoint point : points) {
      ObjectNode object = array.addObject();
      number(object, "bits_per_pixel", point.bitsPerPixel());
      number(object, "psnr_db", point.psnr());
    }
  }

  private static void number(ObjectNode json, String key, double value) {
    json.put(key, Math.round(value * 1e4) / 1e4);
  }
}
