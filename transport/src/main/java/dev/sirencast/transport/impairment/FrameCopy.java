package dev.sirencast.transport.impairment;

import java.util.Arrays;

/** A frame on its way through the channel, or a copy of it; owns its bytes. Not thread-safe. */
final class FrameCopy {
  private final long ordinal;
  private final int copy;
  private final byte[] bytes;
  private final FrameOutcome outcome;
  private final long offered;
  private final boolean watched;
  private long time;
  private int flips;
  private int[] flippedBits = {};

  /**
   * Takes ownership of {@code bytes}.
   *
   * @param outcome what becomes of the frame, shared with its copies
   * @param offered when it was given to the channel
   * @param watched whether the places of flipped bits are to be remembered
   */
  FrameCopy(
      long ordinal, int copy, byte[] bytes, FrameOutcome outcome, long offered, boolean watched) {
    this.ordinal = ordinal;
    this.copy = copy;
    this.bytes = bytes;
    this.outcome = outcome;
    this.offered = offered;
    this.watched = watched;
    this.time = offered;
  }

  FrameCopy duplicate(int number) {
    FrameCopy twin = new FrameCopy(ordinal, number, bytes.clone(), outcome, offered, watched);
    twin.time = time;
    return twin;
  }

  /** The number of frames that were offered before this one. */
  long ordinal() {
    return ordinal;
  }

  boolean isOriginal() {
    return copy == 0;
  }

  FrameOutcome outcome() {
    return outcome;
  }

  /** The key of an impairment's decisions on this copy. */
  DrawKey key(DrawKey impairment) {
    return impairment.child(ordinal).child(copy);
  }

  /** Where the frame's clock stands, in nanoseconds: when it has got this far. */
  long time() {
    return time;
  }

  /** Moves the frame's clock on; never back. */
  void notBefore(long nanos) {
    time = Math.max(time, nanos);
  }

  /** How long the frame has been under way. */
  long delay() {
    return time - offered;
  }

  /** The bytes themselves, given away at the end of the channel. */
  byte[] bytes() {
    return bytes;
  }

  /** The number of bits, 8 a byte. */
  long bits() {
    return 8L * bytes.length;
  }

  /** Flips one bit; bit 0 is the most significant of the first byte. */
  void flip(long bit) {
    bytes[(int) (bit >> 3)] ^= (byte) (0x80 >> (bit & 7));
    if (watched) {
      if (flips >= flippedBits.length) {
        flippedBits = Arrays.copyOf(flippedBits, 2 * flips + 4);
      }
      flippedBits[flips] = (int) bit;
    }
    flips++;
  }

  int flips() {
    return flips;
  }

  /** The flipped bits in the order of the flips; empty if the frame is not watched. */
  int[] flippedBits() {
    return watched ? Arrays.copyOf(flippedBits, flips) : new int[0];
  }
}
