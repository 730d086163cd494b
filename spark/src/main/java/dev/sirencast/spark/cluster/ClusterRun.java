package dev.sirencast.spark.cluster;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.Task;
import dev.sirencast.batch.TaskListener;
import dev.sirencast.batch.TaskOutcome;
import dev.sirencast.spark.WorkerTask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The tasks of one call: a Spark job with a partition a task, whose results are told as they come.
 *
 * <p>Spark retries a task whose worker died, and gives up the whole job where that happens to one
 * task too often. That task has failed, then, and what remains is another job.
 */
final class ClusterRun {
  private static final String GROUP = "sirencast";

  /** How often it is asked whether anybody wants more. */
  private static final long LOOK_MILLIS = 100;

  private final SparkContext context;
  private final TaskFunction function;
  private final List<Task> tasks;
  private final TaskListener listener;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

  ClusterRun(SparkContext context, TaskFunction function, List<Task> tasks, TaskListener listener) {
    this.context = context;
    this.function = function;
    this.tasks = tasks;
    this.listener = listener;
  }

  /** Runs until each has ended, or nobody wants more. */
  void toEnd() throws EngineException {
    Set<Integer> open = new LinkedHashSet<>(IntStream.range(0, tasks.size()).boxed().toList());
    while (!open.isEmpty() && !listener.isCancelled()) {
      new Job(open).toEnd();
    }
  }

  /** One job of Spark's. */
  private final class Job {
    private final Set<Integer> open;
    private final List<Integer> places;
    private final JobWatch watch;

    /**
     * @param open the tasks that have not ended; those that do are taken out
     */
    Job(Set<Integer> open) {
      this.open = open;
      this.places = List.copyOf(open);
      this.watch = new JobWatch(place -> events.add(() -> start(places.get(place))));
    }

    void toEnd() throws EngineException {
      context.addSparkListener(watch);
      context.setJobGroup(GROUP, tasks.size() + " tasks", true);
      try {
        SimpleFutureAction<BoxedUnit> job = submit();
        while (!job.isCompleted() && !listener.isCancelled()) {
          hear();
        }
        if (listener.isCancelled()) {
          job.cancel();
        }
        drain();
        if (!listener.isCancelled() && job.value().get().isFailure()) {
          giveUpOne(job.value().get().failed().get());
        }
      } finally {
        context.clearJobGroup();
        context.removeSparkListener(watch);
      }
    }

    private SimpleFutureAction<BoxedUnit> submit() {
      List<String> lines = places.stream().map(task -> tasks.get(task).line()).toList();
      RDD<String> partitions =
          JavaSparkContext.fromSparkContext(context).parallelize(lines, lines.size()).rdd();
      List<Object> all = IntStream.range(0, lines.size()).<Object>mapToObj(i -> i).toList();
      return context.submitJob(
          partitions,
          function,
          CollectionConverters.asScala(all).toSeq(),
          new AbstractFunction2<Object, String, BoxedUnit>() {
            @Override
            public BoxedUnit apply(Object place, String answer) {
              // Called once a partition, by a thread of Spark's that has more to do.
              events.add(() -> end(places.get((Integer) place), WorkerTask.outcome(answer)));
              return BoxedUnit.UNIT;
            }
          },
          new AbstractFunction0<BoxedUnit>() {
            @Override
            public BoxedUnit apply() {
              return BoxedUnit.UNIT;
            }
          });
    }

    /** What Spark tells of beginnings may come behind an end. */
    private void start(Integer task) {
      if (open.contains(task)) {
        listener.onStarted(task);
      }
    }

    private void end(Integer task, TaskOutcome outcome) {
      open.remove(task);
      listener.onEnded(task, outcome);
    }

    private void hear() throws EngineException {
      try {
        Runnable event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EngineException("interrupted while tasks were running", e);
      }
    }

    private void drain() {
      for (Runnable event = events.poll(); event != null; event = events.poll()) {
        event.run();
      }
    }

    /** Ends the task for which Spark has given up the job. */
    private void giveUpOne(Throwable failure) throws EngineException {
      OptionalInt place = context.isStopped() ? OptionalInt.empty() : watch.mostFailed();
      if (place.isEmpty()) {
        throw new EngineException("Spark gave up: " + firstLine(failure), failure);
      }
      drain();
      Integer task = places.get(place.getAsInt());
      end(task, TaskOutcome.failed(watch.reason(place.getAsInt())));
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
  }
}
