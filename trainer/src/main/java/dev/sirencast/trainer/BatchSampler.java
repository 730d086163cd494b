package dev.sirencast.trainer;

import java.util.SplittableRandom;

/**
 * Draws the points of successive batches from random permutations of the grid, so that every point
 * has come once before any comes again (but for the batch in which one permutation ends and the
 * next begins).
 */
final class BatchSampler {
  private final SplittableRandom random;
  private final int[] order;
  private final int[] batch;
  private int used;

  /**
   * @param points the number of points to draw from
   * @param batchSize the number of points to draw each time
   */
  BatchSampler(SplittableRandom random, int points, int batchSize) {
    this.random = random;
    this.order = new int[points];
    for (int i = 0; i < points; i++) {
      order[i] = i;
    }
    this.batch = new int[batchSize];
  }

  /** Returns the next batch's points, in an array that the next call overwrites. */
  int[] next() {
    for (int i = 0; i < batch.length; i++) {
      batch[i] = draw();
    }
    return batch;
  }

  /** One step of the Fisher-Yates shuffle, which begins anew when the last point is drawn. */
  private int draw() {
    if (used == order.length) {
      used = 0;
    }
    int chosen = used + random.nextInt(order.length - used);
    int point = order[chosen];
    order[chosen] = order[used];
    order[used++] = point;
    return point;
  }
}
