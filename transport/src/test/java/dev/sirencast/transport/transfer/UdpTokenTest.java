package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.Loopback;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.net.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transfers over UDP between two that know a secret, and strangers who do not. */
class UdpTokenTest {
  private static final TransferToken TOKEN = token("sixteen letters.");
  private static final TransferToken OTHER = token("sixteen letters,");
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 1);
  private static final InetSocketAddress THERE = new InetSocketAddress("127.0.0.1", 2);
  private static final long SESSION = 0x0123_4567_89AB_CDEFL;

  private final List<String> refusals = new ArrayList<>();
  private final IncomingTransfer transfer =
      new IncomingTransfer(Loopback.RECEIVER.withToken(TOKEN).withOnRefusal(refusals::add));
  private final EmbeddedChannel socket = Embedded.channel(new UdpReceiverHandler(transfer));

  private static TransferToken token(String secret) {
    return TransferToken.of(secret.getBytes(StandardCharsets.US_ASCII));
  }

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  private static ByteBuf hello(Optional<TransferToken> token, Greeting greeting, long session) {
    ByteBuf out = UdpWire.writeHeader(Unpooled.buffer(), UdpWire.HELLO, SESSION);
    Greeting.SENDER.write(out);
    token.ifPresent(secret -> secret.writeProof(out, greeting, session));
    return out;
  }

  private void send(ByteBuf datagram) {
    socket.writeInbound(new DatagramPacket(datagram, HERE, THERE));
  }

  @Test
  void whoKnowsItIsAnsweredWithNoMoreThanItSent() {
    ByteBuf hello = hello(Optional.of(TOKEN), Greeting.SENDER, SESSION);
    int length = hello.readableBytes();
    send(hello);
    DatagramPacket answer = socket.readOutbound();
    assertEquals(THERE, answer.recipient());
    assertTrue(answer.content().readableBytes() <= length);
    answer.release();
    assertTrue(transfer.hasBegun());
  }

  @Test
  void strangersAreRefusedWithoutAWord() {
    ByteBuf cut = hello(Optional.of(TOKEN), Greeting.SENDER, SESSION);
    ByteBuf longer = hello(Optional.of(TOKEN), Greeting.SENDER, SESSION).writeByte(0);
    ByteBuf flipped = hello(Optional.of(TOKEN), Greeting.SENDER, SESSION);
    flipped.setByte(flipped.writerIndex() - 1, flipped.getByte(flipped.writerIndex() - 1) ^ 1);
    List<ByteBuf> strangers =
        List.of(
            hello(Optional.empty(), Greeting.SENDER, SESSION),
            hello(Optional.of(OTHER), Greeting.SENDER, SESSION),
            hello(Optional.of(TOKEN), Greeting.RECEIVER, SESSION),
            hello(Optional.of(TOKEN), Greeting.SENDER, SESSION + 1),
            cut.writerIndex(cut.writerIndex() - 1),
            longer,
            flipped);
    strangers.forEach(this::send);
    assertTrue(socket.outboundMessages().isEmpty());
    assertFalse(transfer.hasBegun());
    assertEquals(List.of(), refusals);
  }

  @Test
  void transferArrives() throws Exception {
    List<byte[]> frames = Loopback.frames(50);
    try (FrameReceiver receiver =
        FrameReceiver.bind(Loopback.ANY_PORT, Transport.UDP, Loopback.RECEIVER.withToken(TOKEN))) {
      FutureTask<Loopback.Received> receiving = Loopback.receive(receiver);
      FrameSenderOptions stranger = Loopback.SENDER.withTimeout(Duration.ofMillis(150));
      for (FrameSenderOptions options : List.of(stranger, stranger.withToken(OTHER))) {
        assertThrows(
            TransportException.class,
            () -> FrameSender.send(receiver.localAddress(), Transport.UDP, frames, options));
      }
      FrameSender.send(
          receiver.localAddress(), Transport.UDP, frames, Loopback.SENDER.withToken(TOKEN));
      assertEquals(50, Loopback.await(receiving).frames().size());
    }
  }

  /** Else anybody could take what the sender sends. */
  @Test
  void senderDoesNotTakeAReceiverThatDoesNotKnowIt() throws Exception {
    try (FrameReceiver receiver =
        FrameReceiver.bind(Loopback.ANY_PORT, Transport.UDP, Loopback.RECEIVER)) {
      Loopback.receive(receiver);
      FrameSenderOptions options =
          Loopback.SENDER.withTimeout(Duration.ofMillis(150)).withToken(TOKEN);
      assertThrows(
          TransportException.class,
          () ->
              FrameSender.send(
                  receiver.localAddress(), Transport.UDP, Loopback.frames(1), options));
    }
  }

  @Test
  void secretsHaveALengthAndAreNotShown() {
    assertThrows(IllegalArgumentException.class, () -> token("fifteen letters"));
    assertThrows(
        IllegalArgumentException.class,
        () -> TransferToken.of(new byte[TransferToken.MAX_BYTES + 1]));
    assertFalse(TOKEN.toString().contains("sixteen"));
  }
}
