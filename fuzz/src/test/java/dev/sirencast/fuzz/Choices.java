package dev.sirencast.fuzz;

import java.util.Arrays;

/** A fuzzer's bytes, read as choices; all of them are 0 once the bytes are used up. */
public final class Choices {
  private final byte[] bytes;
  private int at;

  public Choices(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public boolean isEmpty() {
    return at >= bytes.length;
  }

  /** The next byte, 0 to 255. */
  public int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /** A number from 0 to below a limit, of as few bytes as can say so. */
  public int below(int limit) {
    int value = next();
    for (int reach = 256; reach < limit; reach *= 256) {
      value = value << 8 | next();
    }
    return Math.floorMod(value, limit);
  }

  /** Four bytes. */
  public int whole() {
    return next() << 24 | next() << 16 | next() << 8 | next();
  }

  /** Eight bytes. */
  public long wide() {
    return (long) whole() << 32 | whole() & 0xffffffffL;
  }

  /** The next bytes, fewer where there are no more. */
  public byte[] take(int count) {
    int from = Math.min(at, bytes.length);
    at = Math.min(bytes.length, from + count);
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** All bytes that are left. */
  public byte[] rest() {
    return take(bytes.length);
  }
}
