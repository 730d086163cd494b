package dev.sirencast.transport.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.transport.publish.StreamEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far a log is done. */
class UnfinishedStreamsTest {
  private static final StreamEntry A = StreamEntry.of("a", List.of(new byte[] {1}));
  private static final StreamEntry B = StreamEntry.of("b", List.of(new byte[] {2}));

  private final UnfinishedStreams streams = new UnfinishedStreams();

  private static LoggedFrame frame(StreamEntry stream, int partition, long offset) {
    return new LoggedFrame(stream, new LogPosition(partition, offset), 0, new byte[] {1});
  }

  @Test
  void theFirstUnfinishedStreamHoldsAllBehindItBack() {
    streams.add(frame(A, 0, 10));
    streams.add(frame(B, 0, 11));
    streams.add(frame(A, 0, 12));
    streams.finish(0, B);
    assertEquals(new LogPosition(0, 10), streams.next(0));
    streams.finish(0, A);
    assertEquals(new LogPosition(0, 13), streams.next(0));
  }

  @Test
  void partitionsDoNotHoldEachOtherBack() {
    streams.add(frame(A, 0, 10));
    streams.pass(frame(B, 1, 4));
    assertEquals(new LogPosition(0, 10), streams.next(0));
    assertEquals(new LogPosition(1, 5), streams.next(1));
    streams.forget(0);
    assertThrows(IllegalStateException.class, () -> streams.next(0));
  }
}
