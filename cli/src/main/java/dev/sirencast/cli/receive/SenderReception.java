package dev.sirencast.cli.receive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.base.SocketAddressArgument;
import dev.sirencast.cli.connection.PeerNotes;
import dev.sirencast.cli.connection.SecurityOptions;
import dev.sirencast.cli.options.LinkOptions;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.receiver.ProgressiveReceiver;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.tls.TlsOptions;
import dev.sirencast.transport.transfer.FrameConsumer;
import dev.sirencast.transport.transfer.FrameReceiver;
import dev.sirencast.transport.transfer.FrameReceiverOptions;
import dev.sirencast.transport.transfer.ReceiveSummary;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes one stream from a sender. For one thread. */
final class SenderReception {
  private static final Duration FRAME = Duration.ofSeconds(5);
  private static final long MAX_FRAMES = 1 << 20;
  private static final long MAX_BYTES = 1L << 30;

  private final ConsoleCommand command;
  private final String address;
  private final List<InetSocketAddress> at;
  private final LinkOptions link;
  private final Optional<TlsOptions> tls;

  private SenderReception(
      ConsoleCommand command,
      String address,
      List<InetSocketAddress> at,
      LinkOptions link,
      Optional<TlsOptions> tls) {
    this.command = command;
    this.address = address;
    this.at = at;
    this.link = link;
    this.tls = tls;
  }

  /**
   * Reads what the options say, before anything is received.
   *
   * @throws dev.sirencast.cli.base.CommandException if they do not go together, or are not safe
   * @throws IOException if a file that they name cannot be read
   */
  static SenderReception of(
      ConsoleCommand command, String address, LinkOptions link, SecurityOptions security)
      throws IOException {
    List<InetSocketAddress> at = SocketAddressArgument.listening(address);
    return new SenderReception(
        command, address, at, link, security.listening(at.get(0), link.transport()));
  }

  /**
   * Waits for a sender, and takes what it sends.
   *
   * @param onFrame told of each frame besides
   * @return what is said of the transfer
   */
  ObjectNode receive(ProgressiveReceiver receiver, Consumer<byte[]> onFrame) throws IOException {
    ReceiveSummary summary =
        receive(
            options(receiver.receiver()),
            (frame, retransmitted) -> {
              if (retransmitted) {
                receiver.acceptRetransmitted(frame);
              } else {
                receiver.accept(frame);
              }
              onFrame.accept(frame);
            });
    summary.cutShort().ifPresent(reason -> command.warn("the transfer was cut short: " + reason));
    ObjectNode json = Json.object();
    json.put("from", address);
    json.put("transport", link.label());
    json.put("sockets", Transport.socketLibrary());
    json.put("tls", tls.isPresent());
    json.put("complete", summary.isComplete());
    summary.framesSent().ifPresent(sent -> json.put("frames_sent", sent));
    json.put("ignored_datagrams", summary.ignoredDatagrams());
    json.put("bytes", summary.bytes());
    Json.number(json, "transfer_seconds", summary.seconds());
    return json;
  }

  private FrameReceiverOptions options(SirenReceiver receiver) throws IOException {
    FrameReceiverOptions plain =
        FrameReceiverOptions.defaults()
            .withTimeouts(link.timeout(), link.timeout(), FRAME)
            .withLimits(PacketFormat.MAX_FRAME_BYTES, MAX_FRAMES, MAX_BYTES)
            .withNeeds(StreamFile::isIntact, receiver::hasEnough);
    FrameReceiverOptions known = link.token().map(plain::withToken).orElse(plain);
    return tls.map(known::withTls).orElse(known);
  }

  private ReceiveSummary receive(FrameReceiverOptions options, FrameConsumer onFrame)
      throws IOException {
    try (PeerNotes peers = new PeerNotes(command::warn);
        FrameReceiver socket =
            FrameReceiver.bind(at, link.transport(), options.withOnRefusal(peers::add))) {
      command.note(
          "listening on "
              + address
              + " over "
              + link.label()
              + (tls.isPresent() ? " with TLS" : ""));
      Interrupt ending = Interrupt.open(socket::stop);
      try {
        return socket.receiveMarked(onFrame);
      } finally {
        ending.close();
      }
    }
  }
}
