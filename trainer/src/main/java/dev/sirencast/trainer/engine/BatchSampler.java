package dev.sirencast.trainer.engine;

import java.util.SplittableRandom;

/**
 * Draws the points of successive batches from random permutations of the grid, so that every point
 * has come once before any comes again (but for the batch in which one permutation ends and the
 * next begins).
 *
 * <p>Permutation k depends on the seed and on k alone, so a run can begin at any step.
 */
public final class BatchSampler {
  private final long seed;
  private final int[] order;
  private final int[] batch;
  private SplittableRandom random;
  private long permutation;
  private int used;

  /**
   * @param points the number of points to draw from
   * @param batchSize the number of points to draw each time
   */
  public BatchSampler(long seed, int points, int batchSize) {
    this.seed = seed;
    this.order = new int[points];
    this.batch = new int[batchSize];
    this.random = begin(0);
  }

  /** Goes to the batch of a step, counted from 0: the next one drawn is that step's. */
  public void seek(int step) {
    long drawn = (long) step * batch.length;
    random = begin(drawn / order.length);
    for (long i = 0; i < drawn % order.length; i++) {
      draw();
    }
  }

  private SplittableRandom begin(long number) {
    permutation = number;
    used = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return new SplittableRandom(seed ^ (0xD1B54A32D192ED03L * (number + 1)));
  }

  /** Returns the next batch's points, in an array that the next call overwrites. */
  public int[] next() {
    for (int i = 0; i < batch.length; i++) {
      batch[i] = draw();
    }
    return batch;
  }

  /** One step of the Fisher-Yates shuffle, which begins anew when the last point is drawn. */
  private int draw() {
    if (used == order.length) {
      random = begin(permutation + 1);
    }
    int chosen = used + random.nextInt(order.length - used);
    int point = order[chosen];
    order[chosen] = order[used];
    order[used++] = point;
    return point;
  }
}
