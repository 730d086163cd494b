package dev.sirencast.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FileReplacement;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.WeightPerturbation;
import dev.sirencast.transport.impairment.ChannelModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code simulate}: many transfers through a simulated channel. */
@Command(
    name = "simulate",
    description = {
      "Sends a stream through a simulated channel many times and measures the PSNR.",
      "",
      "Channels:  loss(1%%)  ge(p=2%%,r=25%%)  ber(1e-5)  corrupt(0.1%%)  dup(1%%)"
          + "  reorder(5%%,gap=3), joined by ';'",
      "Weights:   gauss(sigma=1e-3)  gauss(relative=1%%)  mask(p=1e-3), joined by ';';"
          + " gauss(sigma=1e-3,scale=peak|power|rms) for weights scaled before they are sent",
      ""
    },
    sortOptions = false)
final class SimulateCommand extends ConsoleCommand {
  private static final int MAX_TRIALS = 1_000_000;

  @Parameters(paramLabel = "IN.siren", description = "The stream.")
  private Path input = Path.of("");

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      required = true,
      description = {
        "The original; testcard[:WxH] is the built-in test card.",
        "It is clipped, windowed and resized as the stream's input was."
      })
  private String reference = "";

  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "Frames in a --reference that is a picture of a whole video (not needed where it holds"
              + " just the stream's).")
  private @Nullable Integer frameCount;

  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      description = "What happens to packets; repeat it to compare channels (default: none).")
  private List<String> channels = List.of("none");

  @Option(
      names = "--weights",
      paramLabel = "SPEC",
      defaultValue = "none",
      description = "Noise on the decoded weights, W and b of sin(omega0 (W x + b)).")
  private String weights = "none";

  @Option(
      names = "--shrink",
      description =
          "Estimate the weights behind the additive noise of --weights, whose strength is taken as"
              + " known, by shrinking each tensor.")
  private boolean shrink;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20",
      description = "Transfers of each channel (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of all that is random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write every trial as a row.")
  private @Nullable Path csv;

  @Mixin private DeliveryOptions delivery = new DeliveryOptions();

  /** One channel's trials. */
  private record Point(ChannelModel channel, List<Simulation.Trial> trials) {
    TrialStatistics statistics() {
      return TrialStatistics.of(trials.stream().mapToDouble(Simulation.Trial::decibels).toArray());
    }

    double mean(ToDoubleFunction<Simulation.Trial> value) {
      return trials.stream().mapToDouble(value).average().orElseThrow();
    }
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    if (trials < 1 || trials > MAX_TRIALS) {
      throw CommandException.usage("--trials must be 1 to " + MAX_TRIALS + ", got " + trials, null);
    }
    List<ChannelModel> models =
        CommandException.checked(() -> channels.stream().map(ChannelModel::parse).toList());
    // Refused before anything is read; the stream's own grid replaces this one below.
    shrinkage(noise(CoordinateGrid.of(1)));
    ReceiverOptions options = delivery.options();
    if (csv != null) {
      OutputFile.requireWritable(csv);
    }
    List<byte[]> frames = StreamFile.frames(input);
    Reception clean = StreamFile.receive(input.toString(), frames, options);
    if (!clean.report().isExact()) {
      warn(ReceptionText.degradation(input.toString(), clean.report()));
    }
    Signal original = ReferenceInput.read(reference, clean.manifest().signal(), frameCount);
    Fidelity fidelity =
        Fidelity.of(original, Reconstruction.of(clean.decodedWeights(), clean.manifest().signal()));
    List<WeightPerturbation> noise = noise(clean.manifest().signal().grid());
    List<Point> points;
    try (ProgressDisplay display =
        progress("simulating", (long) trials * models.size(), "trials")) {
      points = simulate(models, noise, clean, original, options, frames, display);
    }
    if (csv != null) {
      writeCsv(csv, points);
    }
    report(clean, fidelity, points, (System.nanoTime() - start) * 1e-9);
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

  private List<Point> simulate(
      List<ChannelModel> models,
      List<WeightPerturbation> noise,
      Reception clean,
      Signal original,
      ReceiverOptions options,
      List<byte[]> frames,
      ProgressDisplay display) {
    List<Point> points = new java.util.ArrayList<>();
    for (ChannelModel model : models) {
      long before = (long) trials * points.size();
      Simulation simulation =
          new Simulation(
              clean.manifest().signal(), original, model, noise, shrinkage(noise), options);
      points.add(
          new Point(
              model,
              simulation.run(
                  frames, trials, seed, done -> display.update(before + done, model.toString()))));
    }
    return points;
  }

  private static void writeCsv(Path file, List<Point> points) throws IOException {
    StringBuilder rows = new StringBuilder();
    rows.append("channel,trial,psnr_db,decodable,concealed_weights,doubtful_weights,");
    rows.append("frames_lost,bits_flipped\n");
    for (Point point : points) {
      for (int i = 0; i < point.trials().size(); i++) {
        Simulation.Trial trial = point.trials().get(i);
        rows.append(
            String.format(
                Locale.ROOT,
                "\"%s\",%d,%.4f,%b,%d,%d,%d,%d%n",
                point.channel(),
                i,
                trial.decibels(),
                trial.decodable(),
                trial.concealedWeights(),
                trial.doubtfulWeights(),
                trial.channel().lost(),
                trial.channel().bitsFlipped()));
      }
    }
    FileReplacement.write(file, out -> out.write(rows.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void report(Reception clean, Fidelity fidelity, List<Point> points, double seconds) {
    String policy = delivery.options().policy().label();
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("reference", reference);
    json.put("grid", clean.manifest().signal().grid().toString());
    Json.number(json, "clean_psnr_db", fidelity.psnr());
    fidelity.addTo(json);
    json.put("trials", trials);
    json.put("seed", seed);
    json.put("weight_noise", weights);
    json.put("shrink", shrink);
    ArrayNode list = json.putArray("points");
    for (Point point : points) {
      ObjectNode node = list.addObject();
      node.put("channel", point.channel().toString());
      node.put("weights", weights);
      node.put("policy", policy);
      point.statistics().addTo(node);
      observed(node.putObject("observed"), point);
    }
    Json.number(json, "seconds", seconds);
    String rows = points.stream().map(SimulateCommand::row).collect(Collectors.joining());
    print(
        String.format(
                Locale.ROOT,
                "clean %.2f dB%s; %d trials of each channel, policy %s, weights %s, seed %d%n%n"
                    + "%10s %8s %10s %10s  %s%n%s",
                fidelity.psnr(),
                fidelity.others().isEmpty() ? "" : " (" + fidelity.others() + ")",
                trials,
                policy,
                weights,
                seed,
                "mean dB",
                "+-",
                "5th perc.",
                "worst",
                "channel",
                rows)
            .stripTrailing(),
        json);
  }

  private static String row(Point point) {
    TrialStatistics statistics = point.statistics();
    long undecodable = point.trials().stream().filter(trial -> !trial.decodable()).count();
    return String.format(
        Locale.ROOT,
        "%10.2f %8.2f %10.2f %10.2f  %s%s%n",
        statistics.mean(),
        statistics.deviation(),
        statistics.p5(),
        statistics.minimum(),
        point.channel(),
        undecodable == 0 ? "" : " (" + undecodable + " without a manifest, counted as grey)");
  }

  private static void observed(ObjectNode json, Point point) {
    Json.number(json, "frames", point.mean(trial -> trial.channel().offered()));
    Json.number(json, "loss_rate", point.mean(trial -> trial.channel().missingRate()));
    Json.number(json, "mean_loss_burst", point.mean(trial -> trial.channel().meanLossBurst()));
    Json.number(json, "bits_flipped", point.mean(trial -> trial.channel().bitsFlipped()));
    Json.number(json, "concealed_weights", point.mean(Simulation.Trial::concealedWeights));
    Json.number(json, "doubtful_weights", point.mean(Simulation.Trial::doubtfulWeights));
    json.put("undecodable", point.trials().stream().filter(trial -> !trial.decodable()).count());
  }
}
