package dev.sirencast.transport.log;

/**
 * A place on a log.
 *
 * @param partition the part of the log, 0 or more; a stream lies in one, and only there is order
 * @param offset the place in it, 0 or more
 */
public record LogPosition(int partition, long offset) {
  /** Whether this is the other place, or behind it in the same partition. */
  boolean reaches(LogPosition other) {
    return partition == other.partition && offset >= other.offset;
  }
}
