package dev.sirencast.experiments.noise;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.experiments.lab.Decibels;
import dev.sirencast.experiments.lab.Measurement;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.experiments.lab.Row;
import dev.sirencast.experiments.lab.Settings;
import dev.sirencast.experiments.loss.LossRow;
import java.util.OptionalDouble;

/** A report as one JSON object. */
final class JsonReport {
  private JsonReport() {}

  static ObjectNode of(String experiment, Definition definition, Result result, Settings how) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("experiment", experiment);
    json.put("title", definition.title());
    json.put("profile", how.profile().name());
    json.put("seed", how.seed());
    json.put("seeds", how.seeds());
    json.put("draws", how.draws());
    json.put("steps", how.profile().steps());
    json.put("batch", how.profile().batch());
    json.put("learning_rate", how.profile().learningRate());
    json.put("hidden_features", how.profile().hiddenFeatures());
    json.put("hidden_layers", how.profile().hiddenLayers());
    ArrayNode rows = json.putArray("rows");
    result.rows().forEach(row -> row(rows.addObject(), result, row));
    result.losses().forEach(row -> row(rows.addObject(), row));
    ArrayNode verdicts = json.putArray("verdicts");
    for (Section section : definition.sections(result)) {
      for (Method method : result.methods(section.noise())) {
        Verdict verdict = result.verdict(method, section.noise(), section.subjects());
        verdict(verdicts.addObject(), section.heading(), method, verdict);
      }
    }
    for (Curve curve : definition.curves(result)) {
      for (Method method : curve.methods(result)) {
        if (!method.is("mse")) {
          Verdict verdict = CurveTables.verdict(result, curve, method);
          verdict(verdicts.addObject(), curve.heading(), method, verdict);
        }
      }
    }
    return json;
  }

  private static void verdict(ObjectNode json, String heading, Method method, Verdict verdict) {
    json.put("section", heading);
    json.put("method", method.label());
    json.put("verdict", verdict.kind().words());
    json.put("text", verdict.text());
  }

  private static void row(ObjectNode json, Result result, Row row) {
    Measurement found = row.measurement();
    json.put("signal", row.subject());
    json.put("method", row.method().key());
    number(json, "lambda", row.method().lambda());
    json.put("loss", row.loss());
    json.put("noise", row.noise().toString());
    number(json, "clean_psnr_db", found.clean());
    number(json, "mean_psnr_db", found.mean());
    number(json, "std_db", found.deviation());
    number(json, "min_psnr_db", found.minimum());
    json.put("draws", found.draws());
    number(json, "paper_convention_psnr_db", found.mean() + Decibels.PAPER_OFFSET);
    number(json, "gain_over_mse_db", result.gain(row.method(), row.noise(), row.subject()));
    number(
        json,
        "published_psnr_db",
        result.claims().decibels(row.method(), row.noise(), row.subject()));
    number(
        json, "published_gain_db", result.claims().gain(row.method(), row.noise(), row.subject()));
    json.put("sent_weights", row.weights());
    if (found.failed()) {
      json.put("failure", found.failure());
    }
  }

  private static void row(ObjectNode json, LossRow row) {
    json.put("signal", row.subject());
    json.put("method", row.method().key());
    json.put("loss", row.loss());
    json.put("noise", row.channel());
    number(json, "clean_psnr_db", row.clean());
    number(json, "mean_psnr_db", row.found().mean());
    number(json, "std_db", row.found().deviation());
    number(json, "p5_psnr_db", row.found().p5());
    number(json, "min_psnr_db", row.found().minimum());
    number(json, "ci95_db", row.found().ci95());
    json.put("draws", row.found().trials());
    number(json, "arrived", row.arrived());
    number(json, "paper_convention_psnr_db", row.found().mean() + Decibels.PAPER_OFFSET);
    number(json, "gain_over_mse_db", row.overFirst().mean());
    number(json, "gain_over_mse_ci95_db", row.overFirst().ci95());
    json.put("sent_weights", row.weights());
    json.put("bytes", row.bytes());
    json.put("packets", row.packets());
  }

  private static void number(ObjectNode json, String key, OptionalDouble value) {
    number(json, key, value.orElse(Double.NaN));
  }

  private static void number(ObjectNode json, String key, double value) {
    if (Double.isFinite(value)) {
      json.put(key, Math.round(value * 1e4) / 1e4);
    } else {
      json.putNull(key);
    }
  }
}
