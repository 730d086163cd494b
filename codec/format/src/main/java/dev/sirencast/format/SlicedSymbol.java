package dev.sirencast.format;

import java.util.Arrays;
import java.util.BitSet;

/** What is known of a packet's symbol of the erasure code, slice by slice. Not thread-safe. */
public final class SlicedSymbol {
  private final byte[] bytes;
  private final boolean arrived;
  private final BitSet exact = new BitSet();
  private final BitSet guessed = new BitSet();

  private SlicedSymbol(byte[] bytes, boolean arrived) {
    this.bytes = bytes;
    this.arrived = arrived;
  }

  /** Of a packet that arrived, its slices so far thought damaged; the array is kept. */
  static SlicedSymbol arrived(byte[] bytes) {
    return new SlicedSymbol(bytes, true);
  }

  /** Of a packet that did not arrive. */
  public static SlicedSymbol missing(int length) {
    return new SlicedSymbol(new byte[length], false);
  }

  /** The bytes: as they arrived or were restored, 0 where neither. Not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether there is something in a slice, exact or not. */
  public boolean isThere(int slice) {
    return arrived || exact.get(slice) || guessed.get(slice);
  }

  void setExact(int slice, boolean isExact) {
    exact.set(slice, isExact);
  }

  /** Whether a slice is known to be as it was sent. */
  public boolean isExact(int slice) {
    return exact.get(slice);
  }

  /** Whether the first so many slices are all exact. */
  public boolean isWhole(int slices) {
    return exact.nextClearBit(0) >= slices;
  }

  /** Returns a copy of the bytes from {@code from} to before {@code to}. */
  public byte[] slice(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Takes what a slice of a packet that did not arrive most likely is. */
  public void guess(int slice, int from, byte[] content) {
    System.arraycopy(content, 0, bytes, from, content.length);
    guessed.set(slice);
  }

  /** Takes the slices that are exact in another copy and not here. */
  public void complete(SlicedSymbol copy, BodyLengths lengths) {
    for (int slice = 0; slice < lengths.slices(); slice++) {
      if (!isExact(slice) && copy.isExact(slice)) {
        int from = lengths.sliceStart(slice);
        restore(slice, from, copy.slice(from, lengths.sliceStart(slice + 1)));
      }
    }
  }

  /**
   * Takes what a slice is, which the erasure code or another copy says.
   *
   * @param from where in the symbol it begins
   */
  public void restore(int slice, int from, byte[] content) {
    System.arraycopy(content, 0, bytes, from, content.length);
    exact.set(slice);
  }
}
