package dev.sirencast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.rounding.RateTarget;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Weights as symbols, and how they became so.
 *
 * @param tensors weight and bias of layer 0, of layer 1, and so on
 * @param how fixed_width, round_to_nearest, gptq, gptq_refitted or tuned; or lossless, without
 *     symbols
 * @param target what was asked for, null if nothing is rounded
 * @param met whether it was reached
 */
record RoundedWeights(
    List<QuantizedTensor> tensors, String how, @Nullable RateTarget target, boolean met) {
  /** Weights that travel as they are. */
  static RoundedWeights lossless() {
    return new RoundedWeights(List.of(), "lossless", null, true);
  }

  /** Adds what was asked for, and what came of it. */
  void addTo(ObjectNode json) {
    json.put("rounding", how);
    if (target == null) {
      return;
    }
    if (target instanceof RateTarget.Bits fixed) {
      json.put("bits", fixed.bits());
      return;
    }
    String key =
        target instanceof RateTarget.Bytes
            ? "target_bytes"
            : target instanceof RateTarget.PsnrDrop ? "target_psnr_drop_db" : "rate_lambda";
    Json.number(json, key, target.wanted());
    json.put("target_met", met);
  }

  /** What was asked for in words, and whether it was met; empty for a fixed width. */
  String text() {
    if (target == null || target instanceof RateTarget.Bits) {
      return "";
    }
    String wanted =
        target instanceof RateTarget.Bytes bytes
            ? String.format(Locale.ROOT, "at most %,d bytes", bytes.bytes())
            : target instanceof RateTarget.PsnrDrop drop
                ? String.format(Locale.ROOT, "at most %s dB lost", drop.decibels())
                : "lambda " + target.wanted();
    return String.format("%nasked for %s: %s, %s rounding", wanted, met ? "met" : "not met", how);
  }
}
