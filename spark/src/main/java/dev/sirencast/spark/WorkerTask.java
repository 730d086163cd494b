package dev.sirencast.spark;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.TaskContext;
import dev.sirencast.batch.TaskEngines;
import dev.sirencast.batch.TaskKind;
import dev.sirencast.batch.TaskOutcome;
import java.util.function.BooleanSupplier;

/**
 * Does a task where Spark wants it done. Called by reflection from among Spark's classes, across
 * two class loaders, and so with the JDK's types alone.
 */
public final class WorkerTask {
  /** What begins the answer of a task that was done. */
  public static final char DONE = '+';

  /** What begins the reason of one that cannot be. */
  public static final char FAILED = '-';

  private WorkerTask() {}

  /**
   * Does a task.
   *
   * @param kind the name of its kind
   * @param line what is to be done
   * @param threads that it may use, 1 or more
   * @param cancelled whether nobody wants the result any more
   * @return {@link #DONE} and the result, or {@link #FAILED} and the reason
   */
  public static String run(String kind, String line, int threads, BooleanSupplier cancelled) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(WorkerTask.class.getClassLoader());
    try {
      TaskKind found = TaskEngines.kind(kind);
      TaskOutcome outcome = TaskOutcome.of(found, line, new TaskContext(threads, cancelled));
      return (outcome.isDone() ? DONE : FAILED) + outcome.line();
    } catch (EngineException e) {
      return FAILED + "on a worker: " + e.getMessage();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Reads an answer. */
  public static TaskOutcome outcome(String answer) {
    String line = answer.substring(1);
    return answer.charAt(0) == DONE ? TaskOutcome.done(line) : TaskOutcome.failed(line);
  }
}
