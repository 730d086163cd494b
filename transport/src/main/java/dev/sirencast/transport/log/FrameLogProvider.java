package dev.sirencast.transport.log;

import dev.sirencast.transport.net.TransportException;

/** A kind of log, found by {@link java.util.ServiceLoader}; see {@link FrameLogs}. Thread-safe. */
public interface FrameLogProvider {
  /** What its addresses begin with. */
  String scheme();

  /**
   * Whether nobody on the way can read what goes to the log and comes from it.
   *
   * @throws IllegalArgumentException if a setting is wrong
   */
  boolean isEncrypted(LogOptions options);

  /**
   * Opens a log to write to, which is made where it is not there yet.
   *
   * @throws TransportException if that cannot be done in time
   * @throws IllegalArgumentException if the address or a setting is wrong
   */
  LogWriter write(LogAddress at, LogOptions options) throws TransportException;

  /**
   * Opens a log to read, which is waited for where it is not there yet.
   *
   * @throws TransportException if that cannot be done in time
   * @throws IllegalArgumentException if the address, a setting or the reading is wrong
   */
  LogReader read(LogAddress at, LogOptions options, LogReading reading) throws TransportException;
}
