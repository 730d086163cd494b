package dev.sirencast.cli.science;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.options.ComputeOptions;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.experiments.Experiment;
import dev.sirencast.experiments.lab.ExperimentListener;
import dev.sirencast.experiments.lab.ExperimentReport;
import dev.sirencast.experiments.lab.Laboratory;
import dev.sirencast.experiments.lab.Profile;
import dev.sirencast.experiments.lab.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reproduce}: published experiments, their figures beside ours. */
@Command(
    name = "reproduce",
    description = {
      "Does the experiments of Zhou et al., \"Enhancing Robustness of Implicit Neural"
          + " Representations Against Weight Perturbations\", and sets the published figures beside"
          + " what was found.",
      "",
      "table1      losses compared, Kodak 01, 08, 24 under Gaussian and binary noise",
      "table2      the weight of the gradient norm, Kodak 01, 08, 12, 24",
      "figure4     PSNR against the noise's strength, Kodak 22, 23, patches among",
      "            the rows; with plots",
      "modalities  CT, audio and video (Figures 5 to 7)",
      "patches     one network beside patches of about as many weights, Kodak 22, 23:",
      "            the paper's noises, and packets lost of streams of as many bytes",
      "coin        COIN's networks (Dupont et al. 2021), six Kodak pictures: bytes and",
      "            PSNR in its 16 bits a weight, in this codec, of JPEG; with a plot",
      "",
      "The quick profile takes 5 to 15 minutes each on two CPU cores: pictures of 64x43, 500 steps"
          + " of all points; patches has 192x128, and coin the pictures as they are, of fewer points."
          + " The full profile has the pictures as they are and wants a GPU.",
      ""
    },
    sortOptions = false)
public final class ReproduceCommand extends ConsoleCommand {
  private static final int MAX_STEPS = 1_000_000;

  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "1..*",
      description =
          "table1, table2, figure4, modalities, patches or coin; several in one run share what they"
              + " train.")
  private List<Experiment> experiments = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder of signals: kodak/kodimNN.png, ct/, audio/, video/; a missing file is named.")
  @Reads
  private Path data = Path.of("");

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description =
          "quick, full, or smoke, which only shows that everything runs (default: ${DEFAULT-VALUE}).")
  private Profile profile = Profile.QUICK;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Gradient steps of a training (default: the profile's); patches take those of their"
              + " effort. Not with coin.")
  private @Nullable Integer steps;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUTDIR",
      description =
          "Where the report goes as .html, .md, .csv and .json, and the plots as .png; made if missing"
              + " (default: benchmarks/results/PROFILE in the current directory).")
  @Writes(folder = true)
  private @Nullable Path output;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trainings of each network, with successive seeds (default: 1).")
  private int seeds;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws of each noise for each training (default: 20).")
  private @Nullable Integer draws;

  @Mixin private ComputeOptions compute = new ComputeOptions();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Settings settings = CommandException.checked(this::settings);
    if (!Files.isDirectory(data)) {
      throw CommandException.failure(
          data + ": not a folder; --data expects one with kodak/, ct/, audio/ and video/", null);
    }
    Path folder = output == null ? Path.of("benchmarks", "results", profile.name()) : output;
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw CommandException.usage(folder + ": not a folder; expected one for the results", null);
    }
    for (Experiment experiment : experiments) {
      experiment.requireSignals(data, settings.profile());
    }
    Files.createDirectories(folder);
    for (Experiment experiment : experiments) {
      OutputFile.requireWritable(folder.resolve(experiment.label() + ".md"));
    }
    List<ExperimentReport> reports = new ArrayList<>();
    try (Lines lines = new Lines()) {
      Laboratory laboratory = new Laboratory(settings, lines);
      for (Experiment experiment : experiments) {
        reports.add(experiment.run(data, folder, laboratory));
      }
    } catch (IllegalStateException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
    print(text(reports), json(reports, (System.nanoTime() - start) * 1e-9));
    return ExitCode.DONE;
  }

  private static String text(List<ExperimentReport> reports) {
    StringBuilder text = new StringBuilder();
    for (ExperimentReport report : reports) {
      text.append(report.page()).append('\n');
      report.files().forEach(file -> text.append(file).append('\n'));
    }
    return text.toString().stripTrailing();
  }

  /** One experiment's object, or for several an object of them all. */
  private static ObjectNode json(List<ExperimentReport> reports, double seconds) {
    ObjectNode json = reports.size() == 1 ? reports.get(0).json().deepCopy() : Json.object();
    if (reports.size() > 1) {
      reports.forEach(report -> json.withArray("experiments").add(report.json()));
    }
    for (ExperimentReport report : reports) {
      report.files().forEach(file -> json.withArray("files").add(file.toString()));
    }
    Json.number(json, "seconds", seconds);
    return json;
  }

  private Settings settings() {
    if (steps != null && experiments.contains(Experiment.COIN)) {
      throw new IllegalArgumentException("--steps does not go with coin");
    }
    if (steps != null && (steps < 1 || steps > MAX_STEPS)) {
      throw new IllegalArgumentException("--steps must be 1 to " + MAX_STEPS + ", got " + steps);
    }
    return new Settings(
        steps == null ? profile : profile.withSteps(steps),
        seed.value(),
        seeds,
        draws == null ? profile.draws() : draws,
        compute.engine(),
        compute.device(),
        compute.threads());
  }

  /** A progress bar, and a line for each training. */
  private final class Lines implements ExperimentListener, AutoCloseable {
    private @Nullable ProgressDisplay display;
    private long shownTotal;

    @Override
    public void onStep(long done, long total, String what) {
      if (display == null || total != shownTotal) {
        close();
        display = progress("training", total, "steps");
        shownTotal = total;
      }
      display.update(done, what);
    }

    @Override
    public void onTraining(String line) {
      // On a terminal the line takes the bar's place, and the bar is drawn again below it.
      note((Boolean.getBoolean("sirencast.terminal") ? "\r\u001b[K" : "") + line);
    }

    @Override
    public void close() {
      if (display != null) {
        display.close();
      }
    }
  }
}
