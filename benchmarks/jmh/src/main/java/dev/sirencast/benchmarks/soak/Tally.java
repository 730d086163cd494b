package dev.sirencast.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what came of the receivers' visits. Thread-safe. */
final class Tally {
  private static final int KEPT = 20;

  /** What came of a visit. */
  enum End {
    /** All came, as it was published. */
    WHOLE,
    /** The receiver left of its own will. */
    LEFT,
    /** The other side rightly gave it up. */
    GIVEN_UP,
    /** It should have come, and did not. */
    FAILED
  }

  private final Map<String, long[]> counts = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final AtomicInteger present = new AtomicInteger();

  /** How many visits are under way. */
  int present() {
    return present.get();
  }

  void begun() {
    present.incrementAndGet();
  }

  synchronized void ended(String kind, End end) {
    present.decrementAndGet();
    counts.computeIfAbsent(kind, any -> new long[End.values().length])[end.ordinal()]++;
  }

  synchronized void failed(String kind, String reason) {
    System.out.println(kind + ": " + reason);
    if (failures.size() < KEPT) {
      failures.add(kind + ": " + reason);
    }
    ended(kind, End.FAILED);
  }

  synchronized long of(End end) {
    return counts.values().stream().mapToLong(row -> row[end.ordinal()]).sum();
  }

  /** The first failures. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** A table in Markdown, a line a kind. */
  synchronized String table() {
    StringBuilder text =
        new StringBuilder(
            "| receivers | whole | left or died | given up by the other side | failed |\n");
    text.append("|---|---|---|---|---|\n");
    counts.forEach(
        (kind, row) -> {
          text.append("| ").append(kind);
          for (long count : row) {
            text.append(String.format(Locale.ROOT, " | %,d", count));
          }
          text.append(" |\n");
        });
    return text.toString();
  }
}
