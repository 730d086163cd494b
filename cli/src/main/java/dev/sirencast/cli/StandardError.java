package dev.sirencast.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Standard error behind the launcher's filter.
 *
 * <p>The JVM prints a warning whenever an incubating module is asked for, and no flag silences it.
 * So the launcher filters the JVM's standard error line by line, which would hold back a progress
 * bar, and keeps the real one open as another descriptor, which this program writes to.
 */
final class StandardError {
  private StandardError() {}

  /** Returns the descriptor that the launcher names, or {@code otherwise}. */
  static PrintStream open(PrintStream otherwise) {
    String descriptor = System.getProperty("sirencast.stderr");
    if (descriptor == null) {
      return otherwise;
    }
    try {
      // Appending: to open a redirected file anew must not cut off what stands in it.
      return new PrintStream(new FileOutputStream("/dev/fd/" + descriptor, true), true);
    } catch (IOException e) {
      return otherwise;
    }
  }
}
