package dev.sirencast.cli.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.encode.PatchedText;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.PatchedSource;
import dev.sirencast.encoder.PatchedStreamEncoder;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounder;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * A signal's base and patches out of a file, on their way to a stream.
 *
 * @param weights all, finite
 * @param description of the signal
 * @param reference what it is compared with, on its grid
 */
record PatchedPack(
    PatchedWeights weights, SignalDescription description, Optional<Signal> reference) {
  /** How finely is rounded where nothing is asked for, and no reference says what may be lost. */
  static final PatchRounding UNASKED = new PatchRounding.Within(50);

  /** Reads what a file's networks stand for again, as that was read. */
  @FunctionalInterface
  interface ReferenceReader {
    /** Returns the reference, on the grid of a description. */
    Signal read(SignalDescription signal) throws IOException;
  }

  /**
   * Reads base and patches.
   *
   * @param factors of the base
   * @param reader of the signal that they stand for; null for none
   * @throws IllegalArgumentException if the file does not hold them
   */
  static PatchedPack read(
      Safetensors file, FactorOptions.Factors factors, @Nullable ReferenceReader reader)
      throws IOException {
    SirenTensors found = SirenTensors.find(base(file));
    SirenWeights base = found.weights(factors.architecture(found));
    SignalDescription stated = SignalMetadata.read(file.metadata(), base.architecture().outputs());
    PatchedWeights weights = PatchStacks.read(file, base, stated.grid());
    if (reader == null) {
      return new PatchedPack(weights, stated, Optional.empty());
    }
    Signal read = reader.read(stated);
    Signal signal = Signal.of(stated.format(), stated.grid(), stated.components(), read.toArray());
    return new PatchedPack(weights, stated, Optional.of(signal));
  }

  private static Map<String, Safetensors.Tensor> base(Safetensors file) {
    Map<String, Safetensors.Tensor> base = new LinkedHashMap<>();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(PatchTensors.BASE)) {
                base.put(name.substring(PatchTensors.BASE.length()), tensor);
              }
            });
    return base;
  }

  /** The signal's grid. */
  CoordinateGrid grid() {
    return description.grid();
  }

  /** Returns the stream. */
  EncodedPatches encode(
      PatchRounding rounding,
      PacketizerOptions packets,
      Optional<ProtectionPlan> plan,
      WeightNoise noise) {
    PatchedSource source =
        PatchedSource.of(
            description,
            weights,
            noise,
            reference,
            packets.coding().isLossless(),
            ForkJoinPool.commonPool(),
            Reconstruction.threads());
    return new PatchedStreamEncoder(
            rounding, packets, plan, ForkJoinPool.commonPool(), Reconstruction.threads())
        .encode(source, PatchRounder.Refiner.NONE);
  }

  /** Adds what came of it to the report, and returns it in words. */
  String report(EncodedPatches packed, ObjectNode json) {
    json.put("protection", FecText.of(packed.protection()));
    if (reference.isPresent()) {
      Fidelity fidelity = PatchedText.fidelity(reference.get(), packed);
      PatchedText.addTo(json, fidelity, packed);
      return PatchedText.text(fidelity, packed);
    }
    PatchedText.addTo(json, packed);
    Json.number(json, "own_psnr_db", packed.psnr());
    return PatchedText.text(
        String.format(Locale.ROOT, "%.2f dB against what the file stands for", packed.psnr()),
        packed);
  }
}
