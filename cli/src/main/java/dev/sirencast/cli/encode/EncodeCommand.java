package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FailureText;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.InputOptions;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.RescuedStream;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.EngineChoice;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.trainer.patch.Deadline;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code encode}: a signal in, a stream out. */
@ShortHelp(
    options =
        "--output --resize --effort --time --psnr --bytes"
            + " --robust --protect --seed --json --help",
    examples = {
      "encode photo.jpg -o photo.siren",
      "encode photo.jpg -o photo.siren --bytes 20000 --protect auto"
    })
@Command(
    name = "encode",
    description = {
      "Trains a network on a signal and packages its weights as a stream.",
      "",
      "Ctrl-C ends the training early and packages the best weights so far; a second Ctrl-C ends at"
          + " once.",
      ""
    },
    sortOptions = false)
public final class EncodeCommand extends ConsoleCommand {
  private static final int MAX_SEEDS = 1000;

  /** So many points are a photo of four megapixels. */
  private static final int LARGE = 1 << 22;

  @Parameters(
      paramLabel = "INPUT",
      description =
          "A picture (PNG, JPEG, WebP, BMP, TIFF), CT slice (DICOM), sound (WAV) or video (Y4M, or"
              + " PNG with --frames); - for standard input; or testcard[:WIDTHxHEIGHT].")
  @Reads(FileNaming.SIGNAL)
  private String input = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT.siren",
      required = true,
      description = "Where the stream goes; - for standard output.")
  @Writes
  private Path output = Path.of("");

  @Mixin private InputOptions reading = new InputOptions();
  @Mixin private PatchOptions patches = new PatchOptions();
  @Mixin private TimeOptions time = new TimeOptions();
  @Mixin private NetworkOptions network = new NetworkOptions();
  @Mixin private TrainingArguments training = new TrainingArguments();
  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();
  @Mixin private PackagingOptions packaging = new PackagingOptions();

  @Mixin private SeedOption seed = new SeedOption();

  @Grouped(OptionGroup.TRAINING)
  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Train from this many successive seeds and keep the best (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    TrainingOptions stated = training.options(seed.value());
    packaging.encoder(unstatedTuning(), training.engine());
    checkpoints.check();
    Optional<Deadline> deadline = time.deadline(start);
    if (seeds < 1 || seeds > MAX_SEEDS) {
      throw CommandException.usage("--seeds must be 1 to " + MAX_SEEDS + ", got " + seeds, null);
    }
    if (seeds > 1 && checkpoints.isUsed()) {
      throw CommandException.usage("--checkpoint goes with one seed, got --seeds " + seeds, null);
    }
    reading.options();
    OutputFile.requireStream(output, this::warn);
    Signal signal = reading.read(input, this::note);
    SignalDescription description = SignalDescription.of(signal);
    Optional<PatchTrainingOptions> cut = patches.training(signal);
    if (cut.isPresent()) {
      return encodePatches(signal, description, cut.get(), start, deadline);
    }
    packaging.requireOneNetwork();
    SirenArchitecture architecture = network.architecture(signal, training.robust());
    TrainingOptions options =
        training
            .suited(stated, architecture, signal.grid())
            .withTargetPsnr(training.targetOf(signal));
    note(
        String.format(
            "%s: %s, %s; network %s, %,d weights",
            input,
            SignalText.of(description),
            SignalText.components(description),
            architecture,
            architecture.parameters()));
    if (training.sendsAll()) {
      StreamEncoder quick = packaging.encoder(0, training.engine(), true);
      AskedBytes.requirePossible(StreamEncoder.of(quick.options()), architecture, signal);
    }
    try (Interrupt interrupt = Interrupt.open()) {
      Optional<StepsInTime> pace =
          deadline.map(end -> measured(signal, architecture, options, end, interrupt));
      List<TrainingResult> results = train(signal, architecture, options, pace, interrupt);
      TrainingResult best =
          results.stream().max(Comparator.comparingDouble(TrainingResult::psnr)).orElseThrow();
      EncodedSignal encoded = packaged(signal, best, pace, interrupt);
      AskedBytes.requireMet(encoded.packed());
      writeStream(encoded.stream());
      report(encoded, options, results, (System.nanoTime() - start) * 1e-9);
    }
    return ExitCode.DONE;
  }

  /** Trains base and patches on the processor. */
  private int encodePatches(
      Signal signal,
      SignalDescription description,
      PatchTrainingOptions options,
      long start,
      Optional<Deadline> deadline)
      throws IOException {
    PatchTrainingOptions suited =
        training
            .robust()
            .map(mode -> options.withNoise(mode.noise()))
            .orElse(options)
            .withSeed(seed.value())
            .withEngine(training.engine(), training.device());
    if (training.target().isPresent()) {
      suited = suited.withPrice(PatchTrainingOptions.priceOf(training.targetOf(signal)));
    }
    note(
        String.format(
            "%s: %s, %s%s",
            input,
            SignalText.of(description),
            SignalText.components(description),
            deadline.isEmpty() && description.grid().points() >= LARGE
                ? "; it takes minutes, and less with --time 60s, --effort fast or --resize 25%"
                : ""));
    int threads = training.threads();
    PacketizerOptions packets = packaging.patchPackets();
    EncodedPatches encoded;
    boolean whole;
    try (Interrupt interrupt = Interrupt.open();
        ProgressDisplay display = progress("training", 0, "patches")) {
      PatchedSignalEncoder steady =
          new PatchedSignalEncoder(
              suited,
              packaging.patchRounding(),
              packets,
              packaging.patchPlan(),
              ForkJoinPool.commonPool(),
              threads);
      boolean priced = training.target().isPresent();
      PatchedSignalEncoder encoder = deadline.map(end -> steady.within(end, priced)).orElse(steady);
      encoded =
          CommandException.checked(
              () -> encoder.encode(signal, new PatchBar(display, interrupt::requested)));
      whole = !interrupt.requested();
    } catch (IllegalStateException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
    if (!encoded.met()) {
      throw AskedBytes.tooFew(packaging.bytes(), encoded.stream().bytes());
    }
    writeStream(encoded.stream());
    double seconds = (System.nanoTime() - start) * 1e-9;
    Fidelity fidelity = PatchedText.fidelity(signal, encoded);
    ObjectNode json = Json.object();
    json.put("input", input);
    json.put("output", output.toString());
    PatchedText.addTo(json, fidelity, encoded);
    json.put("steps", encoded.steps());
    if (deadline.isEmpty()) {
      json.put("effort", patches.effort().label());
    }
    json.put("engine", EngineChoice.of(training.engine(), training.device()).label());
    json.put("protection", FecText.of(encoded.protection()));
    json.put("seed", seed.value());
    Json.number(json, "seconds", seconds);
    String usual = time.twice(patches.effort().more());
    String remedy = packaging.twice(FitAdvice.ofPatches(encoded.trained(), usual));
    String advice = whole ? FitAdvice.of(fidelity, training.targetOrNone(), remedy, json) : "";
    print(
        String.format(
            Locale.ROOT,
            "%s: %s%n%s, in %.1f s on %d threads%s",
            output,
            PatchedText.text(fidelity, encoded),
            deadline.isPresent()
                ? String.format(Locale.ROOT, "%,d steps a patch", encoded.steps())
                : patches.effort().label() + " effort",
            seconds,
            threads,
            advice),
        json);
    return ExitCode.DONE;
  }

  /** Writes what the training came to, elsewhere where it cannot be written: it took long. */
  private void writeStream(EncodedStream stream) throws IOException {
    try {
      write(output, stream::writeTo);
    } catch (IOException e) {
      String kept =
          RescuedStream.inTemporaryFiles(stream::writeTo)
              .map(file -> "; the stream is in " + file)
              .orElse("; the stream could not be kept elsewhere either");
      throw CommandException.failure(FailureText.of(e) + kept, e);
    }
  }

  /** Weights that were trained to withstand noise are not tuned unasked: it undoes that. */
  private int unstatedTuning() {
    return training.trainedNoise().isNone() ? RoundingOptions.TUNE_STEPS : 0;
  }

  private StepsInTime measured(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      Deadline deadline,
      Interrupt interrupt) {
    int stated = packaging.tuneSteps(0);
    int unstated = packaging.tuneSteps(unstatedTuning()) - stated;
    try (ProgressDisplay display = progress("measuring", 0, "steps")) {
      return StepsInTime.measure(
          signal, architecture, options, deadline, stated, unstated, interrupt::requested, display);
    }
  }

  /** Rounds as well as there is time for: whoever wants to end has little. */
  private EncodedSignal packaged(
      Signal signal, TrainingResult best, Optional<StepsInTime> pace, Interrupt interrupt) {
    try {
      return packaged(signal, best, pace, interrupt::requested);
    } catch (CancellationException e) {
      StreamEncoder quick = packaging.encoder(0, training.engine(), true);
      return EncodedSignal.of(
          signal,
          best,
          training.trainedNoise(),
          StreamEncoder.of(quick.options()),
          EncoderListener.none());
    }
  }

  private EncodedSignal packaged(
      Signal signal, TrainingResult best, Optional<StepsInTime> pace, BooleanSupplier cancelled) {
    int tuning = pace.map(StepsInTime::tuning).orElse(unstatedTuning());
    StreamEncoder encoder = packaging.encoder(tuning, training.engine(), pace.isPresent());
    int steps = packaging.tuneSteps(tuning);
    try (ProgressDisplay display = progress("rounding", 0, "tries")) {
      return EncodedSignal.of(
          signal,
          best,
          training.trainedNoise(),
          encoder,
          new TuningBar(display, steps, QualityScale.of(signal), cancelled));
    }
  }

  /** Trains once for each seed, until the process is asked to end. */
  private List<TrainingResult> train(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions stated,
      Optional<StepsInTime> pace,
      Interrupt interrupt)
      throws IOException {
    List<TrainingResult> results = new ArrayList<>();
    for (int i = 0; i < seeds && (i == 0 || !interrupt.requested()); i++) {
      int runs = seeds - i;
      TrainingOptions options =
          pace.map(measured -> stated.withSteps(measured.steps(runs))).orElse(stated);
      try (ProgressDisplay display = progress("training", options.steps(), "steps")) {
        results.add(
            Training.run(
                signal,
                architecture,
                options.withSeed(seed.value() + i),
                interrupt::requested,
                display,
                checkpoints.saved(),
                checkpoints.keeper(this::warn)));
      }
    }
    return results;
  }

  private void report(
      EncodedSignal encoded,
      TrainingOptions options,
      List<TrainingResult> results,
      double seconds) {
    ObjectNode json = Json.object();
    json.put("input", input);
    json.put("output", output.toString());
    encoded.addTo(json);
    json.put("protection", FecText.of(encoded.packed().packets().protection()));
    json.put("seed", encoded.training().seed());
    json.put("loss", training.lossName());
    json.put("learning_rate", options.learningRate());
    json.putArray("initial_scale")
        .add(options.initialScale().first())
        .add(options.initialScale().hidden());
    json.put("trained_noise", training.trainedNoise().toString());
    if (results.size() > 1) {
      ArrayNode runs = json.putArray("seeds");
      for (TrainingResult result : results) {
        ObjectNode run = runs.addObject();
        run.put("seed", result.seed());
        Json.number(run, "psnr_db", result.psnr());
      }
    }
    Json.number(json, "seconds", seconds);
    String usual = time.twice("--steps " + 4 * options.steps());
    String remedy = encoded.isRounded(FitAdvice.POOR_PSNR) ? packaging.twice(usual) : usual;
    String advice =
        encoded.training().outcome() == TrainingOutcome.STOPPED
            ? ""
            : FitAdvice.of(encoded.fidelity(), training.targetOrNone(), remedy, json);
    print(
        String.format(
            Locale.ROOT,
            "%s: %s%n%s in %.1f s, seed %d%s%s",
            output,
            encoded.text(),
            encoded.trainingText(),
            seconds,
            encoded.training().seed(),
            results.size() > 1 ? ", the best of " + results.size() : "",
            advice),
        json);
  }
}
