package dev.sirencast.transport.log;

import dev.sirencast.transport.net.TimeoutRange;
import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.FetchSummary;
import dev.sirencast.transport.publish.StreamEntry;
import dev.sirencast.transport.publish.StreamName;
import dev.sirencast.transport.publish.StreamSource;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams that a log held when it was first asked, each to be fetched whole. A log has no list:
 * it is read once from its beginning. For one thread.
 */
public final class LogStreams implements StreamSource {
  private static final Duration POLL = Duration.ofMillis(100);

  private final LogAddress address;
  private final LogReader reader;
  private final Duration patience;
  private @Nullable LogSurvey survey;

  /**
   * @param reader at the log's beginning; closed with this
   * @param patience how long nothing may come while something is expected
   */
  public LogStreams(LogAddress address, LogReader reader, Duration patience) {
    this.address = address;
    this.reader = reader;
    this.patience = patience;
  }

  @Override
  public List<StreamEntry> list() throws TransportException {
    return survey().ended().stream().map(LoggedStream::entry).toList();
  }

  private LogSurvey survey() throws TransportException {
    if (survey == null) {
      survey = LogSurvey.of(reader, patience);
    }
    return survey;
  }

  @Override
  public FetchSummary fetch(String name, FetchSink sink) throws IOException {
    StreamName.require(name);
    long start = System.nanoTime();
    LoggedStream stream =
        survey()
            .newest(name)
            .orElseThrow(() -> new TransportException(address + ": has no stream " + name, null));
    StreamEntry entry = stream.entry();
    BitSet missing = new BitSet();
    missing.set(0, entry.frames());
    missing.andNot(sink.begin(entry));
    int wanted = missing.cardinality();
    long bytes = missing.isEmpty() ? 0 : read(stream, missing, sink);
    sink.pause();
    return new FetchSummary(entry, wanted, bytes, (System.nanoTime() - start) * 1e-9);
  }

  /** Reads until nothing is missing; returns the bytes of what has come. */
  private long read(LoggedStream stream, BitSet missing, FetchSink sink) throws IOException {
    reader.seek(stream.first());
    long bytes = 0;
    long last = System.nanoTime();
    while (true) {
      List<LogEntry> entries = reader.read(POLL);
      for (LogEntry entry : entries) {
        if (!entry.stream().equals(stream.entry())) {
          continue;
        }
        if (entry instanceof LoggedFrame frame && missing.get(frame.number())) {
          last = System.nanoTime();
          missing.clear(frame.number());
          bytes += frame.frame().length;
          sink.accept(frame.number(), frame.frame());
          if (missing.isEmpty()) {
            return bytes;
          }
        } else if (entry instanceof LogEntry.Ended ended && stream.endsWith(ended)) {
          throw lacking(stream, missing, "are not on the log");
        } else if (entry instanceof LogEntry.Removed) {
          throw lacking(stream, missing, "did not come before it was taken off the log");
        }
      }
      sink.pause();
      if (System.nanoTime() - last > patience.toNanos()) {
        throw lacking(stream, missing, "have not come for " + TimeoutRange.text(patience));
      }
    }
  }

  private TransportException lacking(LoggedStream stream, BitSet missing, String what) {
    return new TransportException(
        address
            + ": "
            + missing.cardinality()
            + " of "
            + stream.entry().frames()
            + " packets of "
            + stream.entry().name()
            + " "
            + what,
        null);
  }

  @Override
  public void close() {
    reader.close();
  }
}
