package dev.sirencast.transport.log;

import dev.sirencast.transport.publish.StreamEntry;

/** A frame on a log. The array is its reader's own: nobody else keeps it. */
public final class LoggedFrame implements LogEntry {
  private final StreamEntry stream;
  private final LogPosition position;
  private final int number;
  private final byte[] frame;

  /**
   * @param number of the frame in its stream, 0 or more; frames that the way there has made
   *     unreadable have numbers from {@code stream.frames()} on
   * @param frame its bytes, not copied
   */
  public LoggedFrame(StreamEntry stream, LogPosition position, int number, byte[] frame) {
    this.stream = stream;
    this.position = position;
    this.number = number;
    this.frame = frame;
  }

  @Override
  public StreamEntry stream() {
    return stream;
  }

  @Override
  public LogPosition position() {
    return position;
  }

  /** The frame's number in its stream. */
  public int number() {
    return number;
  }

  /** The frame's bytes. */
  public byte[] frame() {
    return frame;
  }
}
