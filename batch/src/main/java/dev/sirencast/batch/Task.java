package dev.sirencast.batch;

/**
 * One piece of work.
 *
 * @param line what is to be done, one line, in the words of its kind (JSON, by custom)
 * @param threads that it makes use of, 1 or more; an engine may grant fewer, and the result is the
 *     same
 * @param bytes of memory that it takes at most, as far as is known; 0 or more
 */
public record Task(String line, int threads, long bytes) {
  /** Checks the ranges. */
  public Task {
    if (line.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a task is one line, got " + line);
    }
    if (threads < 1 || bytes < 0) {
      throw new IllegalArgumentException(
          "a task takes 1 thread or more and 0 bytes or more, got " + threads + " and " + bytes);
    }
  }
}
