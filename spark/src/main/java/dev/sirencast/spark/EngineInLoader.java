package dev.sirencast.spark;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.Task;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskListener;
import java.nio.file.Path;
import java.util.List;

/**
 * An engine whose calls run with its own loader as the thread's: Spark and Hadoop look there for
 * what they load by name.
 */
record EngineInLoader(TaskEngine engine, SparkClassLoader loader) implements TaskEngine {
  @Override
  public void run(String kind, List<Task> tasks, TaskListener listener) throws EngineException {
    ClassLoader before = enter();
    try {
      engine.run(kind, tasks, listener);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Override
  public void keep(List<String> rows, Path folder) throws EngineException {
    ClassLoader before = enter();
    try {
      engine.keep(rows, folder);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** The loader stays open: threads of Spark's may still be ending. */
  @Override
  public void close() {
    ClassLoader before = enter();
    try {
      engine.close();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private ClassLoader enter() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    return before;
  }
}
