package dev.sirencast.transport.log;

import dev.sirencast.transport.publish.StreamEntry;

/** What stands at one place of a log. */
public sealed interface LogEntry permits LoggedFrame, LogEntry.Ended, LogEntry.Removed {
  /** The stream that it is of. */
  StreamEntry stream();

  /** Where it stands. */
  LogPosition position();

  /** All frames of the stream that come have come before this. */
  record Ended(StreamEntry stream, LogPosition position) implements LogEntry {}

  /** The stream is no longer there, whatever of it the log still holds. */
  record Removed(StreamEntry stream, LogPosition position) implements LogEntry {}
}
