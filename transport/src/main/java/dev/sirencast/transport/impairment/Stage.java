package dev.sirencast.transport.impairment;

import java.util.function.Consumer;

/** One impairment at work on one transfer: takes a copy and passes none, one or several on. */
interface Stage {
  void accept(FrameCopy frame, Consumer<FrameCopy> next);

  /** Passes on what is held back. */
  default void flush(Consumer<FrameCopy> next) {}

  /**
   * What a stage works with.
   *
   * @param key the root of its random decisions
   * @param index how many impairments of the same kind come before it
   * @param headerBytes where a frame's payload begins
   * @param counters where it counts what it does
   */
  record Context(DrawKey key, int index, int headerBytes, FrameCounters counters) {}
}
