package dev.sirencast.cli.connection;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lines about peers, so few that no peer can fill a log with them: of each kind the first at once,
 * then at most one a minute, which says how many there were. Of a kind are lines that differ in
 * their numbers and addresses alone. Thread-safe.
 */
public final class PeerNotes implements AutoCloseable {
  private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Peers may word their own reasons; those of any more kinds are one. */
  private static final int MOST_KINDS = 32;

  private static final String OTHERS = "";

  private final Consumer<String> out;
  private final LongSupplier nanoTime;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  private static final class Kind {
    private long told;
    private long waiting;
    private String last = "";
  }

  /**
   * @param out told the lines
   */
  public PeerNotes(Consumer<String> out) {
    this(out, System::nanoTime);
  }

  /**
   * @param nanoTime tells the time, in nanoseconds since any moment
   */
  PeerNotes(Consumer<String> out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /** Tells of a peer, now or later. */
  public synchronized void add(String line) {
    String name = line.replaceAll("\\[[^\\]]*\\]", "").replaceAll("[0-9][0-9.]*", "0");
    Kind kind = kinds.get(kinds.containsKey(name) || kinds.size() < MOST_KINDS ? name : OTHERS);
    if (kind == null) {
      kind = new Kind();
      kind.told = nanoTime.getAsLong();
      kinds.put(kinds.size() < MOST_KINDS ? name : OTHERS, kind);
      out.accept(line);
      return;
    }
    kind.last = line;
    kind.waiting++;
    look();
  }

  /** Says what has waited for a minute; to be called now and then. */
  public synchronized void look() {
    long now = nanoTime.getAsLong();
    for (Kind kind : kinds.values()) {
      if (kind.waiting > 0 && now - kind.told >= SILENCE_NANOS) {
        kind.told = now;
        tell(kind);
      }
    }
  }

  private void tell(Kind kind) {
    String such = "; " + String.format(Locale.ROOT, "%,d", kind.waiting) + " such since the last";
    out.accept(kind.last + (kind.waiting == 1 ? "" : such));
    kind.waiting = 0;
  }

  /** Says what has not been said. */
  @Override
  public synchronized void close() {
    kinds.values().stream().filter(kind -> kind.waiting > 0).forEach(this::tell);
  }
}
