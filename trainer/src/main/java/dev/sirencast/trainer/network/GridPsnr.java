package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sirencast.trainer.engine.LossDecibels;

/**
 * The PSNR of a network's signal on the whole grid, as {@link dev.sirencast.signal.Psnr} defines
 * it: samples {@code (y + 1) / 2} clamped to [0, 1], peak 1.
 */
public final class GridPsnr {
  private GridPsnr() {}

  /** Returns the PSNR in decibels, NaN if an output is not a number. */
  public static double decibels(FoldedParameters network, Batch grid) {
    double sum = 0;
    for (Tile tile : grid.tiles()) {
      try (NDManager scope = network.manager().newSubManager()) {
        NDArray clamped = network.outputs(scope, tile.coordinates()).clip(-1f, 1f);
        sum += clamped.subi(tile.targets()).square().sum().toFloatArray()[0];
      }
    }
    return LossDecibels.of(sum / grid.points(), network.architecture().outputs());
  }
}
