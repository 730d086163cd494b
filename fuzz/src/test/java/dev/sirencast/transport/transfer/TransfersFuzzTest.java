package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Choices;
import dev.sirencast.fuzz.Pipelines;
import dev.sirencast.fuzz.Seeds;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A receiver's side of connections and datagrams, without sockets. */
class TransfersFuzzTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final InetSocketAddress STRANGER = new InetSocketAddress("127.0.0.1", 4_243);
  private static final int LONGEST = 100;
  private static final int MOST = 50;
  private static final FrameReceiverOptions OPTIONS =
      FrameReceiverOptions.defaults().withLimits(LONGEST, MOST, 1_000);
  private static final byte[] GREETING = {(byte) 0x89, 0x53, 0x43, 0x46, 1, 1};

  static Stream<Arguments> connections() {
    return Seeds.hex(
        "895343460101 03 00000002 AABB 04 0000000000000001",
        "895343460101 03 00000003 AABBCC 03 00000001 00 04 0000000000000002",
        "8953434601FF",
        "474554202F20");
  }

  /** A type, a body's length and the body: FRAME, NUMBERED, STATUS_REQUEST, END. */
  static Stream<Arguments> datagrams() {
    return Seeds.hex(
        "03 02 AABB 04 08 0000000000000001",
        "06 05 00000000AA 06 05 00000003AA 08 00 07 05 00000001AB 04 08 0000000000000004",
        "16 05 00000000AA 01 00 03 01 AA");
  }

  private static IncomingTransfer transfer(List<byte[]> frames) {
    IncomingTransfer transfer = new IncomingTransfer(OPTIONS);
    transfer.handTo((frame, retransmitted) -> frames.add(frame));
    return transfer;
  }

  private static void require(List<byte[]> frames) {
    assertTrue(frames.size() <= MOST);
    int bytes = 0;
    for (byte[] frame : frames) {
      assertTrue(frame.length >= 1 && frame.length <= LONGEST);
      bytes += frame.length;
    }
    assertTrue(bytes <= 1_000, "frames of " + bytes + " bytes");
  }

  @MethodSource("connections")
  @FuzzTest
  void connection(byte[] bytes) {
    List<byte[]> frames = new ArrayList<>();
    IncomingTransfer transfer = transfer(frames);
    EmbeddedChannel socket =
        new EmbeddedChannel(
            new GreetingHandler(
                transfer, PEER, sender -> transfer.begin(), () -> new RecordDecoder(transfer)));
    Pipelines.feed(socket, bytes);
    Pipelines.close(socket);
    require(frames);
  }

  @MethodSource("datagrams")
  @FuzzTest
  void datagrams(byte[] script) {
    Choices choices = new Choices(script);
    List<byte[]> frames = new ArrayList<>();
    IncomingTransfer transfer = transfer(frames);
    EmbeddedChannel socket = new EmbeddedChannel(new UdpReceiverHandler(transfer));
    int sent = 0;
    send(socket, PEER, UdpWire.HELLO, GREETING);
    while (!choices.isEmpty() && socket.isOpen()) {
      int type = choices.next();
      byte[] body = choices.take(choices.below(LONGEST + 20));
      if (type == UdpWire.STATUS_REQUEST) {
        byte[] whole = new byte[UdpWire.STATUS_REQUEST_BYTES];
        System.arraycopy(body, 0, whole, 0, body.length);
        body = whole;
      }
      sent += send(socket, type >= 16 ? STRANGER : PEER, type & 0xf, body);
    }
    int answered = Pipelines.drain(socket);
    assertTrue(
        answered <= sent + 2 * UdpWire.HEADER_BYTES + GREETING.length, "answered " + answered);
    Pipelines.close(socket);
    require(frames);
    assertEquals(frames.size(), transfer.frames());
  }

  /** What comes back to a sender: type, whether of its session, a body's length and the body. */
  @MethodSource("datagrams")
  @FuzzTest
  void answers(byte[] script) {
    Choices choices = new Choices(script);
    Optional<TransferToken> token =
        choices.below(2) == 0
            ? Optional.empty()
            : Optional.of(TransferToken.of(new byte[TransferToken.MIN_BYTES]));
    UdpSenderHandler sender = new UdpSenderHandler(7, new UdpGreetings(token));
    EmbeddedChannel socket = new EmbeddedChannel(sender);
    int frames = choices.below(1 << 15);
    Future<BitSet> missing = sender.expectNack(1, frames);
    while (!choices.isEmpty()) {
      send(socket, PEER, choices.next() & 0xf, choices.take(choices.below(LONGEST)));
    }
    assertEquals(0, Pipelines.drain(socket));
    assertTrue(token.isEmpty() || !sender.greeted().isDone(), "greeted without the token");
    assertTrue(!missing.isSuccess() || missing.getNow().length() <= frames);
    Pipelines.close(socket);
  }

  private static int send(EmbeddedChannel socket, InetSocketAddress from, int type, byte[] body) {
    ByteBuffer datagram = ByteBuffer.allocate(UdpWire.HEADER_BYTES + body.length);
    datagram.put((byte) type).putLong(7).put(body);
    socket.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(datagram.array()), PEER, from));
    socket.runPendingTasks();
    return datagram.capacity();
  }
}
