package dev.sirencast.cli.serve;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** The file descriptors of this process, of which every connection takes one. */
final class Descriptors {
  /** For what comes and goes: files that are read, a scan, the metrics' connections. */
  private static final int SPARE = 96;

  private Descriptors() {}

  /**
   * Says that there may not be enough of them, if so; nothing is known of systems that are no Unix.
   *
   * @param connections how many there may be beside what is open now
   */
  static Optional<String> shortage(int connections) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? shortage(connections, unix.getOpenFileDescriptorCount(), unix.getMaxFileDescriptorCount())
        : Optional.empty();
  }

  static Optional<String> shortage(int connections, long open, long most) {
    long wanted = open + connections + SPARE;
    if (wanted <= most) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "so many receivers may take %,d file descriptors, and there are %,d: at the limit the"
                + " idlest connections are closed; ask for fewer --receivers, or raise ulimit -n",
            wanted,
            most));
  }
}
