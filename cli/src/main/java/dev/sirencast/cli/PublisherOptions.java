package dev.sirencast.cli;

import dev.sirencast.codec.PacketFormat;
import dev.sirencast.transport.FrameSubscriber;
import dev.sirencast.transport.FrameSubscriberOptions;
import dev.sirencast.transport.TlsOptions;
import dev.sirencast.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which publisher to ask, on the command line. */
final class PublisherOptions {
  private static final double MAX_SECONDS = 86_400;
  private static final int MAX_FRAMES = 1 << 20;
  private static final long MAX_BYTES = 1L << 30;
  private static final int MAX_STREAMS = 100_000;

  @Parameters(index = "0", paramLabel = "HOST:PORT", description = "Where 'sirencast serve' is.")
  private String address = "";

  @Mixin private SecurityOptions security = new SecurityOptions();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long the server may be silent while something is expected of it (default:"
              + " ${DEFAULT-VALUE}).")
  private double seconds;

  private boolean encrypted;

  String address() {
    return address;
  }

  /** Whether the last connection was. */
  boolean encrypted() {
    return encrypted;
  }

  FrameSubscriber connect() throws IOException {
    if (!(seconds >= 0.001 && seconds <= MAX_SECONDS)) {
      throw CommandException.usage(
          "--timeout must be 0.001 to 86400 seconds, got " + seconds, null);
    }
    InetSocketAddress to = SocketAddressArgument.parse(address);
    Optional<TlsOptions> tls = security.connecting(to, Transport.TCP);
    encrypted = tls.isPresent();
    FrameSubscriberOptions plain =
        FrameSubscriberOptions.defaults()
            .withTimeout(Duration.ofMillis((long) (seconds * 1e3)))
            .withLimits(PacketFormat.MAX_FRAME_BYTES, MAX_FRAMES, MAX_BYTES, MAX_STREAMS);
    return FrameSubscriber.connect(to, tls.map(plain::withTls).orElse(plain));
  }
}
