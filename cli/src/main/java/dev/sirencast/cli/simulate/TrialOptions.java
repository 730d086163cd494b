package dev.sirencast.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Writes;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.cli.options.OutputFile;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.simulation.Precision;
import dev.sirencast.simulation.TrialPlan;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many transfers of each channel there are, on the command line. */
final class TrialOptions {
  private static final int MAX_TRIALS = 1_000_000;
  private static final int MAX_THREADS = 1024;
  private static final int USUAL = 20;

  /** The most trials where a precision is asked for, and nobody says how many. */
  private static final int MANY = 1_000;

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "Transfers of each channel (default: "
              + USUAL
              + "; with --until-ci at most "
              + MANY
              + ").")
  private @Nullable Integer trials;

  @Grouped(OptionGroup.CHANNEL)
  @Option(
      names = "--until-ci",
      paramLabel = "X",
      description =
          "Go on with each channel until the mean is known to within X decibels, half of its 95 %%"
              + " confidence interval, as in 0.1dB.")
  private @Nullable Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Trials that run side by side (default: as many as there are processors); changes no"
              + " result.")
  private @Nullable Integer threads;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Keep every trial in this file, and go on with those that it holds of the same"
              + " experiment: after an interruption, or with more --trials.")
  @Writes
  private @Nullable Path journal;

  /** Refuses numbers out of range. */
  void require() {
    requireRange("--trials", trials, MAX_TRIALS);
    requireRange("--threads", threads, MAX_THREADS);
    if (journal != null) {
      OutputFile.requireWritable(journal);
    }
  }

  private static void requireRange(String option, @Nullable Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw CommandException.usage(option + " must be 1 to " + most + ", got " + value, null);
    }
  }

  TrialPlan plan() {
    return new TrialPlan(most(), Optional.ofNullable(precision));
  }

  private int most() {
    return trials != null ? trials : precision == null ? USUAL : MANY;
  }

  int threads() {
    return threads == null ? Reconstruction.threads() : threads;
  }

  /** Where trials are kept, if they are. */
  Optional<Path> journal() {
    return Optional.ofNullable(journal);
  }

  /** In words, as in {@code at most 1000 trials}. */
  String text() {
    return (precision == null ? "" : "at most ") + most() + " trials";
  }

  void addTo(ObjectNode json) {
    json.put("trials", most());
    if (precision != null) {
      Json.number(json, "until_ci_db", precision.decibels());
    }
  }
}
