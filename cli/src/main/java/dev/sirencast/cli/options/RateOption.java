package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import picocli.CommandLine.Option;

/** {@code --rate}: the pace of packets. */
@Grouped(OptionGroup.CHANNEL)
public final class RateOption {
  private static final int DEFAULT_MEGABITS = 100;

  /** The pace where nobody states one, in bits a second. */
  public static final long DEFAULT = DEFAULT_MEGABITS * 1_000_000L;

  @Option(
      names = "--rate",
      paramLabel = "MBIT",
      defaultValue = "" + DEFAULT_MEGABITS,
      description =
          "Megabits a second at which packets are sent (TCP has a pace of its own), also on the"
              + " virtual clock that delays and full queues follow (default: ${DEFAULT-VALUE}).")
  private double megabits;

  /**
   * The pace.
   *
   * @throws CommandException if it is out of its range
   */
  public long bitsPerSecond() {
    if (!(megabits >= 0.001 && megabits <= 1e6)) {
      throw CommandException.usage("--rate must be 0.001 to 1e6 Mbit/s, got " + megabits, null);
    }
    return (long) (megabits * 1e6);
  }
}
