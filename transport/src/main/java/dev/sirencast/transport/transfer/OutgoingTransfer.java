package dev.sirencast.transport.transfer;

import dev.sirencast.transport.net.TransportException;

/** The sending end of one transfer, connected and greeted. Not thread-safe. */
interface OutgoingTransfer extends AutoCloseable {
  /**
   * Sends a frame, waiting while the socket or the pace does not allow it.
   *
   * @throws TransportException if the receiver is gone or takes nothing
   */
  void write(byte[] frame) throws TransportException, InterruptedException;

  /** Whether {@link #writeReliably} does more for a frame than {@link #write}. */
  default boolean hasReliableLane() {
    return false;
  }

  /** Sends a frame so that it arrives; as {@link #write}. */
  default void writeReliably(byte[] frame) throws TransportException, InterruptedException {
    write(frame);
  }

  /**
   * Sends the end mark and waits until the receiver acknowledges it.
   *
   * @return how many frames the receiver says came
   * @throws TransportException if it does not
   */
  long finish() throws TransportException, InterruptedException;

  /** How many frames were sent again because the receiver missed them. */
  default long retransmitted() {
    return 0;
  }

  /** Gives memory back; the socket belongs to the event loop. */
  @Override
  void close();
}
