package dev.sirencast.cli.encode;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.TimeSpan;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.trainer.patch.Deadline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** How long an encoding may take, on the command line. */
@Grouped(OptionGroup.TRAINING)
final class TimeOptions {
  /** What says itself how much there is to do. */
  private static final List<String> OTHERS = List.of("--effort", "--steps", "--checkpoint");

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "Instead of --effort or --steps: the time for all of it, such as 10s or 2m. Steps follow"
              + " from what the first ones take, so that the stream depends on the machine.")
  private @Nullable TimeSpan time;

  /** The option for twice the time, or another one where no time is asked for. */
  String twice(String other) {
    return time == null ? other : "--time " + new TimeSpan(2 * time.seconds());
  }

  /**
   * When the encoding has to be done, if anybody says so.
   *
   * @param start of the command, by {@link System#nanoTime}
   * @param parsed what else the command was told
   */
  Optional<Deadline> deadline(long start, ParseResult parsed) {
    if (time == null) {
      return Optional.empty();
    }
    OTHERS.stream()
        .filter(parsed::hasMatchedOption)
        .findFirst()
        .ifPresent(
            other -> {
              throw CommandException.usage("--time does not go with " + other, null);
            });
    return Optional.of(new Deadline(System::nanoTime, start + (long) (time.seconds() * 1e9)));
  }
}
