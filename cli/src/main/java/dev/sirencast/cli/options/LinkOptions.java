package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.net.Transport;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How two processes reach each other, on the command line. */
@Grouped(OptionGroup.CONNECTION)
public final class LinkOptions {
  private static final double MAX_SECONDS = 86_400;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      defaultValue = "tcp",
      description = "tcp, udp or quic; both sides alike (default: ${DEFAULT-VALUE}).")
  private Transport transport = Transport.TCP;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long to wait for the other side: until it is there, and then for each next packet"
              + " (default: ${DEFAULT-VALUE}).")
  private double seconds;

  public Transport transport() {
    return transport;
  }

  public Duration timeout() {
    if (!(seconds >= 0.001 && seconds <= MAX_SECONDS)) {
      throw CommandException.usage(
          "--timeout must be 0.001 to 86400 seconds, got " + seconds, null);
    }
    return Duration.ofMillis((long) (seconds * 1000));
  }

  public String label() {
    return transport.name().toLowerCase(Locale.ROOT);
  }
}
