package dev.sirencast.spark.cluster;

import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * What a Spark task does: one task of ours, with as many threads as {@code spark.task.cpus} says.
 */
final class TaskFunction extends AbstractFunction1<Iterator<String>, String>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String kind;
  private final WorkerJars jars;

  /**
   * @param kind the name of the tasks' kind
   * @param jars that know it
   */
  TaskFunction(String kind, WorkerJars jars) {
    this.kind = kind;
    this.jars = jars;
  }

  /** Takes a partition, which has one line, and returns the answer. */
  @Override
  public String apply(Iterator<String> partition) {
    TaskContext task = TaskContext.get();
    return jars.run(kind, partition.next(), task.cpus(), task::isInterrupted);
  }
}
