package dev.sirencast.media;

import java.io.IOException;

/** A file that is there but does not hold a signal this program reads; the message is one line. */
public final class SignalFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that names the file and what was expected. */
  public SignalFormatException(String message) {
    super(message);
  }
}
