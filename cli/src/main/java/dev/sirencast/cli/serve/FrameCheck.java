package dev.sirencast.cli.serve;

import java.io.IOException;

/** Looks at the frames of a stream before they become a file. */
interface FrameCheck {
  /** Takes everything. */
  FrameCheck NONE =
      new FrameCheck() {
        @Override
        public void accept(byte[] frame) {}

        @Override
        public void require() {}
      };

  /** Takes one frame after another. */
  void accept(byte[] frame);

  /**
   * Called after the last one.
   *
   * @throws IOException if they must not become a file
   */
  void require() throws IOException;
}
