package dev.sirencast.transport.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.Watchdog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerPumpTest {
  private int pieces;
  private int sent;
  private int ended;

  /** As many pieces as the receiver takes, up to 100. */
  private final class Pieces implements Answer {
    @Override
    public ByteBuf next(ByteBufAllocator memory) {
      return pieces == 100 ? null : memory.buffer().writeByte(pieces++);
    }

    @Override
    public void sent() {
      sent++;
    }
  }

  private EmbeddedChannel socket;
  private AnswerPump pump;

  private void start(boolean writable) {
    socket =
        new EmbeddedChannel(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void handlerAdded(ChannelHandlerContext context) {
                Watchdog watchdog = new Watchdog(context.executor(), reason -> {});
                watchdog.expect("progress", Duration.ofSeconds(60));
                pump = new AnswerPump(context, watchdog, new PublisherCounts(), () -> ended++);
              }

              @Override
              public void channelWritabilityChanged(ChannelHandlerContext context) {
                pump.pump();
              }
            });
    setWritable(writable);
    pump.start(new Pieces());
  }

  private void setWritable(boolean writable) {
    socket.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    socket.runPendingTasks();
  }

  @Test
  void case36NothingIsMadeForAReceiverThatTakesNothing() {
    start(false);
    assertEquals(0, pieces);
    assertTrue(pump.isBusy());
    socket.finishAndReleaseAll();
  }

  @Test
  void goesOnWhenThereIsRoom() {
    start(false);
    setWritable(true);
    assertEquals(100, pieces);
    assertEquals(1, sent);
    assertEquals(1, ended);
    assertFalse(pump.isBusy());
    for (int i = 0; i < 100; i++) {
      ByteBuf piece = socket.readOutbound();
      assertEquals(i, piece.readByte());
      piece.release();
    }
    socket.finishAndReleaseAll();
  }

  @Test
  void othersHaveTheirTurnAfterSomePieces() {
    start(true);
    assertEquals(16, pieces);
    socket.runPendingTasks();
    assertEquals(100, pieces);
    assertEquals(1, sent);
    socket.finishAndReleaseAll();
  }
}
