package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.Locale;

/** A signal in patches as a stream, in words. */
public final class PatchedText {
  private PatchedText() {}

  public static Fidelity fidelity(Signal signal, EncodedPatches encoded) {
    return Fidelity.of(signal, encoded.decoded());
  }

  /** Adds what the stream is, and how good. */
  public static void addTo(ObjectNode json, Fidelity fidelity, EncodedPatches encoded) {
    addTo(json, encoded);
    Json.number(json, "psnr_db", fidelity.psnr());
    Json.number(json, "clean_psnr_db", fidelity.psnr());
    fidelity.addTo(json);
    Json.number(json, "float_psnr_db", fidelity.scale().psnr(encoded.floatPsnr()));
    if (!encoded.stream().manifest().origin().noise().isNone()) {
      Json.number(json, "noisy_psnr_db", fidelity.scale().psnr(encoded.noisyPsnr()));
    }
  }

  /** Adds what the stream is. */
  public static void addTo(ObjectNode json, EncodedPatches encoded) {
    StreamManifest manifest = encoded.stream().manifest();
    PatchedWeights weights = encoded.trained();
    SignalText.addTo(json, manifest.signal());
    json.put("architecture", manifest.architecture().toString());
    ObjectNode patches = json.putObject("patches");
    patches.put("grid", weights.grid().toString());
    ArrayNode size = patches.putArray("size");
    for (int axis = 0; axis < weights.grid().grid().dimensions(); axis++) {
      size.add(weights.grid().size(axis));
    }
    patches.put("coded", manifest.patches().orElseThrow().coded());
    ObjectNode widths = patches.putObject("widths");
    int[] counts = counts(weights);
    for (int i = 0; i < counts.length; i++) {
      widths.put(i == 0 ? "0" : weights.family().widths().get(i - 1).toString(), counts[i]);
    }
    json.put("trained_noise", manifest.origin().noise().toString());
    json.put("decoder", "plain");
    json.put("coding", manifest.coding().label());
    json.put("bytes", encoded.stream().bytes());
    manifest.signature().ifPresent(by -> json.put("signed_by", by.key().id()));
    json.put("target_met", encoded.met());
    json.put("weights", weights.weights());
    long sent = sentWeights(encoded);
    json.put("sent_weights", sent);
    json.put("seeded", manifest.origin().seeded().names());
    patches.put("seeded", weights.family().seededTensors().names());
    Json.number(json, "bits_per_weight", 8.0 * encoded.stream().bytes() / sent);
    Json.number(
        json,
        "bits_per_" + SignalText.point(manifest.signal().kind()),
        8.0 * encoded.stream().bytes() / manifest.signal().grid().points());
    json.put("source_packets", manifest.sourcePackets());
    json.put("repair_packets", manifest.repairPackets());
  }

  /** How many patches have no network, and how many one of each width. */
  private static int[] counts(PatchedWeights weights) {
    int[] counts = new int[weights.family().widths().size() + 1];
    for (PatchWeights patch : weights.patches()) {
      counts[patch == null ? 0 : patch.width() + 1]++;
    }
    return counts;
  }

  /** The stream in two lines. */
  public static String text(Fidelity fidelity, EncodedPatches encoded) {
    return text(quality(fidelity, encoded), encoded);
  }

  /** The stream in two lines, its quality being said in some words. */
  public static String text(String quality, EncodedPatches encoded) {
    StreamManifest manifest = encoded.stream().manifest();
    PatchedWeights weights = encoded.trained();
    return String.format(
        Locale.ROOT,
        "%,d bytes, %s, %.2f bits a weight, %s, %s%n" + "%s on a base %s, %s; widths %s",
        encoded.stream().bytes(),
        quality,
        8.0 * encoded.stream().bytes() / sentWeights(encoded),
        SignalText.bits(manifest.signal(), encoded.stream().bytes()),
        SignalText.share(manifest.signal(), encoded.stream().bytes()),
        patches(weights.grid()),
        manifest.architecture(),
        weights(encoded),
        widths(weights));
  }

  private static long sentWeights(EncodedPatches encoded) {
    return encoded.trained().sentWeights(encoded.stream().manifest().origin().seeded());
  }

  private static String weights(EncodedPatches encoded) {
    long all = encoded.trained().weights();
    long sent = sentWeights(encoded);
    return String.format(Locale.ROOT, "%,d weights", all)
        + (sent == all ? "" : String.format(Locale.ROOT, ", %,d of them sent", sent));
  }

  private static String quality(Fidelity fidelity, EncodedPatches encoded) {
    QualityScale scale = fidelity.scale();
    String before = QualityScale.text(scale.lead(encoded.floatPsnr())) + " before rounding";
    WeightNoise noise = encoded.stream().manifest().origin().noise();
    if (!noise.isNone()) {
      before += ", " + QualityScale.text(scale.lead(encoded.noisyPsnr())) + " under " + noise;
    }
    return fidelity.text(" (" + before + ")");
  }

  /** A grid of patches in words. */
  public static String patches(PatchGrid grid) {
    return String.format(Locale.ROOT, "%s patches of %s", grid, grid.sizeText());
  }

  private static String widths(PatchedWeights weights) {
    StringBuilder text = new StringBuilder();
    int[] counts = counts(weights);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(i == 0 ? "none" : weights.family().widths().get(i - 1))
            .append(" in ")
            .append(counts[i]);
      }
    }
    return text.toString();
  }
}
