package dev.sirencast.transport.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;

/** Connections without a socket, on which time goes by when a test says so, and only then. */
public final class Embedded {
  private Embedded() {}

  public static EmbeddedChannel channel(ChannelHandler... handlers) {
    return EmbeddedChannel.builder().ticker(Ticker.newMockTicker()).handlers(handlers).build();
  }

  /** Lets time go by, and happen what is due. */
  public static void pass(EmbeddedChannel channel, Duration time) {
    MockTicker clock = (MockTicker) channel.eventLoop().ticker();
    clock.advanceMillis(time.toMillis());
    channel.runPendingTasks();
  }
}
