package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The start of a receiver's connection, without a socket. */
class GreetingHandlerTest {
  private static final InetSocketAddress PEER = new InetSocketAddress("127.0.0.1", 4_242);
  private static final String SESSION = "895343460101 03 00000002 AABB 04 0000000000000001";

  private final List<String> refusals = new ArrayList<>();
  private final List<byte[]> frames = new ArrayList<>();
  private final IncomingTransfer transfer =
      new IncomingTransfer(FrameReceiverOptions.defaults().withOnRefusal(refusals::add));
  private final EmbeddedChannel connection =
      Embedded.channel(
          new GreetingHandler(
              transfer, PEER, sender -> transfer.begin(), () -> new RecordDecoder(transfer)));

  GreetingHandlerTest() {
    transfer.handTo((frame, retransmitted) -> frames.add(frame));
  }

  @AfterEach
  void release() {
    connection.finishAndReleaseAll();
  }

  @Test
  void case04SilenceIsRefusedAfterAWhile() {
    connection.writeInbound(bytes("8953"));
    Embedded.pass(connection, Duration.ofMillis(4_999));
    assertTrue(connection.isOpen());
    Embedded.pass(connection, Duration.ofMillis(1));

    assertFalse(connection.isOpen());
    assertEquals(
        List.of("refused a connection from 127.0.0.1:4242: no greeting in time"), refusals);
  }

  @Test
  void whoHasGreetedHasItsTimeForFrames() {
    connection.writeInbound(bytes("895343460101"));
    Embedded.pass(connection, Duration.ofMillis(9_999));

    assertTrue(connection.isOpen());
    assertEquals(List.of(), refusals);
  }

  @Test
  void case09SplitAtEveryByteIsTheSame() {
    ByteBuf all = bytes(SESSION);
    while (all.isReadable()) {
      connection.writeInbound(all.readRetainedSlice(1));
    }
    all.release();

    assertEquals(1, frames.size());
    assertTrue(transfer.result().join().isComplete());
    assertEquals("895343460201", answer());
    assertEquals("050000000000000001", answer());
    assertFalse(connection.isOpen());
  }

  private String answer() {
    ByteBuf answer = connection.readOutbound();
    String hex = ByteBufUtil.hexDump(answer);
    answer.release();
    return hex;
  }

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
  }
}
