package dev.sirencast.signal;

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
      throw new InsufficientMemoryException(this, 0, null);
    }
    try {
      return work.run();
    } catch (OutOfMemoryError e) {
      Runtime runtime = Runtime.getRuntime();
      throw new InsufficientMemoryException(this, runtime.totalMemory() - runtime.freeMemory(), e);
    }
  }
}
