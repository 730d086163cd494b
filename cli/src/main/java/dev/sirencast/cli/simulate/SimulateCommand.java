package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.cli.options.TraceFile;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.LinkSetting;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.Sweep;
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
import picocli.CommandLine.Parameters;
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
  private static final int MAX_READS = 1_000;

  @Parameters(
      arity = "1..*",
      paramLabel = "IN.siren",
      description = "The stream, or several to compare.")
  @Reads
  private List<Path> inputs = List.of();

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--reference",
      paramLabel = "FILE",
      required = true,
      description = {
        "The original; testcard[:WxH] is the built-in test card.",
        "It is clipped, windowed and resized as the streams' input was."
      })
  @Reads(FileNaming.SIGNAL)
  private String reference = "";

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "Frames in a --reference that is a picture of a whole video (not needed where it holds"
              + " just the stream's).")
  private @Nullable Integer frameCount;

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      description = "What happens to packets; repeat it to compare channels (default: none).")
  @Reads(FileNaming.CHANNEL)
  private List<String> channels = List.of("none");

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--weights",
      paramLabel = "SPEC",
      description = {
        "Noise on the decoded weights, W and b of sin(omega0 (W x + b)); repeat it to compare",
        "(default: none)."
      })
  private List<String> noises = List.of("none");

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--reads",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Read the weights N times and take the mean: noise of reading is drawn anew, what is"
              + " stuck, masked or drifted stays (default: ${DEFAULT-VALUE}).")
  private int reads;

  @Grouped(OptionGroup.RECEPTION)
  @Option(
      names = "--shrink",
      description =
          "Estimate the weights behind the additive noise of --weights, whose strength is taken as"
              + " known, by shrinking each tensor.")
  private boolean shrink;

  @Mixin private TrialOptions trials = new TrialOptions();
  @Mixin private SeedOption seed = new SeedOption();

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

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--sweep",
      paramLabel = "NAME=A..B:N",
      description = {
        "Take a number of each channel or noise through N values in geometric steps, as in",
        "ber=1e-5..1e-2:7, ge.p=1%%..10%%:5, delay.jitter=1ms..100ms:5 or gauss=1e-4..1e-2:9: an"
            + " impairment or a noise, which means its first value (added where there is none), one"
            + " and a key, or a channel's key alone; with ',lin' behind in equal steps. Several"
            + " make a grid."
      })
  private List<Sweep> sweeps = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RateOption rate = new RateOption();
  @Mixin private TraceFile trace = new TraceFile();
  @Mixin private ComparedOptions compared = new ComparedOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    List<LinkSetting> settings = requireOptions();
    List<SentStream> streams =
        new StreamsInput(compared, reference, frameCount, this::warn).read(inputs);
    Experiment experiment =
        new Experiment(cells().of(streams, settings), trials.plan(), seed.value());
    Outcome outcome = run(experiment);
    if (trace.isWanted()) {
      trace.write(experiment.cells().get(0).simulation().trace(seed.value()));
    }
    if (csv != null) {
      SimulationCsv.write(csv, outcome.points(), seed.value());
    }
    String summary = summary(streams);
    if (html != null) {
      new SimulationPage(
              streams,
              summary,
              new PointNames(outcome.points(), streams, sweeps),
              seed.value(),
              RerunCommand.of(spec.root().commandLine().getParseResult().originalArgs()),
              spec.root().version()[0],
              csv)
          .write(html);
    }
    report(streams, outcome, summary, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  /**
   * Refuses what cannot be before anything is read; returns what happens to packets and weights.
   */
  private List<LinkSetting> requireOptions() {
    trials.require();
    compared.require();
    rate.bitsPerSecond();
    if (reads < 1 || reads > MAX_READS) {
      throw CommandException.usage("--reads must be 1 to " + MAX_READS + ", got " + reads, null);
    }
    List<LinkSetting> settings =
        CommandException.checked(() -> LinkSetting.grid(channels, noises, sweeps));
    if (trace.isWanted() && settings.size() > 1) {
      throw CommandException.usage(
          "--record-trace goes with one channel, got " + settings.size(), null);
    }
    trace.requireWritable();
    // The streams' own grids replace this one below.
    settings.forEach(setting -> cells().weights(setting, CoordinateGrid.of(1)));
    for (Path file : new @Nullable Path[] {csv, html}) {
      if (file != null) {
        OutputFile.requireWritable(file);
      }
    }
    return settings;
  }

  private CellGrid cells() {
    return new CellGrid(
        compared,
        rate.bitsPerSecond(),
        reads,
        shrink,
        new CaseNames(
            inputs.size() > 1,
            compared.protections().size() > 1,
            compared.receivers().size() > 1,
            channels.size() > 1,
            noises.size() > 1));
  }

  /** Cells with the trials that were done, and whether these are all. */
  private record Outcome(List<SimulationPoint> points, boolean whole) {}

  private Outcome run(Experiment experiment) throws IOException {
    Optional<Path> file = trials.journal();
    try (TrialJournal journal =
            file.isEmpty() ? null : TrialJournal.open(file.get(), ExperimentDigest.of(experiment));
        Interrupt interrupt = interruptible();
        ProgressDisplay display = progress("simulating", experiment.trials(), "trials")) {
      if (journal != null && journal.size() > 0) {
        note(file.get() + ": goes on with " + journal.size() + " trials");
      }
      List<SimulationPoint> points =
          experiment.run(
              trials.threads(),
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

  private void report(List<SentStream> streams, Outcome outcome, String summary, double seconds) {
    ObjectNode json = Json.object();
    SimulationJson.streams(json, streams, reference);
    trials.addTo(json);
    if (!outcome.whole()) {
      json.put("ended_early", true);
    }
    json.put("seed", seed.value());
    json.put("weight_noise", String.join(" | ", noises));
    json.put("reads", reads);
    json.put("shrink", shrink);
    if (!sweeps.isEmpty()) {
      json.put("sweep", sweeps.get(0).label());
    }
    SimulationJson.points(json.putArray("points"), outcome.points(), streams);
    SimulationJson.differences(json, outcome.points());
    json.put("version", spec.root().version()[0]);
    ArrayNode words = json.putArray("command");
    RerunCommand.of(spec.root().commandLine().getParseResult().originalArgs()).forEach(words::add);
    Json.number(json, "seconds", seconds);
    print(
        summary
            + "\n\n"
            + SimulationText.table(outcome.points(), streams.get(0).fidelity().scale()),
        json);
  }

  /** What is the same for all points. */
  private String summary(List<SentStream> streams) {
    StringBuilder text = new StringBuilder();
    for (SentStream stream : streams) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s%,d bytes, clean %s; ",
              streams.size() > 1 ? stream.name() + ": " : "",
              stream.bytes(),
              stream.fidelity().text("")));
    }
    return text
        + String.format(
            Locale.ROOT,
            "%s of each channel, policy %s, weights %s, seed %d",
            trials.text(),
            compared.policyText(streams.get(0).clean().manifest()),
            String.join(" | ", noises),
            seed.value());
  }
}
