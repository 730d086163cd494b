package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.SocketAddressArgument;
import dev.sirencast.cli.connection.GroupKeyOption;
import dev.sirencast.cli.connection.LogConnection;
import dev.sirencast.cli.connection.MulticastOptions;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.transport.carousel.CarouselSubscriber;
import dev.sirencast.transport.carousel.GroupKey;
import dev.sirencast.transport.carousel.ListenOptions;
import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.log.LogStreams;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.publish.FrameSubscriber;
import dev.sirencast.transport.publish.FrameSubscriberOptions;
import dev.sirencast.transport.publish.StreamName;
import dev.sirencast.transport.publish.StreamSource;
import dev.sirencast.transport.tls.TlsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
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

  @Parameters(
      index = "0",
      paramLabel = "HOST:PORT",
      description =
          "Where 'sirencast serve' is, or a log that it writes to: kafka://BROKER:PORT/TOPIC.")
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

  @Option(
      names = "--carousel",
      description = {
        "Listen at HOST:PORT, a multicast group's as a rule, to what 'sirencast serve --carousel'"
            + " sends there over and over, at any time and without saying anything. --timeout is then"
            + " how long to wait for something new: more than a round."
      })
  private boolean carousel;

  @Mixin private MulticastOptions multicast = new MulticastOptions();
  @Mixin private LogConnection log = new LogConnection();
  @Mixin private GroupKeyOption groupKey = new GroupKeyOption();

  private boolean encrypted;

  String address() {
    return address;
  }

  boolean carousel() {
    return carousel;
  }

  /** Adds what was connected to. */
  void addTo(ObjectNode json) {
    json.put("from", address);
    json.put("tls", encrypted);
    json.put("carousel", carousel);
    if (carousel) {
      json.put("group_key", groupKey.isGiven());
    }
  }

  private ListenOptions listening(InetSocketAddress at) throws IOException {
    security.requireNoTls();
    if (!multicast.isLoopback() && !groupKey.isGiven()) {
      security.requirePlainAllowed("--carousel", at);
    }
    ListenOptions listening = ListenOptions.defaults();
    Optional<NetworkInterface> via = multicast.networkInterface();
    listening = via.isPresent() ? listening.withNetworkInterface(via.get()) : listening;
    Optional<GroupKey> key = groupKey.read();
    return key.isPresent() ? listening.withGroupKey(key.get()) : listening;
  }

  /**
   * Connects.
   *
   * @param wanted the one stream that is asked for, where it is one
   */
  StreamSource connect(Optional<String> wanted) throws IOException {
    if (!(seconds >= 0.001 && seconds <= MAX_SECONDS)) {
      throw CommandException.usage(
          "--timeout must be 0.001 to 86400 seconds, got " + seconds, null);
    }
    Duration timeout = Duration.ofMillis((long) (seconds * 1e3));
    if (LogAddress.isMeant(address)) {
      return log(timeout, wanted);
    }
    if (log.isUsed()) {
      throw CommandException.usage("--log-config goes with a log, such as kafka://...", null);
    }
    InetSocketAddress to = SocketAddressArgument.parse(address);
    FrameSubscriberOptions plain =
        FrameSubscriberOptions.defaults()
            .withTimeout(timeout)
            .withLimits(PacketFormat.MAX_FRAME_BYTES, MAX_FRAMES, MAX_BYTES, MAX_STREAMS);
    if (carousel) {
      return CarouselSubscriber.join(to, listening(to), plain);
    }
    if (groupKey.isGiven()) {
      throw CommandException.usage("--group-key: only with --carousel", null);
    }
    Optional<TlsOptions> tls = security.connecting(to, Transport.TCP);
    encrypted = tls.isPresent();
    return FrameSubscriber.connect(to, tls.map(plain::withTls).orElse(plain));
  }

  private StreamSource log(Duration timeout, Optional<String> wanted) throws IOException {
    if (carousel) {
      throw CommandException.usage("--carousel: a log is none", null);
    }
    LogReading all = LogReading.all();
    LogReading reading =
        CommandException.checked(
            () -> wanted.map(StreamName::require).map(all::withStream).orElse(all));
    return new LogStreams(
        LogConnection.parse(address), log.read(address, timeout, security, reading), timeout);
  }
}
