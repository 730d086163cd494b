package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.LossForecast;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.EngineChoice;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalEncoder;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;

/** {@code encode} in patches: a base, and a small network for each that pays. */
final class PatchesEncode {
  /** So many points are a photo of four megapixels. */
  private static final int LARGE = 1 << 22;

  private final ConsoleCommand console;
  private final PatchOptions patches;
  private final TimeOptions time;
  private final TrainingArguments training;
  private final PackagingOptions packaging;
  private final long seed;

  PatchesEncode(ConsoleCommand console, EncodeArguments arguments) {
    this.console = console;
    this.patches = arguments.patches();
    this.time = arguments.time();
    this.training = arguments.training();
    this.packaging = arguments.packaging();
    this.seed = arguments.seed();
  }

  /** How an encoder makes a stream. */
  @FunctionalInterface
  interface Way {
    /** Makes it. */
    EncodedPatches encode(
        PatchedSignalEncoder encoder, Signal signal, PatchTrainingListener listener);
  }

  /**
   * Trains base and patches on the processor, writes the stream and reports it.
   *
   * @param options of the cut and the effort that are asked for
   */
  void run(EncodeJob job, PatchTrainingOptions options, Way way) throws IOException {
    Signal signal = job.signal();
    PatchTrainingOptions suited = suited(signal, options);
    PatchedSignalEncoder encoder = encoder(job, suited);
    EncodedPatches encoded;
    boolean whole;
    try (Interrupt interrupt = console.interruptible();
        ProgressDisplay display = console.progress("base", 0, "steps")) {
      console.note(
          String.format(
              "%s: %s, %s%s",
              job.input(),
              SignalText.of(job.description()),
              SignalText.components(job.description()),
              job.deadline().isEmpty() && signal.grid().points() >= LARGE
                  ? patches.effort() == Effort.FAST
                      ? "; it takes a minute or more, and less with --time 30s or --resize 25%"
                      : "; it takes minutes, and less with --time 60s, --effort fast or --resize 25%"
                  : ""));
      encoded =
          CommandException.checked(
              () ->
                  way.encode(encoder, signal, new PatchBar(display, interrupt::requested))
                      .withStream(packaging::signed));
      whole = !interrupt.requested();
      if (!encoded.met()) {
        throw AskedBytes.tooFew(packaging.bytes(), encoded.stream().bytes());
      }
      job.write(console, encoded.stream());
    } catch (IllegalStateException e) { // a step that was ended, too
      throw CommandException.failure(e.getMessage(), e);
    }
    report(job, encoded, whole);
  }

  /** Training as all options together ask for it. */
  PatchTrainingOptions suited(Signal signal, PatchTrainingOptions options) {
    PatchTrainingOptions suited =
        training
            .robust()
            .map(mode -> options.withNoise(mode.noise()))
            .orElse(options)
            .withSeed(seed)
            .withEngine(training.engine(), training.device());
    return training.target().isPresent()
        ? suited.withPrice(PatchTrainingOptions.priceOf(training.targetOf(signal)))
        : suited;
  }

  /** The encoder that is asked for. */
  PatchedSignalEncoder encoder(EncodeJob job, PatchTrainingOptions suited) {
    PatchedSignalEncoder steady =
        new PatchedSignalEncoder(
            suited,
            packaging.patchRounding(),
            packaging.patchPackets(),
            packaging.patchPlan(),
            ForkJoinPool.commonPool(),
            training.threads());
    boolean priced = training.target().isPresent();
    return job.deadline().map(end -> steady.within(end, priced)).orElse(steady);
  }

  private void report(EncodeJob job, EncodedPatches encoded, boolean whole) {
    double seconds = job.seconds();
    Fidelity fidelity =
        whole
            ? PatchedText.fidelity(job.signal(), encoded)
            : Fidelity.ofPsnr(job.signal(), encoded.psnr());
    ObjectNode json = Json.object();
    json.put("input", job.input());
    json.put("output", job.output().toString());
    PatchedText.addTo(json, fidelity, encoded);
    json.put("steps", encoded.steps());
    if (job.deadline().isEmpty()) {
      json.put("effort", patches.effort().label());
    }
    json.put("engine", EngineChoice.of(training.engine(), training.device()).label());
    json.put("protection", FecText.of(encoded.protection()));
    LossForecast.report(encoded.forecast(), packaging.overhead(), json, console::warn);
    json.put("seed", seed);
    Json.number(json, "seconds", seconds);
    String usual = time.twice(patches.effort().more());
    String remedy = packaging.twice(FitAdvice.ofPatches(encoded.trained(), usual));
    String advice = whole ? FitAdvice.of(fidelity, training.targetOrNone(), remedy, json) : "";
    String size = FitAdvice.ofSize(job.description(), encoded.stream().bytes(), json);
    console.print(
        String.format(
            Locale.ROOT,
            "%s: %s%n%s, in %.1f s on %d threads%s%s",
            job.output(),
            PatchedText.text(fidelity, encoded),
            job.deadline().isPresent()
                ? String.format(Locale.ROOT, "%,d steps a patch", encoded.steps())
                : patches.effort().label() + " effort",
            seconds,
            training.threads(),
            advice,
            size),
        json);
  }
}
