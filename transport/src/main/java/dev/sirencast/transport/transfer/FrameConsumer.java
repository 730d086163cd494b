package dev.sirencast.transport.transfer;

/** Takes the frames of a transfer as they arrive. */
@FunctionalInterface
public interface FrameConsumer {
  /**
   * Takes a frame.
   *
   * @param retransmitted whether it came because it was asked for again
   */
  void accept(byte[] frame, boolean retransmitted);
}
