package dev.sirencast.transport.log;

import java.time.Instant;
import java.util.Optional;

/**
 * Which part of a log is read, and for whom. Immutable.
 *
 * @param stream read only the partition that streams of this name lie in
 * @param group the readers of a group share the partitions, and the log remembers what they have
 *     done ({@link LogReader#commit}); without one a reader reads all by itself
 * @param since begin with what was written at this time; {@link Instant#MAX} with what will be, and
 *     nothing with what is oldest. Where a group has committed something, that is where it goes on
 */
public record LogReading(Optional<String> stream, Optional<String> group, Optional<Instant> since) {
  /**
   * Checks that the parts go together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public LogReading {
    if (stream.isPresent() && group.isPresent()) {
      throw new IllegalArgumentException("a group reads all streams, not one");
    }
  }

  /** All of the log. */
  public static LogReading all() {
    return new LogReading(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** As this, but for the streams of one name. */
  public LogReading withStream(String name) {
    return new LogReading(Optional.of(name), group, since);
  }

  /** As this, but as one of a group. */
  public LogReading withGroup(String name) {
    return new LogReading(stream, Optional.of(name), since);
  }

  /** As this, but from another time on. */
  public LogReading withSince(Instant time) {
    return new LogReading(stream, group, Optional.of(time));
  }
}
