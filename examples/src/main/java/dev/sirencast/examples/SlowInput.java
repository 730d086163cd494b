package dev.sirencast.examples;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A stream that brings a few bytes at a time, as a slow link does. */
final class SlowInput extends FilterInputStream {
  private final int bytesPerSecond;
  private final int chunk;

  /**
   * Slows a stream down.
   *
   * @param bytesPerSecond 1 or more
   * @param chunk bytes that come at once, 1 or more
   */
  SlowInput(InputStream in, int bytesPerSecond, int chunk) {
    super(in);
    this.bytesPerSecond = bytesPerSecond;
    this.chunk = chunk;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, Math.min(length, chunk));
    try {
      Thread.sleep(1000L * Math.max(0, count) / bytesPerSecond);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    return count;
  }
}
