package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bottleneck against a calculation that no chance enters. */
class RateTest {
  /** 1,250 bytes take 5 ms at 2 Mbit/s. */
  private static final int BYTES = 1_250;

  private static final long FIVE_MS = 5_000_000;

  @Test
  void framesLeaveOneAfterTheOther() {
    ChannelSession session = ChannelModel.parse("rate(2Mbit,queue=64)").open(1, 0);
    for (int i = 0; i < 10; i++) {
      assertEquals(List.of(), session.offer(new byte[BYTES], 0));
    }
    for (int i = 1; i <= 10; i++) {
      assertEquals(i * FIVE_MS, session.nextArrival().orElseThrow());
      assertEquals(1, session.advance(i * FIVE_MS).size());
    }
    assertEquals(0.050, session.statistics().delays().maxSeconds(), 1e-12);
    assertEquals(0.0275, session.statistics().delays().meanSeconds(), 1e-12);
  }

  @Test
  void burstBeyondTheQueueIsDropped() {
    ChannelSession session = ChannelModel.parse("rate(2Mbit,queue=64)").open(1, 0);
    for (int i = 0; i < 100; i++) {
      session.offer(new byte[BYTES], 0);
    }
    // One being sent and 63 waiting; 64 more fit after the time of 64 frames.
    assertEquals(36, session.statistics().queueDrops());
    for (int i = 0; i < 100; i++) {
      session.offer(new byte[BYTES], 64 * FIVE_MS);
    }
    session.flush();
    assertEquals(72, session.statistics().queueDrops());
    assertEquals(72, session.statistics().lost());
    assertEquals(72, session.statistics().missing());
    assertEquals(2, session.statistics().lossBursts());
    assertEquals(128, session.statistics().delivered());
  }

  /** A steady overload: a second of frames each 4 ms, where one takes 5 ms. */
  @Test
  void steadyOverloadLosesTheExcess() {
    ChannelSession session = ChannelModel.parse("rate(2Mbit,queue=10)").open(1, 0);
    List<Long> expected = new ArrayList<>();
    long busy = 0;
    int drops = 0;
    for (int i = 0; i < 1_000; i++) {
      long at = i * 4_000_000L;
      session.offer(new byte[BYTES], at);
      long waiting = expected.stream().filter(departure -> departure > at).count();
      if (waiting >= 10) {
        drops++;
      } else {
        busy = Math.max(busy, at) + FIVE_MS;
        expected.add(busy);
      }
    }
    session.flush();
    assertEquals(drops, session.statistics().queueDrops());
    // What comes less what leaves in 4 s: 1,000 - 800 - what the queue still holds at the end.
    assertEquals(190, drops, 1);
  }

  @Test
  void idleLinkAddsOnlyTheTimeOfSending() {
    ChannelSession session =
        ChannelModel.parse("rate(2Mbit,queue=1,overhead=250); delay(20ms)").open(1, 0);
    for (int i = 0; i < 100; i++) {
      session.offer(new byte[1_000], i * FIVE_MS);
    }
    session.flush();
    assertEquals(0, session.statistics().queueDrops());
    assertEquals(0.025, session.statistics().delays().quantileSeconds(0.01), 1e-12);
    assertEquals(0.025, session.statistics().delays().maxSeconds(), 1e-12);
  }
}
