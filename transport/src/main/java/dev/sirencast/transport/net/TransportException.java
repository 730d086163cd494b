package dev.sirencast.transport.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A transfer that could not begin or end; the message is one line for people. */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message one line that says what failed and where
   * @param cause of it, if there is one
   */
  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
