package dev.sirencast.transport.log;

import dev.sirencast.transport.publish.StreamEntry;
import java.util.Optional;

/**
 * What a log holds of a stream.
 *
 * @param entry what its frames say of it
 * @param first where the first of them stands
 * @param end where it last says that all have come; nothing where that is still to be said
 * @param numbers one more than the highest number of a frame
 */
public record LoggedStream(
    StreamEntry entry, LogPosition first, Optional<LogPosition> end, int numbers) {
  /** Whether an entry is the last one of this stream that has to be read. */
  public boolean endsWith(LogEntry.Ended other) {
    return entry.equals(other.stream()) && (end.isEmpty() || other.position().reaches(end.get()));
  }

  /** This stream after one more entry of it, which is none that removes it. */
  LoggedStream with(LogEntry next) {
    if (next instanceof LoggedFrame frame) {
      return new LoggedStream(entry, first, end, Math.max(numbers, frame.number() + 1));
    }
    return new LoggedStream(entry, first, Optional.of(next.position()), numbers);
  }
}
