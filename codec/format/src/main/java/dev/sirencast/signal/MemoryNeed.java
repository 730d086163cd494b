package dev.sirencast.signal;

import java.util.Locale;

/**
 * The memory of some work, known before it begins: what a signal's size alone says of it.
 *
 * <p>Where the virtual machine may not use as much, the work is refused before anything is
 * allocated; where it has too little left, its error becomes one that says what was needed.
 * Immutable and thread-safe.
 *
 * @param what the work, as the beginning of a sentence: "to read a picture of 4000x3000"
 * @param bytes what it takes at least
 * @param less what would take less, in words; may be empty
 */
public record MemoryNeed(String what, long bytes, String less) {
  private static final int MEBIBYTE = 20;

  /**
   * What a signal takes while it is made: its samples, and the copy that the signal keeps.
   *
   * @param values its samples times their components
   */
  public static MemoryNeed ofSignal(String what, long values, String less) {
    return new MemoryNeed(what, 2 * Float.BYTES * values, less);
  }

  /**
   * Work that may fail.
   *
   * @param <T> what it brings
   * @param <E> how it fails
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /** Does it. */
    T run() throws E;
  }

  /**
   * Does the work.
   *
   * @throws InsufficientMemoryException if there is not enough memory for it
   */
  public <T, E extends Exception> T during(Work<T, E> work) throws E {
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw new InsufficientMemoryException(refusal(0), bytes, null);
    }
    try {
      return work.run();
    } catch (OutOfMemoryError e) {
      Runtime runtime = Runtime.getRuntime();
      long taken = runtime.totalMemory() - runtime.freeMemory();
      throw new InsufficientMemoryException(refusal(taken), bytes + taken, e);
    }
  }

  /**
   * @param taken the bytes that other things take, or 0 where all of them would not do
   */
  private String refusal(long taken) {
    return String.format(
        Locale.ROOT,
        "%s takes at least %,d MiB, and Java may use %,d MiB here%s%s",
        what,
        (bytes >> MEBIBYTE) + 1,
        Runtime.getRuntime().maxMemory() >> MEBIBYTE,
        taken == 0 ? "" : String.format(Locale.ROOT, ", of which %,d are taken", taken >> MEBIBYTE),
        less.isEmpty() ? "" : "; " + less + " takes less");
  }
}
