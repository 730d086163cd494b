package dev.sirencast.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs tasks somewhere. One call at a time; several calls may follow each other until it is closed.
 */
public interface TaskEngine extends AutoCloseable {
  /**
   * Runs tasks, and returns when each of them has ended, or within two seconds once the listener
   * wants no more. Where a worker dies, its tasks are run again. They begin in the order of the
   * list, as far as there is room.
   *
   * @param kind the name of a {@link TaskKind}
   * @throws EngineException if the engine cannot go on; what has ended stays so
   */
  void run(String kind, List<Task> tasks, TaskListener listener) throws EngineException;

  /**
   * Keeps a table in the engine's own form too, such as Parquet, where it has one; by default it
   * has none. The caller keeps the rows as JSON lines in any case.
   *
   * @param rows flat JSON objects, one a line; a column that a row does not have is null in it
   * @param folder that they are about; the engine chooses the names in it
   * @throws EngineException if they cannot be written
   */
  default void keep(List<String> rows, Path folder) throws EngineException {}

  /** Lets go of what it holds. */
  @Override
  void close();
}
