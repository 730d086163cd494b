package dev.sirencast.cli.serve;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sirencast.cli.base.CommandException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/**
 * The file descriptors of this process, of which every connection takes one, and how many
 * connections there may be so that some are left for files. Nothing is known of systems that are no
 * Unix: there they are without limit.
 *
 * @param open how many are open
 * @param most how many may be
 */
record Descriptors(long open, long most) {
  /** For what comes and goes: files that are read, a scan, the metrics' connections. */
  private static final int MOST_SPARE = 128;

  /** Event loops, sockets that listen, a file, and a few connections. */
  private static final int LEAST = 32;

  static Descriptors now() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new Descriptors(unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount())
        : new Descriptors(0, Long.MAX_VALUE);
  }

  /**
   * Checks that there are some left for sockets at all.
   *
   * @throws CommandException if the program itself has taken them
   */
  void requireSome() {
    if (most - open < LEAST) {
      throw CommandException.failure(
          String.format(
              Locale.ROOT,
              "of %,d file descriptors the program itself takes %,d, and serving takes %d more at"
                  + " least: raise ulimit -n",
              most,
              open,
              LEAST),
          null);
    }
  }

  /** How many connections there may be beside what is open, 1 or more. */
  int connections() {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE - MOST_SPARE, left() - spare()));
  }

  /** How many more may be accepted, whose place others are about to leave, 1 or more. */
  int passing() {
    return Math.max(1, spare() / 8);
  }

  /** How many of the metrics' connections there may be, 2 or more; the rest is for files. */
  int visitors() {
    return Math.max(2, spare() / 2);
  }

  private long left() {
    return Math.max(0, most - open);
  }

  private int spare() {
    return (int) Math.min(left() / 3, MOST_SPARE);
  }

  /** Says that there may not be so many connections as are asked for, if that is so. */
  Optional<String> shortage(int wanted) {
    if (wanted <= connections()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "--receivers means room for %,d connections, and of %,d file descriptors there are"
                + " %,d for them: raise ulimit -n, or the idlest have to give way",
            wanted,
            most,
            connections()));
  }
}
