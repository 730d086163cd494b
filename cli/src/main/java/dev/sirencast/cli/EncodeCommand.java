package dev.sirencast.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.codec.EncodedStream;
import dev.sirencast.codec.SignalDescription;
import dev.sirencast.codec.WeightOrigin;
import dev.sirencast.signal.FileReplacement;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code encode}: a signal in, a stream out. */
@Command(
    name = "encode",
    description = {
      "Trains a network on a signal and packages its weights as a stream.",
      "",
      "Ctrl-C ends the training early and packages the best weights so far.",
      ""
    },
    sortOptions = false)
final class EncodeCommand extends ConsoleCommand {
  @Parameters(
      paramLabel = "INPUT",
      description =
          "A picture (PNG, JPEG, BMP, TIFF), CT slice (DICOM), sound (WAV) or video (Y4M, or PNG"
              + " with --frames), or testcard[:WIDTHxHEIGHT].")
  private String input = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.siren",
      required = true,
      description = "Where the stream goes.")
  private Path output = Path.of("");

  @Mixin private InputOptions reading = new InputOptions();
  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private TrainingArguments training = new TrainingArguments();
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();
  @Mixin private PackagingOptions packaging = new PackagingOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    TrainingOptions options = training.options(seed);
    packaging.options();
    checkpoints.check();
    reading.options();
    OutputFile.requireWritable(output);
    Signal signal = reading.read(input);
    SignalDescription description = SignalDescription.of(signal);
    SirenArchitecture architecture = network.architecture(signal, training.robust());
    note(
        String.format(
            "%s: %s, %s; network %s, %,d weights",
            input,
            SignalText.of(description),
            SignalText.components(description),
            architecture,
            architecture.parameters()));
    try (Interrupt interrupt = Interrupt.open()) {
      TrainingResult result;
      try (ProgressDisplay display = progress("training", options.steps(), "steps")) {
        result =
            Training.run(
                signal,
                architecture,
                options,
                interrupt::requested,
                display,
                checkpoints.saved(),
                checkpoints);
      }
      EncodedStream stream =
          packaging.pack(
              signal, result.weights(), new WeightOrigin(result.seeded(), training.trainedNoise()));
      FileReplacement.write(output, stream::writeTo);
      report(signal, result, stream, (System.nanoTime() - start) * 1e-9);
    }
    return ExitCode.DONE;
  }

  private void report(Signal signal, TrainingResult result, EncodedStream stream, double seconds) {
    Fidelity fidelity =
        Fidelity.of(
            signal, Reconstruction.of(StreamFile.exactWeights(stream), stream.manifest().signal()));
    int weights = stream.manifest().architecture().parameters();
    double bitsPerWeight = 8.0 * stream.bytes() / weights;
    double bitsPerPoint = 8.0 * stream.bytes() / signal.grid().points();
    ObjectNode json = Json.object();
    json.put("input", input);
    json.put("output", output.toString());
    SignalText.addTo(json, stream.manifest().signal());
    json.put("architecture", stream.manifest().architecture().toString());
    Json.number(json, "psnr_db", fidelity.psnr());
    Json.number(json, "clean_psnr_db", fidelity.psnr());
    fidelity.addTo(json);
    Json.number(json, "float_psnr_db", result.psnr());
    json.put("bytes", stream.bytes());
    json.put("weights", weights);
    Json.number(json, "bits_per_weight", bitsPerWeight);
    Json.number(json, "bits_per_" + SignalText.point(signal.kind()), bitsPerPoint);
    json.put("bits", packaging.bits());
    json.put("source_packets", stream.manifest().sourcePackets());
    json.put("repair_packets", stream.manifest().repairPackets());
    json.put("seed", seed);
    json.put("steps", result.steps());
    json.put("loss", training.lossName());
    json.put("trained_noise", training.trainedNoise().toString());
    Json.number(json, "training_loss", result.trainingLoss());
    json.put("device", result.device());
    json.put("stopped_early", result.outcome() == TrainingOutcome.STOPPED);
    Json.number(json, "seconds", seconds);
    print(
        String.format(
            Locale.ROOT,
            "%s: %,d bytes, %.2f dB (%.2f dB before quantising)%s, %.2f bits a weight, %.2f bits a"
                + " %s%n%d steps%s on %s in %.1f s, seed %d",
            output,
            stream.bytes(),
            fidelity.psnr(),
            result.psnr(),
            fidelity.others().isEmpty() ? "" : ", " + fidelity.others(),
            bitsPerWeight,
            bitsPerPoint,
            SignalText.point(signal.kind()),
            result.steps(),
            result.outcome() == TrainingOutcome.STOPPED ? " (stopped early)" : "",
            result.device(),
            seconds,
            seed),
        json);
  }
}
