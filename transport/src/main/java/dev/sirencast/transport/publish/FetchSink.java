package dev.sirencast.transport.publish;

import java.io.IOException;
import java.util.BitSet;

/**
 * Takes a stream's frames as they come. Called on an internal thread, one call at a time; its pace
 * holds the publisher back. What it throws ends the fetch and is thrown there.
 */
@FunctionalInterface
public interface FetchSink {
  /**
   * Learns what is about to come; again, of a carousel, where another sender's description takes
   * the place of one that no frame has followed.
   *
   * @return the numbers of the frames that are there already and need not come again
   */
  default BitSet begin(StreamEntry stream) throws IOException {
    return new BitSet();
  }

  /**
   * Takes a frame.
   *
   * @param number from 0, each once, those that {@link #begin} gave left out; from a publisher they
   *     ascend, from a carousel they do not, and some were computed from repair rows
   */
  void accept(int number, byte[] frame) throws IOException;

  /** Nothing more has come for now: a good moment to write down what has. */
  default void pause() throws IOException {}
}
