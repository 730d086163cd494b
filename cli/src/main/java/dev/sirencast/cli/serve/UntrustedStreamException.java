package dev.sirencast.cli.serve;

import java.io.IOException;

/** What came was signed by nobody who is trusted. */
final class UntrustedStreamException extends IOException {
  private static final long serialVersionUID = 1;

  UntrustedStreamException(String message, Throwable cause) {
    super(message, cause);
  }
}
