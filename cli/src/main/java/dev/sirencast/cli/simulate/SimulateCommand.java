package dev.sirencast.cli.simulate;

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
import dev.sirencast.cli.options.DeliveryOptions;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.ReceptionText;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.ReferenceInput;
import dev.sirencast.cli.options.Reprotection;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TraceFile;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.Sweep;
import dev.sirencast.simulation.SweptChannel;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      "simulate photo.siren --reference photo.png --sweep ber=1e-5..1e-2:7"
    })
@Command(
    name = "simulate",
    description = {
      "Sends a stream through a simulated channel many times and measures the PSNR.",
      "",
      "Weights:   gauss(sigma=1e-3)  gauss(relative=1%%)  mask(p=1e-3), joined by ';';"
          + " gauss(sigma=1e-3,scale=peak|power|rms) for weights scaled before they are sent,"
          + " gauss(snr=20dB) for tensors of equal mean square",
      ""
    },
    sortOptions = false)
public final class SimulateCommand extends ConsoleCommand {
  @Parameters(paramLabel = "IN.siren", description = "The stream.")
  @Reads
  private Path input = Path.of("");

  @Grouped(OptionGroup.INPUT)
  @Option(
      names = "--reference",
      paramLabel = "FILE",
      required = true,
      description = {
        "The original; testcard[:WxH] is the built-in test card.",
        "It is clipped, windowed and resized as the stream's input was."
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
      defaultValue = "none",
      description = "Noise on the decoded weights, W and b of sin(omega0 (W x + b)).")
  private String weights = "none";

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
          "Write a page of what was found: in sentences, charts of a --sweep, what arrived to be"
              + " seen and heard, where the bytes went, and the table.")
  @Writes
  private @Nullable Path html;

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--sweep",
      paramLabel = "NAME=A..B:N",
      description = {
        "Take a number of each channel through N values in geometric steps, as in",
        "ber=1e-5..1e-2:7, ge.p=1%%..10%%:5 or delay.jitter=1ms..100ms:5: an impairment, which"
            + " means its first value (added where the channel has none), an impairment and a key,"
            + " or a key alone; with ',lin' behind in equal steps. Several make a grid."
      })
  private List<Sweep> sweeps = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RateOption rate = new RateOption();
  @Mixin private Reprotection reprotection = new Reprotection();
  @Mixin private TraceFile trace = new TraceFile();
  @Mixin private DeliveryOptions delivery = new DeliveryOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    trials.require();
    rate.bitsPerSecond();
    List<SweptChannel> settings =
        CommandException.checked(() -> SweptChannel.grid(channels, sweeps));
    if (trace.isWanted() && settings.size() > 1) {
      throw CommandException.usage(
          "--record-trace goes with one channel, got " + settings.size(), null);
    }
    trace.requireWritable();
    // Refused before anything is read; the stream's own grid replaces this one below.
    shrinkage(noise(CoordinateGrid.of(1)));
    ReceiverOptions options = delivery.options();
    reprotection.require();
    for (Path file : new @Nullable Path[] {csv, html}) {
      if (file != null) {
        OutputFile.requireWritable(file);
      }
    }
    List<byte[]> frames =
        reprotection.apply(input.toString(), StreamFile.frames(input), this::warn);
    Reception clean = StreamFile.receive(input.toString(), frames, options);
    if (!clean.report().isExact()) {
      warn(ReceptionText.degradation(input.toString(), clean.report()));
    }
    Signal original =
        ReferenceInput.read(reference, clean.manifest().signal(), frameCount, this::warn);
    Signal decoded = Reconstruction.of(clean);
    Fidelity fidelity = Fidelity.of(original, decoded);
    List<WeightPerturbation> noise = noise(clean.manifest().signal().grid());
    UsedPolicy policy = UsedPolicy.of(options, clean.report());
    SimulatedStream stream = new SimulatedStream(frames, clean, decoded, original);
    List<SimulationPoint> points;
    boolean whole;
    try (Interrupt interrupt = interruptible();
        ProgressDisplay display =
            progress("simulating", (long) trials.most() * settings.size(), "trials")) {
      points = simulate(settings, noise, stream, options, interrupt, display);
      whole = !interrupt.requested();
    }
    if (points.isEmpty()) {
      throw CommandException.failure("ended before the first trial was done", null);
    }
    if (!whole) {
      warn("ended early: what follows is of the trials that were done");
    }
    if (csv != null) {
      SimulationCsv.write(csv, points);
    }
    long bytes = frames.stream().mapToLong(frame -> frame.length).sum();
    String summary = summary(bytes, fidelity, policy);
    if (html != null) {
      new SimulationPage(
              new SentStream(input, frames, clean.manifest(), original, decoded, fidelity),
              summary,
              new PointNames(points, sweeps, weights),
              seed.value(),
              spec.root().commandLine().getParseResult().originalArgs(),
              spec.root().version()[0],
              csv)
          .write(html);
    }
    report(
        clean, bytes, fidelity, policy, points, whole, summary, (System.nanoTime() - start) * 1e-9);
    return ExitCode.DONE;
  }

  /** The strength of all additive noise together, or 0 where nothing is to be shrunk. */
  private double shrinkage(List<WeightPerturbation> noise) {
    if (!shrink) {
      return 0;
    }
    double variance = 0;
    for (WeightPerturbation part : noise) {
      if (part instanceof WeightPerturbation.Gaussian gaussian) {
        variance += gaussian.sigma() * gaussian.sigma();
      }
    }
    if (variance == 0) {
      throw CommandException.usage(
          "--shrink goes with --weights gauss(sigma=...), got " + weights, null);
    }
    return Math.sqrt(variance);
  }

  private List<WeightPerturbation> noise(CoordinateGrid grid) {
    return CommandException.checked(() -> WeightPerturbation.parseAll(weights, grid));
  }

  /** Points of which a trial is done at least; all of them, unless the process is to end. */
  private List<SimulationPoint> simulate(
      List<SweptChannel> settings,
      List<WeightPerturbation> noise,
      SimulatedStream stream,
      ReceiverOptions options,
      Interrupt interrupt,
      ProgressDisplay display)
      throws IOException {
    List<SimulationPoint> points = new ArrayList<>();
    for (SweptChannel setting : settings) {
      long before = (long) trials.most() * points.size();
      Simulation simulation =
          new Simulation(
              stream, setting.channel(), rate.bitsPerSecond(), noise, shrinkage(noise), options);
      String name = setting.channel().toString();
      List<Simulation.Trial> done =
          trials.run(
              simulation, seed.value(), interrupt, more -> display.update(before + more, name));
      if (!done.isEmpty()) {
        points.add(new SimulationPoint(setting.series(), setting.values(), simulation, done));
      }
      if (interrupt.requested()) {
        break;
      }
      if (trace.isWanted()) {
        trace.write(simulation.trace(seed.value()));
      }
    }
    return points;
  }

  private void report(
      Reception clean,
      long bytes,
      Fidelity fidelity,
      UsedPolicy policy,
      List<SimulationPoint> points,
      boolean whole,
      String summary,
      double seconds) {
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("reference", reference);
    json.put("bytes", bytes);
    json.put("repair_packets", clean.manifest().repairPackets());
    json.put("grid", clean.manifest().signal().grid().toString());
    Json.number(json, "clean_psnr_db", fidelity.psnr());
    fidelity.addTo(json);
    trials.addTo(json);
    if (!whole) {
      json.put("ended_early", true);
    }
    json.put("seed", seed.value());
    json.put("weight_noise", weights);
    json.put("shrink", shrink);
    if (!sweeps.isEmpty()) {
      json.put("sweep", sweeps.get(0).label());
    }
    SimulationText.addTo(json.putArray("points"), points, weights, policy);
    Json.number(json, "seconds", seconds);
    print(summary + "\n\n" + SimulationText.table(points, fidelity.scale()), json);
  }

  /** What is the same for all points. */
  private String summary(long bytes, Fidelity fidelity, UsedPolicy policy) {
    return String.format(
        Locale.ROOT,
        "%,d bytes, clean %s; %s of each channel, policy %s, weights %s, seed %d",
        bytes,
        fidelity.text(""),
        trials.text(),
        policy.text(),
        weights,
        seed.value());
  }
}
