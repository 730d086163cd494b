package dev.sirencast.cli.serve;

import dev.sirencast.transport.publish.FramePublisher;
import java.io.IOException;
import java.util.List;

/** Where the streams of a directory are put for others. */
interface StreamShelf {
  /**
   * Puts a stream there; one of that name is replaced.
   *
   * @return whether it is new there
   * @throws IOException if there is no room for this one
   */
  boolean put(String name, List<byte[]> frames) throws IOException;

  /**
   * Takes a stream off.
   *
   * @return whether there was one
   */
  boolean takeOff(String name);

  /** Those of a server. */
  static StreamShelf of(FramePublisher publisher) {
    return new StreamShelf() {
      @Override
      public boolean put(String name, List<byte[]> frames) throws IOException {
        publisher.publish(name, frames);
        return true;
      }

      @Override
      public boolean takeOff(String name) {
        return publisher.unpublish(name);
      }
    };
  }
}
