package dev.sirencast.cli.receive;

import dev.sirencast.transport.log.LogEntry;
import dev.sirencast.transport.log.LogPosition;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LoggedFrame;
import dev.sirencast.transport.log.UnfinishedStreams;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes streams from a log as one of a group. The log is told that a stream is done when its output
 * is there, and not before: whoever goes on after this one begins with the first that is not. For
 * one thread.
 */
final class GroupReception {
  private static final Duration POLL = Duration.ofMillis(100);

  /** Of all streams together that have begun and not ended. */
  private static final long MAX_BYTES = 1L << 28;

  private final LogReader reader;
  private final Duration patience;
  private final Output output;
  private final Map<StreamEntry, Incoming> begun = new LinkedHashMap<>();
  private final UnfinishedStreams unfinished = new UnfinishedStreams();
  private final Map<Integer, LogPosition> done = new HashMap<>();
  private long held;

  /** Makes something of a stream. */
  interface Output {
    /**
     * Called with what has come of a stream.
     *
     * @param cutShort why that is not all, if it is not
     * @throws IOException if it cannot be written: the stream is then not done
     */
    void make(StreamEntry stream, List<byte[]> frames, Optional<String> cutShort)
        throws IOException;
  }

  /** What has come of a stream. */
  private static final class Incoming {
    private final int partition;
    private final List<byte[]> frames = new ArrayList<>();
    private long bytes;
    private long last = System.nanoTime();

    Incoming(int partition) {
      this.partition = partition;
    }
  }

  /**
   * @param patience how long nothing may come of a stream that has begun
   */
  GroupReception(LogReader reader, Duration patience, Output output) {
    this.reader = reader;
    this.patience = patience;
    this.output = output;
  }

  /**
   * Reads on for a moment.
   *
   * @return whether all that was there is done
   */
  boolean step() throws IOException {
    List<LogEntry> entries = reader.read(POLL);
    for (int partition : reader.revoked()) {
      forget(partition);
    }
    Set<Integer> touched = new HashSet<>();
    for (LogEntry entry : entries) {
      touched.add(entry.position().partition());
      if (entry instanceof LoggedFrame frame) {
        take(frame);
      } else {
        unfinished.pass(entry);
        if (entry instanceof LogEntry.Ended) {
          finish(entry.stream(), Optional.empty());
        } else {
          drop(entry.stream());
        }
      }
    }
    boolean caughtUp = reader.isCaughtUp();
    touched.addAll(giveUp(caughtUp));
    for (int partition : touched) {
      LogPosition next = unfinished.next(partition);
      if (!next.equals(done.put(partition, next))) {
        reader.commit(next);
      }
    }
    return caughtUp && begun.isEmpty();
  }

  private void take(LoggedFrame frame) throws IOException {
    unfinished.add(frame);
    Incoming incoming =
        begun.computeIfAbsent(frame.stream(), any -> new Incoming(frame.position().partition()));
    incoming.frames.add(frame.frame());
    incoming.bytes += frame.frame().length;
    incoming.last = System.nanoTime();
    held += frame.frame().length;
    while (held > MAX_BYTES) {
      finish(
          begun.keySet().iterator().next(),
          Optional.of("too much of other streams lies between its packets"));
    }
  }

  /** Ends with those of which nothing comes any more. */
  private Set<Integer> giveUp(boolean caughtUp) throws IOException {
    Set<Integer> partitions = new HashSet<>();
    if (caughtUp) {
      for (Map.Entry<StreamEntry, Incoming> one : List.copyOf(begun.entrySet())) {
        Incoming incoming = one.getValue();
        if (System.nanoTime() - incoming.last > patience.toNanos()) {
          partitions.add(incoming.partition);
          finish(
              one.getKey(),
              Optional.of("nothing more has come for " + patience.toMillis() / 1000.0 + " s"));
        }
      }
    }
    return partitions;
  }

  private void finish(StreamEntry stream, Optional<String> cutShort) throws IOException {
    Incoming incoming = begun.get(stream);
    if (incoming != null) {
      output.make(stream, incoming.frames, cutShort);
      drop(stream);
    }
  }

  private void drop(StreamEntry stream) {
    Incoming incoming = begun.remove(stream);
    if (incoming != null) {
      held -= incoming.bytes;
      unfinished.finish(incoming.partition, stream);
    }
  }

  /** Another has the partition now. */
  private void forget(int partition) {
    for (Map.Entry<StreamEntry, Incoming> one : List.copyOf(begun.entrySet())) {
      if (one.getValue().partition == partition) {
        drop(one.getKey());
      }
    }
    unfinished.forget(partition);
    done.remove(partition);
  }
}
