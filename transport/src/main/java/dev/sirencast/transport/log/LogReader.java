package dev.sirencast.transport.log;

import dev.sirencast.transport.net.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads a log. For one thread, but for {@link #stop}. */
public interface LogReader extends AutoCloseable {
  /**
   * Reads on. What is on the log and is none of ours is passed over.
   *
   * @return what comes next, in each partition in order; nothing where nothing came for so long, or
   *     after {@link #stop}
   * @throws TransportException if the log refuses it
   */
  List<LogEntry> read(Duration patience) throws TransportException;

  /**
   * Whether all that was on the log when it was opened, or in a group when a partition was given to
   * this reader, has been read; after {@link #stop} there is nothing more.
   */
  boolean isCaughtUp();

  /** Reads on at this place, and in this partition alone; not in a group. */
  void seek(LogPosition from);

  /**
   * In a group: tells the log that everything before a place is done.
   *
   * @throws TransportException if the log refuses it; where another reader has got the partition
   *     meanwhile, nothing happens
   */
  void commit(LogPosition next) throws TransportException;

  /**
   * In a group: the partitions that have been taken from this reader since this was asked last.
   * Another goes on there with the first thing that is not {@linkplain #commit done}.
   */
  Set<Integer> revoked();

  /** Lets {@link #read} return nothing, now and ever after; from any thread. */
  void stop();

  /** Leaves; a group's other readers get the partitions. */
  @Override
  void close();
}
