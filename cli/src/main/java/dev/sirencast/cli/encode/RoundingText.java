package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.encoder.RoundedWeights;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.Locale;

/** How weights were rounded, in words. */
public final class RoundingText {
  private RoundingText() {}

  /** Adds what was asked for, and what came of it. */
  public static void addTo(ObjectNode json, RoundedWeights rounded) {
    json.put("rounding", rounded.how());
    if (rounded.target().isEmpty()) {
      return;
    }
    RateTarget target = rounded.target().get();
    if (target.isOfFixedWidth()) {
      json.put("bits", bits(rounded));
      return;
    }
    String key =
        target instanceof RateTarget.Bytes
            ? "target_bytes"
            : target instanceof RateTarget.PsnrDrop ? "target_psnr_drop_db" : "rate_lambda";
    Json.number(json, key, target.wanted());
    json.put("target_met", rounded.met());
  }

  /** What was asked for in words, and whether it was met; empty for a fixed width. */
  public static String of(RoundedWeights rounded) {
    RateTarget target = rounded.target().orElse(null);
    if (target == null || target.isOfFixedWidth()) {
      return "";
    }
    String wanted =
        target instanceof RateTarget.Bytes bytes
            ? String.format(Locale.ROOT, "at most %,d bytes", bytes.bytes())
            : target instanceof RateTarget.PsnrDrop drop
                ? String.format(Locale.ROOT, "at most %s dB lost", drop.decibels())
                : "lambda " + target.wanted();
    return String.format(
        "%nasked for %s: %s, %s rounding",
        wanted, rounded.met() ? "met" : "not met", rounded.how());
  }

  /** The bits of hidden weights: other tensors that are sent have as many, or more. */
  private static int bits(RoundedWeights rounded) {
    return rounded.target().orElseThrow() instanceof RateTarget.Bits stated
        ? stated.bits()
        : rounded.tensors().stream()
            .filter(tensor -> tensor.step() > 0)
            .mapToInt(QuantizedTensor::bits)
            .min()
            .orElse(RateTarget.BitsWithin.LEAST);
  }
}
