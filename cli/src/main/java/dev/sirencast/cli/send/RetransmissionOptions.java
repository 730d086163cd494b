package dev.sirencast.cli.send;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.transfer.FrameSenderOptions;
import dev.sirencast.transport.transfer.Retransmission;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How packets that did not arrive are sent again, on the command line. */
@Grouped(OptionGroup.CONNECTION)
final class RetransmissionOptions {
  @Option(
      names = "--arq",
      description =
          "Over UDP: ask the receiver what is missing or damaged, and send that again. Not with"
              + " --channel, which loses packets before they are sent: put 'sirencast relay' between.")
  private boolean wanted;

  @Option(
      names = "--arq-rounds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Most rounds of --arq, and so the most times that a packet is sent again (default:"
              + " ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--arq-delay",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "No round of --arq begins later than this after the last packet (default:"
              + " ${DEFAULT-VALUE}).")
  private double seconds;

  /**
   * Returns the options with retransmission, if it was asked for.
   *
   * @throws CommandException if it does not go together with the rest
   */
  FrameSenderOptions applyTo(FrameSenderOptions options, Transport transport) {
    if (!wanted) {
      return options;
    }
    if (transport != Transport.UDP) {
      throw CommandException.usage(
          "--arq: there is none over "
              + transport.name().toLowerCase(Locale.ROOT)
              + "; expected --transport udp",
          null);
    }
    if (!options.channel().model().isClean()) {
      throw CommandException.usage(
          "--arq and --channel exclude each other: the channel loses packets before they are sent;"
              + " expected 'sirencast relay' between sender and receiver",
          null);
    }
    return CommandException.checked(
        () ->
            options.withRetransmission(
                new Retransmission(rounds, Duration.ofMillis((long) (seconds * 1000)))));
  }
}
