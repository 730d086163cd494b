package dev.sirencast.trainer.cpu;

import org.jspecify.annotations.Nullable;

/** What a thread does with one tile after another, in memory of its own. */
interface TileWorker {
  /**
   * Returns the tile's squared error, and adds its gradients.
   *
   * @param tile the tile's number
   * @param first the number of its first point
   * @param count its points
   * @param sums what the gradients of half the squared error are added to, each layer's in turn;
   *     null: only the error is wanted
   */
  double add(
      TrainingPoints points, int tile, int first, int count, LayerGradient @Nullable [] sums);
}
