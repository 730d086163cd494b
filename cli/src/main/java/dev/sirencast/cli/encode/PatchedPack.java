package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.SignalInput;
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
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * A picture's base and patches out of a file, on their way to a stream.
 *
 * @param weights all, finite
 * @param description of the picture
 * @param reference what it is compared with, in the picture's size
 * @param isResized whether the reference had another size
 */
record PatchedPack(
    PatchedWeights weights,
    SignalDescription description,
    Optional<Signal> reference,
    boolean isResized) {
  /** How finely is rounded where nothing is asked for, and no reference says what may be lost. */
  static final PatchRounding UNASKED = new PatchRounding.Within(50);

  /** The most points of a picture, as of a stream's. */
  private static final int MAX_POINTS = 1 << 27;

  /**
   * Reads base and patches.
   *
   * @param factors of the base
   * @param read the picture that they stand for, of any size; null for none
   * @throws IllegalArgumentException if the file does not hold them, or the reference is another
   *     picture's
   */
  static PatchedPack read(Safetensors file, FactorOptions.Factors factors, @Nullable Signal read) {
    CoordinateGrid grid = grid(file);
    SirenTensors found = SirenTensors.find(base(file));
    SirenWeights base = found.weights(factors.architecture(found));
    PatchedWeights weights = PatchStacks.read(file, base, grid);
    SignalDescription stated =
        new SignalDescription(new ImageFormat(bitDepth(file)), grid, base.architecture().outputs());
    if (read == null) {
      return new PatchedPack(weights, stated, Optional.empty(), false);
    }
    if (read.components() != stated.components()) {
      throw new IllegalArgumentException(
          "networks of "
              + stated.components()
              + " outputs cannot stand for a reference of "
              + read.components()
              + " components");
    }
    Signal signal = SignalInput.resize(read, new PixelSize(grid.size(0), grid.size(1)));
    boolean isResized = !read.grid().equals(grid);
    return new PatchedPack(weights, SignalDescription.of(signal), Optional.of(signal), isResized);
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

  private static CoordinateGrid grid(Safetensors file) {
    String picture = SignalKind.IMAGE.label();
    String kind = new PatchMetadata(file.metadata()).text("kind");
    if (!kind.equals(picture)) {
      throw new IllegalArgumentException(
          "metadata patches.kind is "
              + Safetensors.shown(kind)
              + ", 'pack' makes streams of pictures");
    }
    String text = file.metadata().get("grid");
    if (text == null) {
      throw new IllegalArgumentException("its metadata does not say the grid");
    }
    PixelSize size = PixelSize.parse(text);
    if ((long) size.width() * size.height() > MAX_POINTS) {
      throw new IllegalArgumentException(
          "metadata grid: a picture has at most " + MAX_POINTS + " points, got " + size);
    }
    return CoordinateGrid.of(size.width(), size.height());
  }

  private static int bitDepth(Safetensors file) {
    return new PatchMetadata(file.metadata()).number("bit_depth");
  }

  /** The picture's grid. */
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
      json.put("reference_resized", isResized);
      Fidelity fidelity = PatchedText.fidelity(reference.get(), packed);
      PatchedText.addTo(json, fidelity, packed);
      return PatchedText.text(fidelity, packed);
    }
    PatchedText.addTo(json, packed);
    Json.number(json, "own_psnr_db", packed.psnr());
    return PatchedText.text(
        String.format(Locale.ROOT, "%.2f dB against the file's own picture", packed.psnr()),
        packed);
  }
}
