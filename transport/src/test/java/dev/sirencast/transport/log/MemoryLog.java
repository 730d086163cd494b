package dev.sirencast.transport.log;

import dev.sirencast.transport.publish.StreamEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A log of one partition that is no longer than the test. */
final class MemoryLog implements LogReader, LogWriter {
  private static final int BATCH = 3;

  private final List<LogEntry> entries = new ArrayList<>();
  private int next;

  @Override
  public void frame(StreamEntry stream, int number, String kind, byte[] frame) {
    entries.add(new LoggedFrame(stream, position(), number, frame));
  }

  @Override
  public void end(StreamEntry stream) {
    entries.add(new LogEntry.Ended(stream, position()));
  }

  @Override
  public void remove(LoggedStream stream) {
    entries.add(new LogEntry.Removed(stream.entry(), position()));
  }

  private LogPosition position() {
    return new LogPosition(0, entries.size());
  }

  /** Writes a whole stream, but for one frame. */
  StreamEntry put(String name, List<byte[]> frames, int without) {
    StreamEntry stream = StreamEntry.of(name, frames);
    for (int i = 0; i < frames.size(); i++) {
      if (i != without) {
        frame(stream, i, "frame", frames.get(i));
      }
    }
    end(stream);
    return stream;
  }

  @Override
  public List<LogEntry> read(Duration patience) {
    List<LogEntry> batch =
        List.copyOf(entries.subList(next, Math.min(entries.size(), next + BATCH)));
    next += batch.size();
    return batch;
  }

  @Override
  public boolean isCaughtUp() {
    return next == entries.size();
  }

  @Override
  public void seek(LogPosition from) {
    next = (int) from.offset();
  }

  @Override
  public void commit(LogPosition position) {}

  @Override
  public Set<Integer> revoked() {
    return Set.of();
  }

  @Override
  public void stop() {}

  @Override
  public void close() {}
}
