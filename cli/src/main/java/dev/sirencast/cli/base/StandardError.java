package dev.sirencast.cli.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Standard error beside the launcher's filter.
 *
 * <p>The JVM prints a warning whenever an incubating module is asked for, and no flag silences it.
 * So the launcher has the JVM's own descriptor 2 filtered line by line, which would hold back a
 * progress bar and mix up the order of what is printed to both descriptors. This program writes
 * past the filter: the launcher makes descriptor 0, which no command reads, a duplicate of the real
 * standard error. A duplicate shares its place in a file with standard output and with the commands
 * before and after; the same file opened by a name such as {@code /dev/fd/3} has a place of its
 * own, and what is written there overwrites the others' lines.
 */
public final class StandardError {
  private static final int PATIENCE_SECONDS = 1;

  private StandardError() {}

  /** Returns the real standard error: {@code own} where nothing is filtered. */
  public static PrintStream open(PrintStream own) {
    return isFiltered() ? new PrintStream(new FileOutputStream(FileDescriptor.in), true) : own;
  }

  /**
   * Waits until the filter has passed on what the JVM wrote, so that nothing is printed any more
   * when the process has ended.
   *
   * @param own what the JVM prints to; of no use any more
   */
  public static void drain(PrintStream own) {
    if (isFiltered()) {
      own.close(); // descriptor 2 leads nowhere then: the filter reads the end of its input
      try {
        CompletableFuture<?>[] filters =
            ProcessHandle.current()
                .children()
                .map(ProcessHandle::onExit)
                .toArray(n -> new CompletableFuture<?>[n]);
        CompletableFuture.allOf(filters)
            .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
      } catch (RuntimeException e) {
        return; // without a file descriptor nobody knows the filter, and there is no need to wait
      }
    }
  }

  private static boolean isFiltered() {
    return Boolean.getBoolean("sirencast.filtered");
  }
}
