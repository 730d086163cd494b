package dev.sirencast.transport.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Embedded;
import dev.sirencast.transport.net.Greeting;
import dev.sirencast.transport.net.Loopback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A receiver's side of UDP, without a socket: what it answers, and what it keeps. */
class UdpReceiverHandlerTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 1);
  private static final int SESSIONS = 20_000;

  private final List<byte[]> frames = new ArrayList<>();
  private final IncomingTransfer transfer = new IncomingTransfer(Loopback.RECEIVER);
  private final EmbeddedChannel socket = Embedded.channel(new UdpReceiverHandler(transfer));

  UdpReceiverHandlerTest() {
    transfer.handTo((frame, retransmitted) -> frames.add(frame));
  }

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  /** Sends a datagram and returns how many bytes come back. */
  private int answered(int port, int type, long session, ByteBuf body) {
    ByteBuf out = UdpWire.writeHeader(Unpooled.buffer(), type, session).writeBytes(body);
    body.release();
    socket.writeInbound(new DatagramPacket(out, HERE, new InetSocketAddress("127.0.0.1", port)));
    DatagramPacket answer = socket.readOutbound();
    int length = answer == null ? 0 : answer.content().readableBytes();
    if (answer != null) {
      answer.release();
    }
    return length;
  }

  private int greeted(int port, long session) {
    ByteBuf greeting = Unpooled.buffer();
    Greeting.SENDER.write(greeting);
    return answered(port, UdpWire.HELLO, session, greeting);
  }

  /** A number of a session is all that is kept, and the last that greeted and goes on has it. */
  @Test
  void case25ManySessionsLeaveOneState() {
    for (int i = 0; i < SESSIONS; i++) {
      assertEquals(UdpWire.HEADER_BYTES + Greeting.BYTES, greeted(2 + i % 1_000, i));
    }
    for (int i = 0; i < SESSIONS - 1; i++) {
      answered(2 + i % 1_000, UdpWire.FRAME, i, Unpooled.wrappedBuffer(new byte[] {1}));
    }
    assertEquals(0, frames.size());
    int last = SESSIONS - 1;
    answered(2 + last % 1_000, UdpWire.FRAME, last, Unpooled.wrappedBuffer(new byte[] {1}));
    assertEquals(1, frames.size());
    assertEquals(0, greeted(2, 7), "it is bound");
    transfer.finish(1);
    assertEquals(SESSIONS, transfer.result().join().ignoredDatagrams());
  }

  @Test
  void case33NoAnswerIsLongerThanItsQuestion() {
    greeted(2, 7);
    for (int type = 0; type < 256; type++) {
      for (int length : new int[] {0, 1, 4, 8, 9, 100, UdpWire.STATUS_REQUEST_BYTES, 1_400}) {
        ByteBuf body = Unpooled.buffer().writeZero(length);
        if (length >= 8) {
          body.setInt(4, -1); // as many frames as can be
        }
        int answer = answered(2, type, 7, body);
        assertTrue(answer <= UdpWire.HEADER_BYTES + length, type + ": " + answer);
      }
    }
  }

  @Test
  void errorsEndTheTransferAndWhatTheSystemSaysOfOneDatagramDoesNot() {
    socket.pipeline().fireExceptionCaught(new IOException("port unreachable"));
    assertFalse(transfer.isOver());
    Error error = new NoClassDefFoundError("a class that needs a file");
    socket.pipeline().fireExceptionCaught(error);
    Throwable thrown = assertThrows(CompletionException.class, transfer.result()::join).getCause();
    assertSame(error, thrown.getCause());
  }
}
