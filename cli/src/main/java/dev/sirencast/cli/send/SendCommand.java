package dev.sirencast.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ChannelText;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.base.Reads;
import dev.sirencast.cli.base.SocketAddressArgument;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.cli.help.ShortHelp;
import dev.sirencast.cli.options.LinkChannel;
import dev.sirencast.cli.options.LinkOptions;
import dev.sirencast.cli.options.Reprotection;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.cli.options.TraceFile;
import dev.sirencast.format.PacketFormat;
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
import picocli.CommandLine.Parameters;

/** {@code send}: a stored stream to a receiver. */
@ShortHelp(
    options =
        "--transport --channel --seed --realtime --fec" + " --arq --tls --timeout --json --help",
    examples = {"send photo.siren :7800", "send photo.siren :7800 --transport udp --channel wifi"})
@Command(
    name = "send",
    description = {
      "Sends a stored stream to 'sirencast receive', on request damaged on its way: before it comes"
          + " to the socket, and over QUIC all but the manifest."
    },
    sortOptions = false)
public final class SendCommand extends ConsoleCommand {
  @Parameters(
      index = "0",
      paramLabel = "IN.siren",
      description = "The stream; - for standard input.")
  @Reads
  private Path input = Path.of("");

  @Parameters(index = "1", paramLabel = "HOST:PORT", description = "Where the receiver listens.")
  private String address = "";

  @Mixin private LinkOptions link = new LinkOptions();
  @Mixin private SecurityOptions security = new SecurityOptions();

  @Mixin private LinkChannel channel = new LinkChannel();
  @Mixin private Reprotection reprotection = new Reprotection();
  @Mixin private RetransmissionOptions arq = new RetransmissionOptions();
  @Mixin private TraceFile trace = new TraceFile();

  @Override
  public Integer call() throws IOException {
    ChannelModel model = channel.model();
    FrameSenderOptions plain =
        CommandException.checked(
            () ->
                FrameSenderOptions.defaults()
                    .withTimeout(link.timeout())
                    .withUdpBitsPerSecond(channel.bitsPerSecond())
                    .withChannel(
                        ChannelOptions.defaults()
                            .withModel(model, channel.seed())
                            .withHeaderBytes(PacketFormat.HEADER_BYTES)
                            .withRealtime(channel.realtime())
                            .withRecording(trace.isWanted())));
    FrameSenderOptions repeating = arq.applyTo(plain, link.transport());
    trace.requireWritable();
    reprotection.require();
    InetSocketAddress to = SocketAddressArgument.parse(address);
    Optional<TlsOptions> tls = security.connecting(to, link.transport());
    List<byte[]> stored = StreamFile.frames(input);
    StreamFile.receive(input.toString(), stored, StreamFile.UNSEEN);
    List<byte[]> frames = reprotection.apply(input.toString(), stored, this::warn);
    FrameSenderOptions known = link.token().map(repeating::withToken).orElse(repeating);
    FrameSenderOptions options =
        tls.map(known::withTls).orElse(known).withReliable(StreamFile::isManifest);
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
    json.put("seed", channel.seed());
    json.put("realtime", channel.realtime());
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
            channel.seed(),
            ChannelText.of(summary.channel())),
        json);
  }
}
