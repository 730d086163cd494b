package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.StatedWords;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.batch.EngineOptions;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.TraceFile;
import dev.sirencast.cli.report.Lead;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.LinkSetting;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.TrialStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: many transfers through a simulated channel. */
@ShortHelp(
    options =
        "--reference --channel --weights --sweep --trials --fec"
            + " --policy --report --csv --seed --json --help",
    examples = {
      "simulate photo.siren --reference photo.png --channel wifi",
      "simulate photo.siren --reference photo.png --sweep ber=1e-5..1e-2:7",
      "simulate a.siren b.siren --reference photo.png --channel wifi"
    })
@Command(
    name = "simulate",
    description = {
      "Sends streams through simulated channels many times and measures the PSNR.",
      "",
      "Weights:   gauss(sigma=1e-3)  gauss(relative=1%%)  mask(p=1e-3), joined by ';';"
          + " gauss(sigma=1e-3,scale=peak|power|rms) for weights scaled before they are sent,"
          + " gauss(snr=20dB) for tensors of equal mean square",
      "Analogue memory:   add_normal(std=2%%)  mult_normal(std=5%%)  stuck(zero=1%%,max=0.1%%)"
          + "  drift(t=1h,nu=0.06,std=0.02)  pcm(t=1d), the last two with compensation=global",
      ""
    },
    sortOptions = false)
public final class SimulateCommand extends ConsoleCommand {
  @Mixin private ExperimentOptions stated = new ExperimentOptions();
  @Mixin private TrialOptions trials = new TrialOptions();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write every trial as a row.")
  @Writes
  private @Nullable Path csv;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Write a page with the table, what arrived to be seen, and a plot of a --sweep.")
  @Writes
  private @Nullable Path html;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TraceFile trace = new TraceFile();
  @Mixin private EngineOptions engine = new EngineOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    List<LinkSetting> settings = requireOptions();
    List<SentStream> streams = stated.streams(this::warn);
    Experiment experiment = stated.experiment(streams, settings, trials.plan());
    Outcome outcome = run(experiment);
    if (trace.isWanted()) {
      trace.write(experiment.cells().get(0).simulation().trace(stated.seed()));
    }
    if (csv != null) {
      SimulationCsv.write(csv, outcome.points(), stated.seed());
    }
    String conditions = conditions(streams);
    if (html != null) {
      new SimulationPage(
              streams,
              conditions,
              PointNames.of(outcome.points(), streams, stated.sweeps()),
              stated.seed(),
              RerunCommand.of(spec.root().commandLine().getParseResult().originalArgs()),
              spec.root().version()[0],
              csv)
          .write(html);
    }
    report(streams, outcome, streamsText(streams) + conditions, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  /** The experiment that the options say, with any number of trials. */
  public Experiment experiment() throws IOException {
    List<LinkSetting> settings = stated.require();
    return stated.experiment(stated.streams(this::warn), settings, trials.plan());
  }

  /**
   * Refuses what cannot be before anything is read; returns what happens to packets and weights.
   */
  private List<LinkSetting> requireOptions() {
    engine.check();
    if (engine.isLocal() && engine.statesWorkers()) {
      throw CommandException.usage(
          "--workers goes with another engine than local; here --threads says how many", null);
    }
    trials.require();
    List<LinkSetting> settings = stated.require();
    if (trace.isWanted() && settings.size() > 1) {
      throw CommandException.usage(
          "--record-trace goes with one channel, got " + settings.size(), null);
    }
    trace.requireWritable();
    for (Path file : new @Nullable Path[] {csv, html}) {
      if (file != null) {
        OutputFile.requireWritable(file);
      }
    }
    return settings;
  }

  /** Cells with the trials that were done, and whether these are all. */
  private record Outcome(List<SimulationPoint> points, boolean whole) {}

  private Outcome run(Experiment experiment) throws IOException {
    Optional<Path> file = trials.journal();
    String digest = file.isEmpty() && engine.isLocal() ? "" : ExperimentDigest.of(experiment);
    try (TrialJournal journal = file.isEmpty() ? null : TrialJournal.open(file.get(), digest);
        TrialCrew crew = crew(experiment, digest);
        Interrupt interrupt = interruptible();
        ProgressDisplay display = progress("simulating", experiment.trials(), "trials")) {
      if (journal != null && journal.size() > 0) {
        note(file.get() + ": goes on with " + journal.size() + " trials");
      }
      List<SimulationPoint> points =
          experiment.run(
              crew.maker(),
              journal == null ? TrialStore.NONE : journal,
              (done, of) -> {
                display.update(done, "");
                return !interrupt.requested();
              });
      if (points.isEmpty()) {
        throw CommandException.failure("ended before the first trial was done", null);
      }
      if (interrupt.requested()) {
        warn("ended early: what follows is of the trials that were done");
      }
      return new Outcome(points, !interrupt.requested());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private TrialCrew crew(Experiment experiment, String digest) {
    return engine.isLocal()
        ? TrialCrew.threads(experiment, trials.threads())
        : TrialCrew.workers(
            engine,
            StatedWords.of(
                spec.commandLine().getParseResult(),
                CommandSpec.forAnnotatedObject(new ExperimentOptions())),
            digest);
  }

  private void report(List<SentStream> streams, Outcome outcome, String summary, double seconds) {
    ObjectNode json = Json.object();
    SimulationJson.streams(json, streams, stated.reference());
    trials.addTo(json);
    if (!outcome.whole()) {
      json.put("ended_early", true);
    }
    stated.addTo(json);
    SimulationJson.points(json.putArray("points"), outcome.points(), streams);
    SimulationJson.differences(json, outcome.points());
    json.put("version", spec.root().version()[0]);
    ArrayNode words = json.putArray("command");
    RerunCommand.of(spec.root().commandLine().getParseResult().originalArgs()).forEach(words::add);
    Json.number(json, "seconds", seconds);
    print(
        summary
            + "\n\n"
            + SimulationText.table(outcome.points(), Lead.of(streams.get(0).original())),
        json);
  }

  private static String streamsText(List<SentStream> streams) {
    StringBuilder text = new StringBuilder();
    for (SentStream stream : streams) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s%,d bytes, clean %s;%n",
              streams.size() > 1 ? stream.name() + ": " : "",
              stream.bytes(),
              stream.fidelity().text("")));
    }
    return text.toString();
  }

  /** What is the same for all points. */
  private String conditions(List<SentStream> streams) {
    return String.format(
        Locale.ROOT,
        "%s of each channel, seed %d;%npolicy %s, noise on weights %s",
        trials.text(),
        stated.seed(),
        stated.compared().policyText(streams.get(0).clean().manifest()),
        stated.noise());
  }
}
