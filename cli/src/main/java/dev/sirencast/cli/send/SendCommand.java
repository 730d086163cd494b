package dev.sirencast.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ChannelText;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.FileNaming;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.SocketAddressArgument;
import dev.sirencast.cli.options.FrameContent;
import dev.sirencast.cli.options.LinkOptions;
import dev.sirencast.cli.options.Reprotection;
import dev.sirencast.cli.options.SecurityOptions;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TraceFile;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.tls.TlsOptions;
import dev.sirencast.transport.transfer.FrameSender;
import dev.sirencast.transport.transfer.FrameSenderOptions;
import dev.sirencast.transport.transfer.SendSummary;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code send}: a stored stream to a receiver. */
@Command(
    name = "send",
    description = "Sends a stored stream to 'sirencast receive', on request damaged on its way.",
    sortOptions = false)
public final class SendCommand extends ConsoleCommand {
  @Parameters(index = "0", paramLabel = "IN.siren", description = "The stream.")
  @Reads
  private Path input = Path.of("");

  @Parameters(index = "1", paramLabel = "HOST:PORT", description = "Where the receiver listens.")
  private String address = "";

  @Mixin private LinkOptions link = new LinkOptions();
  @Mixin private SecurityOptions security = new SecurityOptions();

  @Option(
      names = "--channel",
      paramLabel = "SPEC",
      defaultValue = "none",
      description =
          "What damages packets before the socket, as in 'simulate'; over QUIC the manifest does not"
              + " pass it (default: none).")
  @Reads(FileNaming.CHANNEL)
  private String channel = "none";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the damage (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "MBIT",
      defaultValue = "100",
      description =
          "Megabits a second over UDP and QUIC, and of the channel's virtual clock (default:"
              + " ${DEFAULT-VALUE}).")
  private double megabits;

  @Option(
      names = "--realtime",
      description =
          "Let the channel's delays take their time. Without it they, and full queues, follow a"
              + " virtual clock, and only decide on order and loss.")
  private boolean realtime;

  @Mixin private Reprotection reprotection = new Reprotection();
  @Mixin private RetransmissionOptions arq = new RetransmissionOptions();
  @Mixin private TraceFile trace = new TraceFile();

  @Override
  public Integer call() throws IOException {
    ChannelModel model = CommandException.checked(() -> FrameContent.unasked(channel));
    FrameSenderOptions plain =
        CommandException.checked(
            () ->
                FrameSenderOptions.defaults()
                    .withTimeout(link.timeout())
                    .withUdpBitsPerSecond((long) (megabits * 1e6))
                    .withChannel(
                        ChannelOptions.defaults()
                            .withModel(model, seed)
                            .withHeaderBytes(PacketFormat.HEADER_BYTES)
                            .withRealtime(realtime)
                            .withRecording(trace.isWanted())));
    FrameSenderOptions repeating = arq.applyTo(plain, link.transport());
    trace.requireWritable();
    reprotection.require();
    InetSocketAddress to = SocketAddressArgument.parse(address);
    Optional<TlsOptions> tls = security.connecting(to, link.transport());
    List<byte[]> stored = StreamFile.frames(input);
    StreamFile.receive(input.toString(), stored, ReceiverOptions.DEFAULTS);
    List<byte[]> frames = reprotection.apply(input.toString(), stored);
    FrameSenderOptions options =
        tls.map(repeating::withTls).orElse(repeating).withReliable(StreamFile::isManifest);
    SendSummary summary;
    try (ProgressDisplay display = progress("sending", frames.size(), "packets")) {
      summary =
          FrameSender.send(
              to,
              link.transport(),
              frames,
              options.withProgress(done -> display.update(done, address)));
    }
    if (summary.trace().isPresent()) {
      trace.write(summary.trace().get());
    }
    report(model, frames.size(), tls.isPresent(), summary);
    return ExitCode.DONE;
  }

  private void report(ChannelModel model, int packets, boolean encrypted, SendSummary summary) {
    ObjectNode json = Json.object();
    json.put("input", input.toString());
    json.put("to", address);
    json.put("transport", link.label());
    json.put("sockets", Transport.socketLibrary());
    json.put("tls", encrypted);
    json.put("packets", packets);
    json.put("frames", summary.frames());
    json.put("retransmitted", summary.retransmitted());
    json.put("frames_received", summary.framesReceived());
    json.put("bytes", summary.bytes());
    json.put("channel", model.toString());
    json.put("seed", seed);
    json.put("realtime", realtime);
    Json.channel(json.putObject("observed"), summary.channel());
    Json.number(json, "seconds", summary.seconds());
    print(
        String.format(
            Locale.ROOT,
            "%s to %s over %s: %d packets, %d frames and %,d bytes behind the channel, %d sent"
                + " again, %d received, in %.2f s%nchannel %s, seed %d: %s",
            input,
            address,
            link.label() + (encrypted ? " with TLS" : ""),
            packets,
            summary.frames(),
            summary.bytes(),
            summary.retransmitted(),
            summary.framesReceived(),
            summary.seconds(),
            model,
            seed,
            ChannelText.of(summary.channel())),
        json);
  }
}
