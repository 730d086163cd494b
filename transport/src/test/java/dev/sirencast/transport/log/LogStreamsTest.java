package dev.sirencast.transport.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FetchSummary;
import dev.sirencast.transport.publish.StreamEntry;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What streams are there, and which frames of them come. */
class LogStreamsTest {
  private static final LogAddress ADDRESS = LogAddress.parse("memory://here/log");
  private static final int NONE = -1;

  private final MemoryLog log = new MemoryLog();
  private final LogStreams streams = new LogStreams(ADDRESS, log, Duration.ofMillis(20));
  private final Map<Integer, byte[]> got = new TreeMap<>();

  private static List<byte[]> frames(String text) {
    return text.chars().mapToObj(c -> new byte[] {(byte) c}).toList();
  }

  /** Takes what is missing, of which some is there. */
  private FetchSink sink(Integer... present) {
    return new FetchSink() {
      @Override
      public BitSet begin(StreamEntry stream) {
        BitSet set = new BitSet();
        List.of(present).forEach(set::set);
        return set;
      }

      @Override
      public void accept(int number, byte[] frame) {
        got.put(number, frame);
      }
    };
  }

  @Test
  void onlyWhatIsMissingIsFetched() throws Exception {
    log.put("other", frames("xyz"), NONE);
    StreamEntry stream = log.put("words", frames("hello"), NONE);
    FetchSummary summary = streams.fetch("words", sink(0, 3));
    assertEquals(stream, summary.stream());
    assertEquals(3, summary.frames());
    assertEquals(List.of(1, 2, 4), List.copyOf(got.keySet()));
    assertArrayEquals(new byte[] {'o'}, got.get(4));
  }

  @Test
  void theNewestWholeVersionCounts() throws Exception {
    log.put("words", frames("old"), NONE);
    StreamEntry stream = log.put("words", frames("new"), NONE);
    log.frame(StreamEntry.of("words", frames("half")), 0, "frame", new byte[] {'h'});
    assertEquals(List.of(stream), streams.list());
    streams.fetch("words", sink());
    assertArrayEquals(new byte[] {'w'}, got.get(2));
  }

  @Test
  void whatWasTakenOffIsNotThere() throws Exception {
    log.put("words", frames("old"), NONE);
    log.remove(LogSurvey.of(log, Duration.ofMillis(20)).versions("words").get(0));
    log.seek(new LogPosition(0, 0));
    assertEquals(List.of(), streams.list());
    String line =
        assertThrows(TransportException.class, () -> streams.fetch("words", sink())).getMessage();
    assertEquals("memory://here/log: has no stream words", line);
  }

  @Test
  void whatWasLostBeforeTheLogIsSaid() {
    log.put("words", frames("hello"), 2);
    String line =
        assertThrows(TransportException.class, () -> streams.fetch("words", sink())).getMessage();
    assertEquals("memory://here/log: 1 of 5 packets of words are not on the log", line);
    assertEquals(4, got.size(), "the others have come");
  }

  @Test
  void aStreamThatIsStillWrittenIsWaitedFor() {
    log.frame(StreamEntry.of("words", frames("hello")), 0, "frame", new byte[] {'h'});
    String line =
        assertThrows(TransportException.class, () -> streams.fetch("words", sink())).getMessage();
    assertTrue(line.contains("4 of 5 packets of words have not come for 0.02 s"), line);
  }

  @Test
  void aStreamWrittenTwiceIsReadToItsLastEnd() throws Exception {
    log.put("words", frames("hello"), 2);
    log.put("words", frames("hello"), NONE);
    streams.fetch("words", sink());
    assertEquals(5, got.size());
  }
}
