package dev.sirencast.transport.log;

import dev.sirencast.transport.publish.StreamEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a log may be said to be done, while streams that lie in it one among another are not: up
 * to where the first of these begins. Whoever goes on from there gets each of them whole. Not
 * thread-safe.
 */
public final class UnfinishedStreams {
  /** By partition: where each stream that is not finished begins, in the order of that. */
  private final Map<Integer, Map<StreamEntry, Long>> begun = new HashMap<>();

  private final Map<Integer, Long> read = new HashMap<>();

  /** An entry of a stream that is not finished has been read. */
  public void add(LogEntry entry) {
    pass(entry);
    begun
        .computeIfAbsent(entry.position().partition(), any -> new LinkedHashMap<>())
        .putIfAbsent(entry.stream(), entry.position().offset());
  }

  /** An entry has been read that nothing remains to be done for. */
  public void pass(LogEntry entry) {
    read.merge(entry.position().partition(), entry.position().offset(), Math::max);
  }

  /** Nothing remains to be done for a stream. */
  public void finish(int partition, StreamEntry stream) {
    begun.getOrDefault(partition, new HashMap<>()).remove(stream);
  }

  /** Forgets a partition that somebody else reads now. */
  public void forget(int partition) {
    begun.remove(partition);
    read.remove(partition);
  }

  /**
   * The first place of a partition that is not done.
   *
   * @throws IllegalStateException if nothing of it has been read
   */
  public LogPosition next(int partition) {
    Long last = read.get(partition);
    if (last == null) {
      throw new IllegalStateException("nothing of partition " + partition + " has been read");
    }
    for (long first : begun.getOrDefault(partition, Map.of()).values()) {
      return new LogPosition(partition, first);
    }
    return new LogPosition(partition, last + 1);
  }
}
