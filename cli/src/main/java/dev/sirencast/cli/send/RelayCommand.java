package dev.sirencast.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ChannelText;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.SocketAddressArgument;
import dev.sirencast.cli.connection.MulticastOptions;
import dev.sirencast.cli.options.LinkChannel;
import dev.sirencast.cli.options.TraceFile;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.relay.UdpRelay;
import dev.sirencast.transport.relay.UdpRelayOptions;
import dev.sirencast.transport.relay.UdpRelaySummary;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code relay}: a bad network between any two programs that speak UDP. */
@Command(
    name = "relay",
    description = {
      "Passes UDP datagrams on to a target, and its replies back, damaged on their way.",
      "Any two programs can be put on both ends. Ends with --for, --frames or Ctrl-C, and then"
          + " prints what was done.",
      "Listens on this machine's loopback unless a host is given (0.0.0.0 for all addresses)."
    },
    sortOptions = false)
public final class RelayCommand extends ConsoleCommand {
  private static final double MAX_SECONDS = 1e6;
  private static final long POLL_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Parameters(index = "0", paramLabel = "[HOST]:PORT", description = "Where to listen.")
  private String address = "";

  @Parameters(index = "1", paramLabel = "HOST:PORT", description = "The target.")
  private String target = "";

  @Mixin private LinkChannel channel = new LinkChannel();

  @Option(
      names = "--reverse-channel",
      paramLabel = "SPEC",
      defaultValue = "none",
      description = "What happens to replies (default: none).")
  @Reads(FileNaming.CHANNEL)
  private String reverse = "none";

  @Option(names = "--back-channel", hidden = true, description = "As --reverse-channel.")
  @Reads(FileNaming.CHANNEL)
  private @Nullable String olderReverse;

  @Option(
      names = "--header",
      paramLabel = "BYTES",
      defaultValue = "0",
      description =
          "Where a datagram's payload begins, for bit errors with a scope (default:"
              + " ${DEFAULT-VALUE}).")
  private int headerBytes;

  @Option(names = "--for", paramLabel = "SECONDS", description = "End after this time.")
  private @Nullable Double seconds;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "End after this many datagrams from clients.")
  private @Nullable Long frames;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "64",
      description = "Most clients at a time (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "64",
      description = "Most mebibytes in datagrams held back (default: ${DEFAULT-VALUE}).")
  private int mebibytes;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Forget a client after this silence (default: ${DEFAULT-VALUE}).")
  private double idleSeconds;

  @Mixin private MulticastOptions multicast = new MulticastOptions();

  @Mixin private TraceFile trace = new TraceFile();

  @Override
  public Integer call() throws IOException {
    ChannelModel forwardModel = channel.model();
    ChannelModel reverseModel = LinkChannel.model(olderReverse == null ? reverse : olderReverse);
    UdpRelayOptions plain =
        CommandException.checked(
            () ->
                UdpRelayOptions.defaults()
                    .withChannels(forwardModel, reverseModel, channel.seed())
                    .withHeaderBytes(headerBytes)
                    .withClock(channel.realtime(), channel.bitsPerSecond())
                    .withRecording(trace.isWanted())
                    .withLimits(
                        clients,
                        (long) mebibytes << 20,
                        Duration.ofMillis((long) (idleSeconds * 1e3))));
    UdpRelayOptions options =
        multicast.networkInterface().map(plain::withNetworkInterface).orElse(plain);
    requireEnd();
    trace.requireWritable();
    List<InetSocketAddress> at = SocketAddressArgument.listening(address);
    InetSocketAddress to = SocketAddressArgument.parse(target);
    try (Interrupt interrupt = Interrupt.open();
        UdpRelay relay = UdpRelay.bind(at, to, options)) {
      note("relaying " + address + " to " + target + " through " + forwardModel);
      waitForEnd(relay, interrupt);
      UdpRelaySummary summary = relay.finish(interrupt.requested() ? Duration.ZERO : PATIENCE);
      if (summary.trace().isPresent()) {
        trace.write(summary.trace().get());
      } else if (trace.isWanted()) {
        warn("no datagram came, so that there is no trace");
      }
      report(forwardModel, reverseModel, summary);
    }
    return ExitCode.DONE;
  }

  private void requireEnd() {
    if (seconds != null && !(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw CommandException.usage("--for must be 0 to 1e6 seconds, got " + seconds, null);
    }
    if (frames != null && frames < 1) {
      throw CommandException.usage("--frames must be 1 or more, got " + frames, null);
    }
  }

  private void waitForEnd(UdpRelay relay, Interrupt interrupt) {
    long start = System.nanoTime();
    while (!interrupt.requested()
        && (seconds == null || (System.nanoTime() - start) * 1e-9 < seconds)
        && (frames == null || relay.received() < frames)) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void report(
      ChannelModel forwardModel, ChannelModel reverseModel, UdpRelaySummary summary) {
    ObjectNode json = Json.object();
    json.put("listen", address);
    json.put("target", target);
    json.put("seed", channel.seed());
    json.put("realtime", channel.realtime());
    json.put("clients", summary.clients());
    json.put("refused", summary.refused());
    direction(json.putObject("there"), forwardModel, summary.forward());
    direction(json.putObject("back"), reverseModel, summary.reverse());
    Json.number(json, "seconds", summary.seconds());
    print(
        String.format(
            Locale.ROOT,
            "%s to %s: %d %s in %.1f s, seed %d%s%n%s%n%s",
            address,
            target,
            summary.clients(),
            summary.clients() == 1 ? "client" : "clients",
            summary.seconds(),
            channel.seed(),
            summary.refused() == 0 ? "" : ", " + summary.refused() + " datagrams of others refused",
            line("there", forwardModel, summary.forward()),
            line("back ", reverseModel, summary.reverse())),
        json);
  }

  private static void direction(
      ObjectNode json, ChannelModel model, UdpRelaySummary.Direction direction) {
    json.put("channel", model.toString());
    json.put("received", direction.received());
    json.put("overflowed", direction.overflowed());
    json.put("sent", direction.sent());
    json.put("unsent", direction.unsent());
    Json.channel(json.putObject("observed"), direction.channel());
  }

  private static String line(String name, ChannelModel model, UdpRelaySummary.Direction direction) {
    StringBuilder text = new StringBuilder();
    text.append(name).append(": ").append(direction.received()).append(" came, ");
    text.append(direction.sent()).append(" went on");
    if (direction.overflowed() + direction.unsent() > 0) {
      text.append(", ").append(direction.overflowed() + direction.unsent()).append(" had no room");
    }
    return text.append("; channel ")
        .append(model)
        .append(": ")
        .append(ChannelText.of(direction.channel()))
        .toString();
  }
}
