package dev.sirencast.batch;

/**
 * A function from a task's line to its result's.
 *
 * <p>Kinds are found by {@link java.util.ServiceLoader}, and have a public constructor without
 * parameters. A kind is thread-safe. A task may be run more than once, and by several at a time,
 * where a worker has died or is slow: it gives the same result, and what it writes appears whole or
 * not at all.
 */
public interface TaskKind {
  /** What it is called, in lower case. */
  String name();

  /**
   * Does a task.
   *
   * @return its result, one line
   * @throws TaskException if it cannot be done; others go on
   */
  String run(String task, TaskContext context) throws TaskException;
}
