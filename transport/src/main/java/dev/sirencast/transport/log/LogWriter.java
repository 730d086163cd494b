package dev.sirencast.transport.log;

import dev.sirencast.transport.net.TransportException;
import dev.sirencast.transport.publish.StreamEntry;

/**
 * Writes streams to a log. For one thread, but for {@link #stop}.
 *
 * <p>What has been written is safe once {@link #end} has returned, and only then.
 */
public interface LogWriter extends AutoCloseable {
  /**
   * Writes a frame behind those before; waits where the log is slower than that.
   *
   * @param number as {@link LoggedFrame#number}
   * @param kind what the frame holds, in a word, for whoever looks at the log
   * @param frame its bytes, which must not change any more
   * @throws TransportException if this frame, or one before, cannot be written
   */
  void frame(StreamEntry stream, int number, String kind, byte[] frame) throws TransportException;

  /**
   * Writes that a stream's frames have all been written, and waits until the log has it all.
   *
   * @throws TransportException if it does not, in time
   */
  void end(StreamEntry stream) throws TransportException;

  /**
   * Takes a stream off the log, and waits until the log knows.
   *
   * @throws TransportException if it does not, in time
   */
  void remove(LoggedStream stream) throws TransportException;

  /** Ends what is under way, from any thread, within a second: that call then fails. */
  void stop();

  /** Gives up what is not safe yet. */
  @Override
  void close();
}
