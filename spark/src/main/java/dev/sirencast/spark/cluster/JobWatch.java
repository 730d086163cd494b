package dev.sirencast.spark.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * What happens to the tasks of one job, by their partitions. Spark calls it from a thread of its
 * own.
 */
final class JobWatch extends SparkListener {
  /** How long the news may take that come after a job's end. */
  private static final long PATIENCE_SECONDS = 10;

  private final IntConsumer started;
  private final Map<Integer, Integer> failures = new HashMap<>();
  private final Map<Integer, String> reasons = new HashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param started told the partition of every task that begins, or begins again
   */
  JobWatch(IntConsumer started) {
    this.started = started;
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart event) {
    started.accept(event.taskInfo().partitionId());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.reason() instanceof TaskFailedReason reason && reason.countTowardsTaskFailures()) {
      int partition = event.taskInfo().partitionId();
      failures.merge(partition, 1, Integer::sum);
      reasons.put(partition, reason.toErrorString().lines().findFirst().orElse(""));
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd event) {
    ended.countDown();
  }

  /** The partition whose tasks failed most often, once the job has ended; none where none did. */
  OptionalInt mostFailed() {
    try {
      boolean heard = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      synchronized (this) {
        return failures.entrySet().stream()
            .filter(entry -> heard)
            .max(Map.Entry.comparingByValue())
            .map(entry -> OptionalInt.of(entry.getKey()))
            .orElse(OptionalInt.empty());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /** Why a partition's tasks failed. */
  synchronized String reason(int partition) {
    return "given up after "
        + failures.get(partition)
        + " tries: "
        + reasons.getOrDefault(partition, "its workers died");
  }
}
