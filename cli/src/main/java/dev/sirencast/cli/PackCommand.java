package dev.sirencast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.safetensors.Safetensors;
import dev.sirencast.cli.safetensors.SafetensorsReader;
import dev.sirencast.cli.safetensors.SirenTensors;
import dev.sirencast.codec.EncodedStream;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FileReplacement;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.ReadOptions;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightNoise;
import dev.sirencast.trainer.TrainingNoise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack}: weights that were trained elsewhere, as a stream. */
@Command(
    name = "pack",
    description = {
      "Packages the weights of a sine network that was trained elsewhere.",
      "",
      "The file's metadata may say omega0_first, omega0_hidden, omega0_last and grid; options go"
          + " before it. Coordinates are (x, y), each from -1 to 1 with both ends; outputs are in"
          + " [-1, 1].",
      ""
    },
    sortOptions = false)
final class PackCommand extends ConsoleCommand {
  private static final double OMEGA0 = 30;

  @Parameters(paramLabel = "WEIGHTS.safetensors", description = "F32, F16 or BF16 tensors.")
  private Path input = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.siren",
      required = true,
      description = "Where the stream goes.")
  private Path output = Path.of("");

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description =
          "The picture that the network stands for: gives the grid where nothing else does, is"
              + " measured against, and rounding is chosen by it.")
  private @Nullable String reference;

  @Option(
      names = "--grid",
      paramLabel = "WxH",
      description = "The picture's size (default: the metadata's, or the reference's).")
  private @Nullable PixelSize size;

  @Option(
      names = "--omega0",
      paramLabel = "W",
      description = "Factor of the first layer (default: the metadata's, or 30).")
  private @Nullable Double omega0;

  @Option(
      names = "--omega0-hidden",
      paramLabel = "W",
      description = "Factor of the other sine layers (default: the metadata's, or 30).")
  private @Nullable Double omega0Hidden;

  @Option(
      names = "--trained-noise",
      paramLabel = "NOISE",
      description =
          "Noise that the weights were trained to stand, as in encode --robust: they are rounded"
              + " plainly then.")
  private @Nullable String trainedNoise;

  @Mixin private PackagingOptions packaging = new PackagingOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    packaging.options();
    WeightNoise noise = noise();
    OutputFile.requireWritable(output);
    Safetensors file = SafetensorsReader.read(input);
    SirenTensors found = found(file);
    SirenArchitecture architecture = architecture(file, found);
    SirenWeights weights = found.weights(architecture);
    Signal read = reference == null ? null : SignalInput.open(reference, ReadOptions.DEFAULTS);
    CoordinateGrid grid = grid(file, architecture, Optional.ofNullable(read));
    Signal signal =
        read == null ? null : SignalInput.resize(read, new PixelSize(grid.size(0), grid.size(1)));
    SignalDescription description =
        CommandException.checked(
            () -> new SignalDescription(new ImageFormat(8), grid, architecture.outputs()));
    requireComponents(signal, architecture);
    WeightOrigin origin = new WeightOrigin(SeededTensors.none(), noise, false);
    RoundedWeights rounded;
    int unstated = 0;
    try (ProgressDisplay display = progress("rounding", packaging.tuneSteps(unstated), "steps")) {
      rounded = packaging.round(signal, description, weights, origin, unstated, display);
    }
    EncodedStream stream = packaging.packetize(description, weights, rounded, origin);
    FileReplacement.write(output, stream::writeTo);
    report(stream, rounded, weights, signal, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  private WeightNoise noise() {
    return trainedNoise == null
        ? WeightNoise.NONE
        : CommandException.checked(() -> TrainingNoise.parse(trainedNoise).middle());
  }

  private SirenTensors found(Safetensors file) {
    try {
      return SirenTensors.find(file.tensors());
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private SirenArchitecture architecture(Safetensors file, SirenTensors found) {
    double first = omega0 != null ? omega0 : number(file, "omega0_first", OMEGA0);
    double hidden = omega0Hidden != null ? omega0Hidden : number(file, "omega0_hidden", OMEGA0);
    double last = number(file, "omega0_last", 1);
    try {
      SirenArchitecture architecture = found.architecture(first, hidden, last);
      if (architecture.inputs() != 2) {
        throw new IllegalArgumentException(
            "a picture's network has 2 inputs, got " + architecture.inputs());
      }
      return architecture;
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private double number(Safetensors file, String key, double absent) {
    String text = file.metadata().get(key);
    try {
      return text == null ? absent : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw CommandException.failure(
          input + ": metadata " + key + " is '" + text + "', expected a number", e);
    }
  }

  private CoordinateGrid grid(
      Safetensors file, SirenArchitecture architecture, Optional<Signal> read) {
    String stated = file.metadata().get("grid");
    if (size == null && stated == null && read.isEmpty()) {
      throw CommandException.usage(
          input + ": its metadata does not say the grid; use --grid WxH or --reference", null);
    }
    if (size != null) {
      return CoordinateGrid.of(size.width(), size.height());
    }
    if (stated == null) {
      return read.get().grid();
    }
    try {
      PixelSize parsed = PixelSize.parse(stated);
      return CoordinateGrid.of(parsed.width(), parsed.height());
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": metadata grid: " + e.getMessage(), e);
    }
  }

  private void requireComponents(@Nullable Signal signal, SirenArchitecture architecture) {
    if (signal != null && signal.components() != architecture.outputs()) {
      throw CommandException.failure(
          reference
              + ": "
              + signal.components()
              + " components; the network has "
              + architecture.outputs()
              + " outputs",
          null);
    }
  }

  private void report(
      EncodedStream stream,
      RoundedWeights rounded,
      SirenWeights weights,
      @Nullable Signal signal,
      double seconds) {
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("output", output.toString());
    SignalText.addTo(json, stream.manifest().signal());
    json.put("architecture", weights.architecture().toString());
    json.put("lane", stream.manifest().lane().label());
    rounded.addTo(json);
    json.put("bytes", stream.bytes());
    json.put("weights", weights.architecture().parameters());
    double perWeight = 8.0 * stream.bytes() / weights.architecture().parameters();
    double perPixel = 8.0 * stream.bytes() / stream.manifest().signal().grid().points();
    Json.number(json, "bits_per_weight", perWeight);
    Json.number(json, "bits_per_pixel", perPixel);
    String quality = "";
    if (signal != null) {
      Reception reception = StreamFile.exact(stream);
      SignalDescription description = stream.manifest().signal();
      Fidelity after =
          Fidelity.of(signal, Reconstruction.of(reception.decodedWeights(), description));
      Fidelity before = Fidelity.of(signal, Reconstruction.of(weights, description));
      Json.number(json, "psnr_db", after.psnr());
      Json.number(json, "clean_psnr_db", after.psnr());
      Json.number(json, "float_psnr_db", before.psnr());
      after.addTo(json);
      quality =
          String.format(
              Locale.ROOT, ", %.2f dB (%.2f dB before rounding)", after.psnr(), before.psnr());
    }
    Json.number(json, "seconds", seconds);
    print(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d bytes%s, %.2f bits a weight, %.2f bits a pixel, in %.1f s%s",
            output,
            weights.architecture(),
            stream.bytes(),
            quality,
            perWeight,
            perPixel,
            seconds,
            rounded.text()),
        json);
  }
}
