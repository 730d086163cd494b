package dev.sirencast.cli.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.InputFile;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.PixelSize;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.encode.AskedBytes;
import dev.sirencast.cli.encode.PackagingOptions;
import dev.sirencast.cli.encode.PatchOptions;
import dev.sirencast.cli.encode.TuningBar;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.ComputeOptions;
import dev.sirencast.cli.options.LossForecast;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.SignalInput;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsReader;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
      "Layers are named by numbers, as in layers.0.weight, net.0.linear.weight or fc1.weight;"
          + " last_layer is the last; what is no layer's is left out. The file's metadata may say"
          + " omega0_first, omega0_hidden, omega0_last, coordinates, outputs and grid; options go"
          + " before it, and --reference tells what neither says. A file that unpack made of a"
          + " stream in patches becomes one again.",
      ""
    },
    sortOptions = false)
public final class PackCommand extends ConsoleCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "WEIGHTS.safetensors",
      description = "F32, F16, BF16 or F64 tensors; - for standard input.")
  @Reads
  private Path input = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.siren",
      required = true,
      description = "Where the stream goes; - for standard output.")
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

  @Mixin private ConventionOptions conventions = new ConventionOptions();

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
    StreamEncoder asked = packaging.encoder(0, new ComputeOptions());
    packaging.readFiles();
    requireReference(asked);
    WeightNoise noise = noise();
    OutputFile.requireStream(output, this::warn);
    Safetensors file = InputFile.read(input, SafetensorsReader::read);
    if (PatchTensors.isPatched(file.tensors().keySet())) {
      return packPatches(file, asked, noise, start);
    }
    packaging.requireOneNetwork();
    return packNetwork(file, asked, noise, start);
  }

  /** A file of one network. */
  private int packNetwork(Safetensors file, StreamEncoder asked, WeightNoise noise, long start)
      throws IOException {
    SirenTensors found = found(file);
    Signal read = reference == null ? null : new PackReference(reference, this::note).picture();
    CoordinateGrid grid = PackGrid.of(input, file, Optional.ofNullable(size), read);
    Signal signal =
        read == null ? null : SignalInput.resize(read, new PixelSize(grid.size(0), grid.size(1)));
    NetworkPack pack = network(file, found, grid, Optional.ofNullable(signal));
    if (asked.options().packets().coding() == WeightCoding.FLOAT_16) {
      requireHalves(found, pack);
    }
    StreamEncoder encoder =
        asked.withMetadata(
            texts().of(file, asked.options(), pack.weights().architecture().parameters()));
    boolean resized = read != null && !read.grid().equals(grid);
    tell(found, pack, read, resized);
    TrainedNetwork network = CommandException.checked(() -> pack.network(noise));
    EncodedNetwork packed;
    try (ProgressDisplay display = progress("rounding", packaging.tuneSteps(0), "steps")) {
      TuningBar bar = new TuningBar(display, packaging.tuneSteps(0), QualityScale.SAMPLES);
      EncodedNetwork encoded = CommandException.checked(() -> encoder.encode(network, bar));
      packed = encoded.withStream(packaging::signed);
    }
    AskedBytes.requireMet(packed);
    write(output, packed.stream()::writeTo);
    ObjectNode json = report();
    double seconds = (System.nanoTime() - start) * 1e-9;
    LossForecast.report(packed.forecast(), packaging.overhead(), json, this::warn);
    print(output + ": " + new PackReport(packed, pack).report(json, resized, seconds), json);
    return ExitCode.DONE;
  }

  /** What of the input was changed, left out or assumed. */
  private void tell(SirenTensors found, NetworkPack pack, @Nullable Signal read, boolean resized) {
    if (resized && read != null) {
      note(reference + ": is " + read.grid() + " and is resized to the network's " + pack.grid());
    }
    if (!found.leftText().isEmpty()) {
      note(input + ": left out, as no layer's: " + found.leftText());
    }
    if (!pack.assumed().isEmpty()) {
      note(
          input
              + ": neither its metadata nor the options say all; taken for it: "
              + pack.assumed()
              + (read == null ? " (--reference would tell)" : ""));
    }
    if (pack.isPoor()) {
      warn(
          String.format(
              Locale.ROOT,
              "%s: the network does not show %s in any known convention; the best, %s, reaches"
                  + " %.1f dB",
              input,
              reference,
              pack.convention(),
              pack.psnr()));
    }
  }

  private ObjectNode report() {
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("output", output.toString());
    return json;
  }

  /** A file of a base and patches becomes a stream of them. */
  private int packPatches(Safetensors file, StreamEncoder asked, WeightNoise noise, long start)
      throws IOException {
    requireForPatches();
    PackReference original = reference == null ? null : new PackReference(reference, this::note);
    PatchedPack pack = patches(file, original);
    int values = file.tensors().values().stream().mapToInt(Safetensors.Tensor::size).sum();
    PacketizerOptions packets =
        packaging.patchPackets().withMetadata(texts().of(file, asked.options(), values));
    PatchRounding rounding =
        reference == null && !packaging.isRoundingStated()
            ? PatchedPack.UNASKED
            : packaging.patchRounding();
    EncodedPatches packed =
        CommandException.checked(
            () ->
                pack.encode(rounding, packets, packaging.patchPlan(), noise)
                    .withStream(packaging::signed));
    if (!packed.met()) {
      throw AskedBytes.tooFew(packaging.bytes(), packed.stream().bytes());
    }
    write(output, packed.stream()::writeTo);
    ObjectNode json = report();
    if (original != null) {
      json.put("reference_resized", original.isResized());
    }
    LossForecast.report(packed.forecast(), packaging.overhead(), json, this::warn);
    String text = pack.report(packed, json);
    double seconds = (System.nanoTime() - start) * 1e-9;
    Json.number(json, "seconds", seconds);
    print(String.format(Locale.ROOT, "%s: %s, in %.1f s", output, text, seconds), json);
    return ExitCode.DONE;
  }

  private PatchedPack patches(Safetensors file, @Nullable PackReference original)
      throws IOException {
    FactorOptions.Factors factors = factorOptions.factors(input, file);
    try {
      return PatchedPack.read(file, factors, original == null ? null : original::of);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private PackTexts texts() {
    return new PackTexts(input, this::note, this::warn);
  }

  private void requireForPatches() {
    ParseResult parsed = spec.commandLine().getParseResult();
    List<String> others = new ArrayList<>(PatchOptions.ofOneNetwork(parsed));
    if (size != null) {
      others.add("--grid");
    }
    if (conventions.isStated()) {
      others.add("--coordinates and --outputs");
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

  private SirenTensors found(Safetensors file) {
    try {
      return SirenTensors.find(file);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private NetworkPack network(
      Safetensors file, SirenTensors found, CoordinateGrid grid, Optional<Signal> signal) {
    FactorOptions.Factors factors = factorOptions.factors(input, file);
    try {
      return NetworkPack.read(
          file, found, factors, conventions.stated(file.metadata()), grid, signal);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage(), e);
    }
  }

  private void requireHalves(SirenTensors found, NetworkPack pack) {
    try {
      found.requireHalves(pack.weights());
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(
          input + ": " + e.getMessage() + "; use --coding float32, or a file of float16", e);
    }
  }
}
