package dev.sirencast.benchmarks.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a JVM holds at a moment, on Linux.
 *
 * @param seconds of the system's clock, since 1970
 * @param amounts one for each {@link Kind}, in that order
 */
record Holdings(long seconds, List<Double> amounts) {
  private static final double MEBI = 1 << 20;
  private static final double KIBI = 1 << 10;

  /**
   * What is looked at, and by how much it may be more in the end than it was. Netty's pool keeps
   * what the most at a time took, in chunks of up to 8 MiB: two of them are no leak.
   */
  enum Kind {
    HEAP("heap after a collection", "MiB", 4),
    DIRECT("direct memory", "MiB", 16),
    NETTY("Netty's chunks", "MiB", 16),
    RESIDENT("resident memory", "MiB", 32),
    DESCRIPTORS("file descriptors", "", 2),
    THREADS("threads", "", 1);

    private final String text;
    private final String unit;
    private final double margin;

    Kind(String text, String unit, double margin) {
      this.text = text;
      this.unit = unit;
      this.margin = margin;
    }

    String text() {
      return text;
    }

    /** Of the amounts; empty where they are counted. */
    String unit() {
      return unit;
    }

    /** How much more there may be in the end. */
    double margin() {
      return margin;
    }

    /** The column's name in a table. */
    String column() {
      return name().toLowerCase(Locale.ROOT) + (unit.isEmpty() ? "" : "_mib");
    }
  }

  /** Copies the list. */
  Holdings {
    amounts = List.copyOf(amounts);
  }

  /** What this JVM holds now; collects its garbage first. */
  static Holdings now() throws IOException {
    System.gc();
    double[] amounts = new double[Kind.values().length];
    amounts[Kind.HEAP.ordinal()] =
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
    amounts[Kind.DIRECT.ordinal()] =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum()
            / MEBI;
    amounts[Kind.NETTY.ordinal()] =
        ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider metered
            ? metered.metric().usedDirectMemory() / MEBI
            : 0;
    amounts[Kind.RESIDENT.ordinal()] = residentKibibytes() / KIBI;
    amounts[Kind.DESCRIPTORS.ordinal()] =
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getOpenFileDescriptorCount();
    amounts[Kind.THREADS.ordinal()] = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Holdings(
        System.currentTimeMillis() / 1_000, Arrays.stream(amounts).boxed().toList());
  }

  private static long residentKibibytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  double of(Kind kind) {
    return amounts.get(kind.ordinal());
  }

  /** One line, to be read by {@link #parse}. */
  String line() {
    StringBuilder line = new StringBuilder(Long.toString(seconds));
    for (Double amount : amounts) {
      line.append(String.format(Locale.ROOT, ",%.2f", amount));
    }
    return line.toString();
  }

  static Holdings parse(String line) {
    String[] cells = line.split(",");
    return new Holdings(
        Long.parseLong(cells[0]), Stream.of(cells).skip(1).map(Double::valueOf).toList());
  }
}
