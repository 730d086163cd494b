package dev.sirencast.cli.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.encode.PatchedText;
import dev.sirencast.cli.options.FactorText;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.media.FileReplacement;
import dev.sirencast.media.safetensors.Dtype;
import dev.sirencast.media.safetensors.NetworkConvention;
import dev.sirencast.media.safetensors.Safetensors;
import dev.sirencast.media.safetensors.SafetensorsWriter;
import dev.sirencast.media.safetensors.SirenTensors;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.siren.SirenArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unpack}: a stream's weights as a file that other programs read. */
@Command(
    name = "unpack",
    description = "Writes a stream's weights, as they arrive, to a safetensors file.",
    sortOptions = false)
public final class UnpackCommand extends ConsoleCommand {
  @Parameters(paramLabel = "IN.siren", description = "The stream.")
  @Reads
  private Path input = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.safetensors",
      required = true,
      description =
          "Where the weights go: layers.N.weight and layers.N.bias; of a stream in patches"
              + " base.layers.N.weight and, for the patches of each width W in one stack,"
              + " patches.W.layers.N.weight and so on.")
  @Writes
  private Path output = Path.of("");

  @Option(
      names = "--dtype",
      paramLabel = "KIND",
      defaultValue = "f32",
      description = "f32, f16, bf16 or f64 (default: ${DEFAULT-VALUE}).")
  private Dtype dtype = Dtype.F32;

  @Option(
      names = "--strict-exit",
      description = "Exit with code 3 where something had to be concealed.")
  private boolean strictExit;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    OutputFile.requireWeights(output, this::warn);
    Reception reception =
        StreamFile.receive(input.toString(), StreamFile.frames(input), StreamFile.UNSEEN);
    Safetensors content =
        new Safetensors(
            reception
                .patches()
                .map(PatchTensors::of)
                .orElseGet(() -> SirenTensors.of(reception.weights())),
            metadata(reception));
    requireHolds(content);
    FileReplacement.write(output, out -> SafetensorsWriter.write(content, dtype, out));
    boolean exact = reception.report().isExact();
    if (!exact) {
      warn(ReceptionText.degradation(input.toString(), reception.report()));
    }
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("output", output.toString());
    json.put("dtype", dtype.name().toLowerCase(Locale.ROOT));
    json.put("architecture", reception.manifest().architecture().toString());
    json.put("bytes", Files.size(output));
    UsedPolicy policy = UsedPolicy.of(ReceiverOptions.DEFAULTS, reception.report());
    policy.addTo(json);
    Json.reception(json, reception.report());
    Json.number(json, "seconds", (System.nanoTime() - start) * 1e-9);
    print(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d weights%n%s",
            output,
            reception.manifest().architecture()
                + reception
                    .patches()
                    .map(patches -> " below " + PatchedText.patches(patches.grid()))
                    .orElse(""),
            reception
                .patches()
                .map(PatchedWeights::weights)
                .orElse((long) reception.manifest().architecture().parameters()),
            ReceptionText.packets(reception.report(), policy)),
        json);
    return strictExit && !exact ? ExitCode.DEGRADED : ExitCode.DONE;
  }

  private void requireHolds(Safetensors content) {
    try {
      SafetensorsWriter.requireHolds(content, dtype);
    } catch (IllegalArgumentException e) {
      throw CommandException.failure(input + ": " + e.getMessage() + "; use --dtype f32", e);
    }
  }

  /** What a reader of the weights must know, and what the stream's maker said besides. */
  private static Map<String, String> metadata(Reception reception) {
    SirenArchitecture architecture = reception.manifest().architecture();
    Map<String, String> metadata = new TreeMap<>();
    reception.manifest().metadata().forEach((key, value) -> metadata.put(key, value.display()));
    reception
        .patches()
        .map(patches -> PatchTensors.metadata(patches, reception.manifest().signal()))
        .ifPresent(metadata::putAll);
    metadata.put("activation", "sine");
    metadata.put("omega0_first", FactorText.of(architecture.omega0First()));
    metadata.put("omega0_hidden", FactorText.of(architecture.omega0Hidden()));
    metadata.put("omega0_last", FactorText.of(architecture.omega0Last()));
    metadata.put(ConventionOptions.COORDINATES, NetworkConvention.USUAL.coordinates().toString());
    metadata.put(ConventionOptions.OUTPUTS, NetworkConvention.USUAL.outputs().toString());
    metadata.put("grid", reception.manifest().signal().grid().toString());
    metadata.put("components", Integer.toString(architecture.outputs()));
    return metadata;
  }
}
