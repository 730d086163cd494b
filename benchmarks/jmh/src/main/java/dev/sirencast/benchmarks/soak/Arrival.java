package dev.sirencast.benchmarks.soak;

import dev.sirencast.transport.publish.FetchSink;
import dev.sirencast.transport.publish.StreamEntry;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HexFormat;

/** Takes a stream's frames, maybe slowly, maybe not to the end, and over several fetches. */
final class Arrival implements FetchSink {
  /** What a receiver ends a fetch by. */
  static final class LeftException extends IOException {
    private static final long serialVersionUID = 1;

    LeftException() {
      super("left");
    }
  }

  private byte[][] frames = {};
  private String digest = "";
  private BitSet present = new BitSet();
  private int leaveAt = Integer.MAX_VALUE;
  private int pauseAt = Integer.MAX_VALUE;
  private int pauseMillis;

  /** From now on leaves when it has so many frames. */
  void leaveAt(int count) {
    leaveAt = count;
  }

  /** From now on takes nothing for a time when it has so many frames. */
  void pauseAt(int count, int millis) {
    pauseAt = count;
    pauseMillis = millis;
  }

  @Override
  public BitSet begin(StreamEntry stream) {
    if (!stream.digest().equals(digest)) {
      digest = stream.digest();
      frames = new byte[stream.frames()][];
      present = new BitSet();
    }
    return (BitSet) present.clone();
  }

  @Override
  public void accept(int number, byte[] frame) throws IOException {
    frames[number] = frame;
    present.set(number);
    int count = present.cardinality();
    if (count == pauseAt) {
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    if (count >= leaveAt) {
      throw new LeftException();
    }
  }

  /**
   * Checks that all frames are there as they were announced.
   *
   * @throws IOException if they are not
   */
  void requireWhole() throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] frame : frames) {
        if (frame == null) {
          throw new IOException("a frame is missing");
        }
        sha.update(frame);
      }
      if (!HexFormat.of().formatHex(sha.digest()).equals(digest)) {
        throw new IOException("what came is not what was announced");
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
