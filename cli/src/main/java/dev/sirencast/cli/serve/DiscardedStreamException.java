package dev.sirencast.cli.serve;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What came is not what was announced, or was signed by nobody who is trusted. Another sender may
 * have it.
 */
final class DiscardedStreamException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason of what stream, and why
   * @param cause null where there is none
   */
  DiscardedStreamException(String reason, @Nullable Throwable cause) {
    super(reason + "; it has been discarded", cause);
  }
}
