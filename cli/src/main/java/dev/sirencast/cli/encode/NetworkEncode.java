package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.options.FecText;
import dev.sirencast.cli.options.LossForecast;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.trainer.patch.Deadline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code encode} with one network. */
final class NetworkEncode {
  private final ConsoleCommand console;
  private final NetworkOptions network;
  private final TimeOptions time;
  private final TrainingArguments training;
  private final CheckpointOptions checkpoints;
  private final PackagingOptions packaging;
  private final long seed;
  private final int seeds;

  NetworkEncode(ConsoleCommand console, EncodeArguments arguments, CheckpointOptions checkpoints) {
    this.console = console;
    this.network = arguments.network();
    this.time = arguments.time();
    this.training = arguments.training();
    this.checkpoints = checkpoints;
    this.packaging = arguments.packaging();
    this.seed = arguments.seed();
    this.seeds = arguments.seeds();
  }

  /**
   * Trains, rounds, writes the stream and reports it.
   *
   * @param stated what the options say of training
   */
  void run(EncodeJob job, TrainingOptions stated) throws IOException {
    Signal signal = job.signal();
    SirenArchitecture architecture = network.architecture(signal, training.robust());
    TrainingOptions options =
        training
            .suited(stated, architecture, signal.grid())
            .withTargetPsnr(training.targetOf(signal));
    List<TrainingResult> results;
    TrainingResult best;
    EncodedNetwork packed;
    boolean interrupted;
    try (Interrupt interrupt = console.interruptible()) {
      console.note(
          String.format(
              "%s: %s, %s; network %s, %,d weights",
              job.input(),
              SignalText.of(job.description()),
              SignalText.components(job.description()),
              architecture,
              architecture.parameters()));
      if (training.sendsAll()) {
        StreamEncoder quick = packaging.encoder(0, training.compute(), true);
        AskedBytes.requirePossible(StreamEncoder.of(quick.options()), architecture, signal);
        quick
            .options()
            .target()
            .flatMap(asked -> AskedBytes.advice(asked, architecture))
            .ifPresent(console::warn);
      }
      Optional<StepsInTime> pace =
          job.deadline().map(end -> measured(signal, architecture, options, end, interrupt));
      results = train(signal, architecture, options, pace, interrupt);
      best = results.stream().max(Comparator.comparingDouble(TrainingResult::psnr)).orElseThrow();
      packed = packed(signal, best, pace, interrupt::requested);
      AskedBytes.requireMet(packed);
      packed = packed.withStream(packaging::signed);
      job.write(console, packed.stream());
      interrupted = interrupt.requested();
    }
    // From here on, who wants to end loses nothing but the report.
    EncodedSignal encoded =
        EncodedSignal.measured(signal, best, packed, interrupted, training.threads());
    report(job, encoded, options, results);
  }

  private StepsInTime measured(
      Signal signal,
      SirenArchitecture architecture,
      TrainingOptions options,
      Deadline deadline,
      Interrupt interrupt) {
    int stated = packaging.tuneSteps(0);
    int unstated = packaging.tuneSteps(training.unstatedTuning()) - stated;
    try (ProgressDisplay display = console.progress("measuring", 0, "steps")) {
      return StepsInTime.measure(
          signal, architecture, options, deadline, stated, unstated, interrupt::requested, display);
    }
  }

  /** Rounds as well as there is time for: whoever wants to end has little. */
  private EncodedNetwork packed(
      Signal signal, TrainingResult best, Optional<StepsInTime> pace, BooleanSupplier hurried) {
    int tuning = pace.map(StepsInTime::tuning).orElse(training.unstatedTuning());
    StreamEncoder encoder = packaging.encoder(tuning, training.compute(), pace.isPresent());
    int steps = packaging.tuneSteps(tuning);
    try (ProgressDisplay display = console.progress("rounding", 0, "tries")) {
      return EncodedSignal.pack(
          signal,
          best,
          training.trainedNoise(),
          encoder,
          new TuningBar(display, steps, QualityScale.of(signal), hurried),
          training.threads());
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
      try (ProgressDisplay display = console.progress("training", options.steps(), "steps")) {
        results.add(
            Training.run(
                signal,
                architecture,
                options.withSeed(seed + i),
                interrupt::requested,
                display,
                checkpoints.saved(),
                checkpoints.keeper(console::warn)));
      }
    }
    return results;
  }

  private void report(
      EncodeJob job, EncodedSignal encoded, TrainingOptions options, List<TrainingResult> results) {
    double seconds = job.seconds();
    ObjectNode json = Json.object();
    json.put("input", job.input());
    json.put("output", job.output().toString());
    encoded.addTo(json);
    json.put("protection", FecText.of(encoded.packed().packets().protection()));
    LossForecast.report(encoded.packed().forecast(), packaging.overhead(), json, console::warn);
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
    String size = FitAdvice.ofSize(job.description(), encoded.stream().bytes(), json);
    console.print(
        String.format(
            Locale.ROOT,
            "%s: %s%n%s in %.1f s, seed %d%s%s%s",
            job.output(),
            encoded.text(),
            encoded.trainingText(),
            seconds,
            encoded.training().seed(),
            results.size() > 1 ? ", the best of " + results.size() : "",
            advice,
            size),
        json);
  }
}
