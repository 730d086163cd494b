package dev.sirencast.transport.carousel;

import dev.sirencast.transport.publish.FetchSink;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A sink that keeps repair rows of a carousel beside the frames, and gives both back: so a fetch
 * that is interrupted goes on with all that it has heard. Without one, {@link CarouselSubscriber}
 * keeps them in memory.
 */
public interface RowSink extends FetchSink {
  /** By how many bytes a repair row may be longer than the longest frame. */
  int MORE_BYTES = 2;

  /** The numbers of what can be read, after {@link #begin}: frames, and rows behind them. */
  BitSet held() throws IOException;

  /**
   * Takes a repair row. A row may come again after it was discarded.
   *
   * @param number the number of frames or more
   * @return whether there is room for it
   */
  boolean keep(int number, byte[] row) throws IOException;

  /** A frame that was accepted or a row that was kept; null where it is not there any more. */
  byte @Nullable [] read(int number) throws IOException;

  /** A frame or row will not be read again. */
  default void discard(int number) {}

  /**
   * Whether a frame may be as it was made, for all that it says itself. Of frames that are computed
   * from repair rows, a forged row makes others.
   */
  default boolean isSound(byte[] frame) {
    return true;
  }

  /** Learns how far it is; called before {@link #pause}. */
  default void heard(CarouselReception soFar) {}
}
