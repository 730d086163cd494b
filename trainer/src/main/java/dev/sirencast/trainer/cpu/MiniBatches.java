package dev.sirencast.trainer.cpu;

import java.util.SplittableRandom;

/**
 * Which points a step sees: all, or the next of some batches of nearly equal size. A step's batch
 * depends on the options and its number alone.
 */
final class MiniBatches {
  private static final long EPOCH = 0x9E3779B97F4A7C15L;

  private final TrainingPoints points;
  private final FitOptions options;
  private final int batches;
  private final int[] order;
  private final TrainingPoints room;
  private int shuffledEpoch = -1;

  private TrainingPoints current;
  private int from;
  private int to;

  MiniBatches(TrainingPoints points, FitOptions options) {
    this.points = points;
    this.options = options;
    int size = options.batchPoints() == 0 ? points.count() : options.batchPoints();
    this.batches = (int) (((long) points.count() + size - 1) / size);
    boolean gathers = options.shuffled() && batches > 1;
    this.order = new int[gathers ? points.count() : 0];
    this.room = gathers ? TrainingPoints.room(points.inputs(), points.outputs(), size) : points;
    this.current = points;
  }

  /** Goes to a step's batch. */
  void go(int step) {
    int batch = step % batches;
    from = (int) ((long) points.count() * batch / batches);
    to = (int) ((long) points.count() * (batch + 1) / batches);
    if (order.length > 0) {
      shuffle(step / batches);
      room.gather(points, order, from, to);
      current = room;
      to -= from;
      from = 0;
    }
  }

  private void shuffle(int epoch) {
    if (epoch == shuffledEpoch) {
      return;
    }
    shuffledEpoch = epoch;
    SplittableRandom random = new SplittableRandom(options.seed() + epoch * EPOCH);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  TrainingPoints points() {
    return current;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
