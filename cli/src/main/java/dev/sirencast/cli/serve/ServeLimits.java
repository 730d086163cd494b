package dev.sirencast.cli.serve;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.publish.FramePublisherOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much a server takes on, on the command line. */
@Grouped(OptionGroup.LIMITS)
final class ServeLimits {
  static final double MAX_SECONDS = 86_400;

  @Option(
      names = "--receivers",
      paramLabel = "N",
      defaultValue = "256",
      description = "Most receivers at a time (default: ${DEFAULT-VALUE}).")
  private int receivers;

  @Option(
      names = "--receivers-per-address",
      paramLabel = "N",
      description =
          "Most of them from one address, or one network of IPv6 (default: a quarter of all).")
  private @Nullable Integer perAddress;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "256",
      description =
          "Most mebibytes of streams, which are held in memory (default:" + " ${DEFAULT-VALUE}).")
  private int mebibytes;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Give up a receiver that asks for nothing so long (default: ${DEFAULT-VALUE}).")
  private double idleSeconds;

  @Option(
      names = "--stall",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Give up a receiver that takes so long for 64 KiB (default: ${DEFAULT-VALUE}).")
  private double stallSeconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads for input and output (default: ${DEFAULT-VALUE}).")
  private int threads;

  /**
   * What the options say.
   *
   * @param onRefusal told of peers that are turned away
   * @throws CommandException if one is out of its range
   */
  FramePublisherOptions options(Consumer<String> onRefusal) {
    Duration idle = seconds("--idle", idleSeconds, 0.001, MAX_SECONDS);
    Duration stall = seconds("--stall", stallSeconds, 0.001, MAX_SECONDS);
    FramePublisherOptions defaults = FramePublisherOptions.defaults();
    return CommandException.checked(
        () ->
            defaults
                .withReceivers(receivers, perAddress == null ? (receivers + 3) / 4 : perAddress)
                .withStreams(defaults.limits().streams(), (long) mebibytes << 20)
                .withTimeouts(defaults.timeouts().greeting(), idle, stall)
                .withThreads(threads)
                .withOnRefusal(onRefusal));
  }

  /** A time in seconds, if it is in its range. */
  static Duration seconds(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw CommandException.usage(
          String.format(
              Locale.ROOT, "%s must be %s to %s seconds, got %s", option, least, most, value),
          null);
    }
    return Duration.ofNanos((long) (value * 1e9));
  }
}
