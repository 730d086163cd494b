package dev.sirencast.batch;

/**
 * What became of a task: a failure is a value, too.
 *
 * @param isDone whether it was done
 * @param line its result, or why it failed
 */
public record TaskOutcome(boolean isDone, String line) {
  /** A task that was done. */
  public static TaskOutcome done(String result) {
    return new TaskOutcome(true, result);
  }

  /** A task that cannot be done. */
  public static TaskOutcome failed(String reason) {
    return new TaskOutcome(false, reason.lines().findFirst().orElse("failed without a word"));
  }

  /**
   * Does a task. Whatever the task throws is a failure of it alone, memory that did not suffice and
   * libraries that do not load among it; to retry it would bring the same.
   */
  public static TaskOutcome of(TaskKind kind, String task, TaskContext context) {
    try {
      return done(kind.run(task, context));
    } catch (TaskException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return failed("out of memory: fewer workers, or a smaller signal, take less");
    } catch (RuntimeException | LinkageError e) {
      return failed("internal error: " + e);
    }
  }
}
