package dev.sirencast.spark.cluster;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.Task;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** A Spark application that runs tasks until it is closed. */
public final class ClusterEngine implements TaskEngine {
  private static final String TABLE = "results.parquet";

  private final SparkContext context;
  private final WorkerJars jars;
  private boolean endedEarly;

  /**
   * Starts it.
   *
   * @param stated settings by Spark's names
   * @param ownJar this module's, which workers need to know the functions of its tasks
   * @param classPath the program's, which workers need to do them
   */
  public ClusterEngine(Map<String, String> stated, String ownJar, List<String> classPath) {
    SparkConf conf = ClusterSettings.of(stated, ownJar);
    Masters.requireReachable(conf.get("spark.master"));
    this.context = new SparkContext(conf);
    if (context.isStopped()) {
      throw new IllegalStateException("no master answers at " + conf.get("spark.master"));
    }
    this.jars = WorkerJars.brought(context, classPath);
  }

  @Override
  public void run(String kind, List<Task> tasks, TaskListener listener) throws EngineException {
    new ClusterRun(context, new TaskFunction(kind, jars), tasks, listener).toEnd();
    endedEarly = listener.isCancelled();
  }

  /**
   * Writes {@code results.parquet}, on the driver. Where the last run was ended early, the next
   * one's is waited for: who has asked for the end wants no more work.
   */
  @Override
  public void keep(List<String> rows, Path folder) throws EngineException {
    if (endedEarly) {
      return;
    }
    Path file = folder.resolve(TABLE);
    try {
      ParquetTable.write(rows, file);
    } catch (IOException e) {
      throw new EngineException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    context.stop();
  }
}
