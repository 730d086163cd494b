package dev.sirencast.cli.options;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.transfer.TransferToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description =
          "Over udp: a file with a secret of 16 bytes or more that both ends know. Without one, a"
              + " receiver takes the first sender that greets.")
  @Reads(secret = true)
  private @Nullable Path token;

  /**
   * The secret of both ends, if one is asked for.
   *
   * @throws CommandException if it is none, or is of no use over this transport
   */
  public Optional<TransferToken> token() throws IOException {
    if (token == null) {
      return Optional.empty();
    }
    if (transport != Transport.UDP) {
      throw CommandException.usage(
          "--token goes with --transport udp; over "
              + label()
              + " certificates say who is who, see --cert and --ca",
          null);
    }
    Path file = token;
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(TransferToken.MAX_BYTES + 2);
    }
    // An editor ends it with a new line, which another does not.
    String secret = new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
    return Optional.of(
        CommandException.checked(
            () -> TransferToken.of(secret.getBytes(StandardCharsets.ISO_8859_1))));
  }

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
