package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.RateOption;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.simulation.Experiment;
import dev.sirencast.simulation.LinkSetting;
import dev.sirencast.simulation.Sweep;
import dev.sirencast.simulation.TrialPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What decides each trial's numbers, on the command line. */
final class ExperimentOptions {
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

  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private RateOption rate = new RateOption();
  @Mixin private ComparedOptions compared = new ComparedOptions();

  /**
   * Refuses what cannot be before anything is read; returns what happens to packets and weights.
   */
  List<LinkSetting> require() {
    compared.require();
    rate.bitsPerSecond();
    if (reads < 1 || reads > MAX_READS) {
      throw CommandException.usage("--reads must be 1 to " + MAX_READS + ", got " + reads, null);
    }
    List<LinkSetting> settings =
        CommandException.checked(() -> LinkSetting.grid(channels, noises, sweeps));
    // The streams' own grids replace this one later.
    settings.forEach(setting -> cells().weights(setting, CoordinateGrid.of(1)));
    return settings;
  }

  /** Reads what is sent. */
  List<SentStream> streams(Consumer<String> warn) throws IOException {
    return new StreamsInput(compared, reference, frameCount, warn).read(inputs);
  }

  Experiment experiment(List<SentStream> streams, List<LinkSetting> settings, TrialPlan plan) {
    return new Experiment(cells().of(streams, settings), plan, seed.value());
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

  long seed() {
    return seed.value();
  }

  /** The original, as the user named it. */
  String reference() {
    return reference;
  }

  List<Sweep> sweeps() {
    return sweeps;
  }

  ComparedOptions compared() {
    return compared;
  }

  /** The noises on weights, as the user wrote them. */
  String noise() {
    return String.join(" | ", noises);
  }

  void addTo(ObjectNode json) {
    json.put("seed", seed());
    json.put("weight_noise", noise());
    json.put("reads", reads);
    json.put("shrink", shrink);
    if (!sweeps.isEmpty()) {
      json.put("sweep", sweeps.get(0).label());
    }
  }
}
