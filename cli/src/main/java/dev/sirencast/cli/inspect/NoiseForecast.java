package dev.sirencast.cli.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.PatchNoisePrediction;
import dev.sirencast.receiver.Reception;
import dev.sirencast.siren.noise.NoisePrediction;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What noise on a stream's weights is predicted to do, without simulating it.
 *
 * @param decibels for each noise, the PSNR of what noise leaves against what the stream holds
 */
record NoiseForecast(Map<WeightNoise, Double> decibels) {
  private static final List<WeightNoise> COMMON =
      List.of(WeightNoise.gaussian(1e-3), WeightNoise.mask(1e-3), WeightNoise.mask(1e-2));

  /** The forecast for the common noises and the one that the weights were trained to stand. */
  static NoiseForecast of(Reception reception) {
    StreamManifest manifest = reception.manifest();
    Map<WeightNoise, Double> decibels = new LinkedHashMap<>();
    for (WeightNoise noise : COMMON) {
      decibels.put(noise, predict(reception, noise));
    }
    if (!manifest.origin().noise().isNone()) {
      decibels.computeIfAbsent(manifest.origin().noise(), noise -> predict(reception, noise));
    }
    return new NoiseForecast(decibels);
  }

  private static double predict(Reception reception, WeightNoise noise) {
    double toPsnr = reception.manifest().signal().format().fullScaleDecibels();
    if (reception.patches().isPresent()) {
      return toPsnr
          + PatchNoisePrediction.decibelsAgainstClean(
              reception.patches().get(), reception.manifest().origin().seeded(), noise);
    }
    return toPsnr
        + NoisePrediction.decibelsAgainstClean(
            reception.weights(),
            reception.manifest().origin().seeded(),
            noise,
            reception.manifest().signal().grid());
  }

  void addTo(ObjectNode json) {
    ArrayNode list = json.putArray("predicted");
    decibels.forEach(
        (noise, value) -> {
          ObjectNode node = list.addObject();
          node.put("noise", noise.toString());
          Json.number(node, "psnr_vs_clean_db", value);
        });
  }

  String text() {
    return "predicted under noise, against the stream's own signal: "
        + decibels.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.1f dB", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
  }
}
