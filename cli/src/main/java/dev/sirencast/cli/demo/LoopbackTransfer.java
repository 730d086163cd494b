package dev.sirencast.cli.demo;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.transfer.FrameReceiver;
import dev.sirencast.transport.transfer.FrameReceiverOptions;
import dev.sirencast.transport.transfer.FrameSender;
import dev.sirencast.transport.transfer.FrameSenderOptions;
import dev.sirencast.transport.transfer.SendSummary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One transfer over a real UDP socket from this process to itself.
 *
 * @param reception what arrived, nothing if no manifest did
 * @param summary what the sender and the channel did
 */
record LoopbackTransfer(Optional<Reception> reception, SendSummary summary) {

  static LoopbackTransfer run(
      EncodedStream stream, ChannelModel channel, long seed, ReceiverOptions options)
      throws IOException {
    SirenReceiver receiver = SirenReceiver.create(options);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (FrameReceiver socket =
        FrameReceiver.bind(any, Transport.UDP, FrameReceiverOptions.defaults())) {
      CompletableFuture<Void> receiving =
          CompletableFuture.runAsync(() -> receive(socket, receiver));
      SendSummary summary =
          FrameSender.send(
              socket.localAddress(),
              Transport.UDP,
              stream.frames(),
              FrameSenderOptions.defaults().withChannel(channel, seed, PacketFormat.HEADER_BYTES));
      receiving.join();
      return new LoopbackTransfer(finish(receiver), summary);
    }
  }

  private static void receive(FrameReceiver socket, SirenReceiver receiver) {
    try {
      socket.receive(receiver::accept);
    } catch (TransportException e) {
      throw new CompletionException(e);
    }
  }

  private static Optional<Reception> finish(SirenReceiver receiver) {
    try {
      return Optional.of(receiver.finish());
    } catch (InvalidStreamException e) {
      return Optional.empty();
    }
  }
}
