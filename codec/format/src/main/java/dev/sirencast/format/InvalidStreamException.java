package dev.sirencast.format;

import java.io.IOException;

/** A stream that cannot be decoded; the message is one line that says what is wrong. */
public class InvalidStreamException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public InvalidStreamException(String message) {
    super(message);
  }
}
