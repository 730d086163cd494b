package dev.sirencast.cli.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.encode.RoundingText;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import java.util.Locale;

/** What became of one network's weights, in words and in JSON. */
final class PackReport {
  private final EncodedNetwork packed;
  private final NetworkPack network;

  PackReport(EncodedNetwork packed, NetworkPack network) {
    this.packed = packed;
    this.network = network;
  }

  /** Adds all to the report, and returns it in words, without the time. */
  String report(ObjectNode json, boolean resized, double seconds) {
    EncodedStream stream = packed.stream();
    SirenWeights weights = network.weights();
    String protection = FecText.of(packed.packets().protection());
    SignalText.addTo(json, stream.manifest().signal());
    json.put("architecture", weights.architecture().toString());
    json.put("coordinates", network.convention().coordinates().toString());
    json.put("outputs", network.convention().outputs().toString());
    json.put("coding", stream.manifest().coding().label());
    json.put("protection", protection);
    RoundingText.addTo(json, packed.rounded());
    json.put("bytes", stream.bytes());
    stream.manifest().signature().ifPresent(by -> json.put("signed_by", by.key().id()));
    json.put("weights", weights.architecture().parameters());
    double perWeight = 8.0 * stream.bytes() / weights.architecture().parameters();
    double perPixel = 8.0 * stream.bytes() / stream.manifest().signal().grid().points();
    Json.number(json, "bits_per_weight", perWeight);
    Json.number(json, "bits_per_pixel", perPixel);
    String quality =
        network
            .signal()
            .map(signal -> quality(signal, json, resized))
            .orElseGet(() -> rounding(json));
    Json.number(json, "seconds", seconds);
    return String.format(
        Locale.ROOT,
        "%s, %,d bytes%s, %.2f bits a weight, %.2f bits a pixel, %s, in %.1f s%s%n%s%s",
        weights.architecture(),
        stream.bytes(),
        quality,
        perWeight,
        perPixel,
        SignalText.share(stream.manifest().signal(), stream.bytes()),
        seconds,
        RoundingText.of(packed.rounded()),
        network.understood(),
        stream.manifest().repairPackets() == 0
            ? ""
            : String.format("%nprotection: %s", protection));
  }

  private String quality(Signal signal, ObjectNode json, boolean resized) {
    SignalDescription description = packed.stream().manifest().signal();
    Fidelity after = Fidelity.of(signal, Reconstruction.of(StreamFile.exact(packed.stream())));
    Fidelity before = Fidelity.of(signal, Reconstruction.of(network.weights(), description));
    json.put("reference_resized", resized);
    Json.number(json, "psnr_db", after.psnr());
    Json.number(json, "clean_psnr_db", after.psnr());
    Json.number(json, "float_psnr_db", before.psnr());
    after.addTo(json);
    return String.format(
        Locale.ROOT, ", %.2f dB (%.2f dB before rounding)", after.psnr(), before.psnr());
  }

  /** What rounding costs where there is no reference: against the weights as they came. */
  private String rounding(ObjectNode json) {
    SignalDescription description = packed.stream().manifest().signal();
    double decibels =
        Psnr.decibels(
            Reconstruction.of(network.weights(), description),
            Reconstruction.of(StreamFile.exact(packed.stream())));
    Json.number(json, "psnr_vs_unrounded_db", decibels);
    return String.format(Locale.ROOT, ", %.2f dB against its own output unrounded", decibels);
  }
}
