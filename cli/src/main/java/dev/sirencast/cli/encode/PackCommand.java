package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.SignalInput;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.encoder.CopiedMetadata;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsReader;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code pack}: weights that were trained elsewhere, as a stream. */
@ShortHelp(
    options =
        "--output --reference --grid --omega0 --bits --bytes"
            + " --protect --coding --meta --json --help",
    examples = {
      "pack a.safetensors -o a.siren",
      "pack a.safetensors -o a.siren --reference photo.png --bytes 20000"
    })
@Command(
    name = "pack",
    description = {
      "Packages the weights of a sine network that was trained elsewhere.",
      "",
      "Layers are named by numbers, as in layers.0.weight or net.0.linear.weight; last_layer is the"
          + " last. The file's metadata may say omega0_first, omega0_hidden, omega0_last and grid; options go"
          + " before it. Coordinates are (x, y), each from -1 to 1 with both ends; outputs are in"
          + " [-1, 1]. A file that unpack made of a stream in patches becomes one again.",
      ""
    },
    sortOptions = false)
public final class PackCommand extends ConsoleCommand {
  private static final Set<String> SINES = Set.of("sine", "sin", "siren");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "WEIGHTS.safetensors", description = "F32, F16 or BF16 tensors.")
  @Reads
  private Path input = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.siren",
      required = true,
      description = "Where the stream goes.")
  @Writes
  private Path output = Path.of("");

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description =
          "The picture that the network stands for: gives the grid where nothing else does, is"
              + " measured against, and rounding is chosen by it.")
  @Reads(FileNaming.SIGNAL)
  private @Nullable String reference;

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--grid",
      paramLabel = "WxH",
      description = "The picture's size (default: the metadata's, or the reference's).")
  private @Nullable PixelSize size;

  @Mixin private FactorOptions factorOptions = new FactorOptions();

  @Grouped(OptionGroup.ROBUSTNESS)
  @Option(
      names = "--trained-noise",
      paramLabel = "NOISE",
      description =
          "Noise that the weights were trained to withstand, as in encode --robust: they are"
              + " rounded to nearest then.")
  private @Nullable String trainedNoise;

  @Mixin private PackagingOptions packaging = new PackagingOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    StreamEncoder asked = packaging.encoder(0, TrainingEngine.AUTO);
    packaging.readFiles();
    requireReference(asked);
    WeightNoise noise = noise();
    OutputFile.requireStream(output, this::warn);
    Safetensors file = SafetensorsReader.read(input);
    if (PatchTensors.isPatched(file.tensors().keySet())) {
      return packPatches(file, asked, noise, start);
    }
    packaging.requireOneNetwork();
    SirenTensors found = found(file, asked.options().packets().coding());
    FactorOptions.Factors factors = factorOptions.factors(input, file);
    SirenArchitecture architecture = architecture(file, found, factors);
    SirenWeights weights = found.weights(architecture);
    Signal read = reference == null ? null : picture(reference);
    CoordinateGrid grid = grid(file, Optional.ofNullable(read));
    Signal signal =
        read == null ? null : SignalInput.resize(read, new PixelSize(grid.size(0), grid.size(1)));
    SignalDescription description =
        CommandException.checked(
            () -> new SignalDescription(new ImageFormat(8), grid, architecture.outputs()));
    requireComponents(signal, architecture);
    WeightOrigin origin = new WeightOrigin(SeededTensors.none(), noise, false);
    StreamEncoder encoder =
        asked.withMetadata(texts(asked.options(), file, architecture.parameters()));
    boolean resized = read != null && !read.grid().equals(grid);
    if (resized) {
      note(reference + ": is " + read.grid() + " and is resized to the network's " + grid);
    }
    if (factors.isAssumed(architecture)) {
      note(
          input
              + ": neither its metadata nor the options say all of omega0; taken for it: "
              + factors.text());
    }
    TrainedNetwork network =
        new TrainedNetwork(weights, origin, description, Optional.ofNullable(signal));
    EncodedNetwork packed;
    try (ProgressDisplay display = progress("rounding", packaging.tuneSteps(0), "steps")) {
      TuningBar bar = new TuningBar(display, packaging.tuneSteps(0));
      EncodedNetwork encoded = CommandException.checked(() -> encoder.encode(network, bar));
      packed =
          new EncodedNetwork(
              encoded.rounded(), encoded.packets(), packaging.signed(encoded.stream()));
    }
    FileReplacement.write(output, packed.stream()::writeTo);
    String understood = found.layersText() + " as " + architecture + ", " + factors.text();
    report(packed, network, resized, understood, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  /** A file of a base and patches becomes a stream of them. */
  private int packPatches(Safetensors file, StreamEncoder asked, WeightNoise noise, long start)
      throws IOException {
    requireForPatches();
    Signal read = reference == null ? null : picture(reference);
    PatchedPack pack = patches(file, read);
    if (pack.isResized()) {
      note(reference + ": is " + read.grid() + " and is resized to the patches' " + pack.grid());
    }
    int values = file.tensors().values().stream().mapToInt(Safetensors.Tensor::size).sum();
    PacketizerOptions packets =
        packaging.patchPackets().withMetadata(texts(asked.options(), file, values));
    PatchRounding rounding =
        reference == null && !packaging.isRoundingStated()
            ? PatchedPack.UNASKED
            : packaging.patchRounding();
    EncodedPatches packed =
        CommandException.checked(
            () ->
                pack.encode(rounding, packets, packaging.patchPlan(), noise)
                    .withStream(packaging::signed));
    FileReplacement.write(output, packed.stream()::writeTo);
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("output", output.toString());
    String text = pack.report(packed, json);
    double seconds = (System.nanoTime() - start) * 1e-9;
    Json.number(json, "seconds", seconds);
    print(String.format(Locale.ROOT, "%s: %s, in %.1f s", output, text, seconds), json);
    return ExitCode.DONE;
  }

  private PatchedPack patches(Safetensors file, @Nullable Signal read) {
    FactorOptions.Factors factors = factorOptions.factors(input, file);
    try {
      return PatchedPack.read(file, factors, read);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private void requireForPatches() {
    ParseResult parsed = spec.commandLine().getParseResult();
    List<String> others = new ArrayList<>(PatchOptions.ofOneNetwork(parsed));
    if (size != null) {
      others.add("--grid");
    }
    if (!others.isEmpty()) {
      throw CommandException.usage(
          input + ": holds a network for each patch, which does not go with " + others.get(0),
          null);
    }
  }

  private void requireReference(StreamEncoder asked) {
    if (reference == null
        && asked.options().target().filter(RateTarget.PsnrDrop.class::isInstance).isPresent()) {
      throw CommandException.usage(
          "--psnr-drop needs the signal that the PSNR is measured against: --reference", null);
    }
  }

  private WeightNoise noise() {
    return trainedNoise == null
        ? WeightNoise.NONE
        : CommandException.checked(() -> TrainingNoise.parse(trainedNoise).middle());
  }

  private SirenTensors found(Safetensors file, WeightCoding coding) {
    try {
      SirenTensors found = SirenTensors.find(file.tensors());
      if (coding == WeightCoding.FLOAT_16) {
        requireHalves(found);
      }
      return found;
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private static void requireHalves(SirenTensors found) {
    try {
      found.requireHalves();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; use --coding float32, or a file of float16", e);
    }
  }

  private SirenArchitecture architecture(
      Safetensors file, SirenTensors found, FactorOptions.Factors factors) {
    try {
      SirenArchitecture architecture = factors.architecture(found);
      if (architecture.inputs() != 2) {
        throw new IllegalArgumentException(
            "a picture's network has 2 inputs, got " + architecture.inputs());
      }
      String activation = file.metadata().getOrDefault("activation", "sine");
      if (!SINES.contains(activation)) {
        throw new IllegalArgumentException(
            "metadata activation is " + Safetensors.shown(activation) + ", expected 'sine'");
      }
      return architecture;
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private static Signal picture(String name) throws IOException {
    Signal signal = SignalInput.read(name, ReadOptions.DEFAULTS);
    if (signal.kind() != SignalKind.IMAGE) {
      throw CommandException.failure(
          name + ": is " + SignalText.kind(signal.kind()) + ", expected a picture", null);
    }
    return signal;
  }

  /** What travels along: the file's metadata too, as far as there is room. */
  private SortedMap<String, MetadataValue> texts(
      EncoderOptions options, Safetensors file, int weights) {
    CopiedMetadata texts = CopiedMetadata.of(file.metadata(), options, weights);
    if (!texts.left().isEmpty()) {
      String names = input + ": metadata " + Safetensors.oneLine(texts.leftText());
      if (texts.isLimited()) {
        note(
            String.format(
                Locale.ROOT,
                "%s left out: copied text may take %,d bytes of this stream; expected --meta"
                    + " KEY=TEXT where it shall travel",
                names,
                texts.mostBytes()));
      } else {
        warn(names + " does not fit its packet and is left out");
      }
    }
    return texts.kept();
  }

  private CoordinateGrid grid(Safetensors file, Optional<Signal> read) {
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
      EncodedNetwork packed,
      TrainedNetwork network,
      boolean resized,
      String understood,
      double seconds) {
    EncodedStream stream = packed.stream();
    SirenWeights weights = network.weights();
    String protection = FecText.of(packed.packets().protection());
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("output", output.toString());
    SignalText.addTo(json, stream.manifest().signal());
    json.put("architecture", weights.architecture().toString());
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
    String quality = "";
    if (network.signal().isPresent()) {
      Signal signal = network.signal().get();
      Reception reception = StreamFile.exact(stream);
      SignalDescription description = stream.manifest().signal();
      Fidelity after = Fidelity.of(signal, Reconstruction.of(reception));
      Fidelity before = Fidelity.of(signal, Reconstruction.of(weights, description));
      json.put("reference_resized", resized);
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
            "%s: %s, %,d bytes%s, %.2f bits a weight, %.2f bits a pixel, in %.1f s%s%n%s%s",
            output,
            weights.architecture(),
            stream.bytes(),
            quality,
            perWeight,
            perPixel,
            seconds,
            RoundingText.of(packed.rounded()),
            understood,
            stream.manifest().repairPackets() == 0
                ? ""
                : String.format("%nprotection: %s", protection)),
        json);
  }
}
