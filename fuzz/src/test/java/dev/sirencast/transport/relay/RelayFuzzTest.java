package dev.sirencast.transport.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.fuzz.Choices;
import dev.sirencast.fuzz.Pipelines;
import dev.sirencast.fuzz.Seeds;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.net.HeldBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Datagrams of other programs on their way through a relay's channels, and all that is held. */
class RelayFuzzTest {
  private static final int ROOM = 8_000;
  private static final int HEADER = 18;
  private static final List<ChannelModel> MODELS =
      Stream.of(
              "none",
              "dup(30%); reorder(30%,gap=3); delay(20ms,jitter=5ms)",
              "rate(64kbit,queue=3); corrupt(20%)",
              "ge(p=20%,r=25%,bad=90%,good=1%); ber(1e-3,scope=header)",
              "delay(1s); loss(count=5,of=10)",
              "wifi; lora")
          .map(ChannelModel::parse)
          .toList();

  static Stream<Arguments> traffic() {
    return Seeds.hex(
        "01 02 00 00 05 0102030405 01 03 AABBCC 02 20 00 00 01 09",
        "02 01 01 00 20 00 10 00 08 02 FF 03 00 20",
        "04 05 00 00 08 01 08 02 80 02 80 02 80 02 80 02 80");
  }

  /** The bytes say which channels there are, what comes through either, and when time passes. */
  @MethodSource("traffic")
  @FuzzTest
  void channels(byte[] script) {
    Choices choices = new Choices(script);
    ChannelModel forward = MODELS.get(choices.below(MODELS.size()));
    ChannelModel reverse = MODELS.get(choices.below(MODELS.size()));
    double pace = choices.below(2) * 8_000;
    HeldBytes held = new HeldBytes(ROOM);
    ImpairmentHandler relay =
        new ImpairmentHandler(forward.open(1, 0, HEADER), reverse.open(1, 1, HEADER), pace, held);
    EmbeddedChannel socket = new EmbeddedChannel();
    socket.freezeTime();
    socket.pipeline().addLast(relay);
    int written = 0;
    int read = 0;
    while (!choices.isEmpty()) {
      switch (choices.below(4)) {
        case 0 -> {
          socket.writeOneOutbound(Unpooled.wrappedBuffer(choices.take(choices.below(300))));
          written++;
        }
        case 1 -> {
          socket.writeOneInbound(Unpooled.wrappedBuffer(choices.take(choices.below(300))));
          read++;
        }
        case 2 -> socket.advanceTimeBy(choices.next(), TimeUnit.MILLISECONDS);
        default -> relay.end();
      }
      socket.runScheduledPendingTasks();
    }
    relay.end();
    socket.advanceTimeBy(1, TimeUnit.HOURS);
    socket.runScheduledPendingTasks();
    assertFalse(relay.holdsFrames());
    assertTrue(held.hasRoomFor(ROOM) && !held.hasRoomFor(ROOM + 1), "held bytes are miscounted");
    assertEquals(written, relay.written().received());
    assertEquals(read, relay.read().received());
    socket.flush();
    assertEquals(relay.written().sent(), count(socket::readOutbound));
    assertEquals(relay.read().sent(), count(socket::readInbound));
    Pipelines.close(socket);
    assertTrue(held.hasRoomFor(ROOM) && !held.hasRoomFor(ROOM + 1), "held bytes are miscounted");
  }

  private interface Read {
    ByteBuf next();
  }

  private static long count(Read messages) {
    long count = 0;
    for (ByteBuf frame = messages.next(); frame != null; frame = messages.next()) {
      frame.release();
      count++;
    }
    return count;
  }
}
