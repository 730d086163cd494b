package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.PointSample;
import dev.sirencast.siren.SirenArchitecture;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * A network at the points that stand for a grid, beside the outputs it had at first, which are what
 * rounding is measured against.
 *
 * <p>Fewer points are taken of networks so large that their values would take more than {@value
 * #MAX_VALUES} numbers. A network of more weights than outputs at the points could come back to
 * those and to nothing between them, so that fewer points than the grid has cost quality.
 */
final class SampledNetwork {
  /** Enough points for what all of a network's weights are refitted to. */
  static final int MANY_POINTS = 1 << 15;

  /** Enough points for statistics. */
  static final int FEW_POINTS = 1 << 13;

  /** Enough points to tell tensors apart. */
  static final int FEWEST_POINTS = 1 << 9;

  private static final long MAX_VALUES = 1L << 27;

  private final SirenArchitecture architecture;
  private final List<LinearizedNetwork> tiles = new ArrayList<>();
  private final Runnable pulse;
  private final List<float[][]> targets = new ArrayList<>();
  private final int points;

  /**
   * @param layers row-major matrices, the bias's column last
   * @param maxPoints the most points that are taken
   * @param pulse run before anything is done with a tile: what it throws ends the work
   */
  SampledNetwork(
      SirenArchitecture architecture,
      CoordinateGrid grid,
      float[][] layers,
      int maxPoints,
      Runnable pulse) {
    this.architecture = architecture;
    this.pulse = pulse;
    long perPoint = 0;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      perPoint += architecture.columns(layer) + 1L + 2L * architecture.rows(layer);
    }
    long most = Math.max(PointTile.POINTS, Math.min(maxPoints, MAX_VALUES / perPoint));
    int[] sample = PointSample.of(grid, (int) most);
    this.points = sample.length;
    for (int first = 0; first < points; first += PointTile.POINTS) {
      pulse.run();
      LinearizedNetwork tile = tile(grid, sample, first);
      tile.evaluate(layers, 0, layers.length);
      tiles.add(tile);
      targets.add(tile.outputs());
    }
  }

  private LinearizedNetwork tile(CoordinateGrid grid, int[] sample, int first) {
    int count = Math.min(PointTile.POINTS, sample.length - first);
    float[][] x = new float[grid.dimensions()][PointTile.POINTS];
    for (int p = 0; p < count; p++) {
      double[] coordinates = PointSample.coordinates(grid, sample[first + p]);
      for (int axis = 0; axis < x.length; axis++) {
        x[axis][p] = (float) coordinates[axis];
      }
    }
    return new LinearizedNetwork(architecture, x, count);
  }

  SirenArchitecture architecture() {
    return architecture;
  }

  /** The tiles, each of which costs a pulse. */
  List<LinearizedNetwork> tiles() {
    return new AbstractList<>() {
      @Override
      public LinearizedNetwork get(int index) {
        pulse.run();
        return tiles.get(index);
      }

      @Override
      public int size() {
        return tiles.size();
      }
    };
  }

  int points() {
    return points;
  }

  /** Evaluates some layers; those before {@code from} are as they were. */
  void evaluate(float[][] layers, int from, int end) {
    for (LinearizedNetwork tile : tiles()) {
      tile.evaluate(layers, from, end);
    }
  }

  /** Target less output of a tile, by output and point. */
  float[][] residual(int tile) {
    float[][] target = targets.get(tile);
    float[][] outputs = tiles.get(tile).outputs();
    float[][] residual = new float[target.length][PointTile.POINTS];
    for (int o = 0; o < target.length; o++) {
      for (int p = 0; p < PointTile.POINTS; p++) {
        residual[o][p] = target[o][p] - outputs[o][p];
      }
    }
    return residual;
  }

  /** The squared error, summed over the outputs, mean over the points. */
  double error() {
    double sum = 0;
    for (int tile = 0; tile < tiles.size(); tile++) {
      for (float[] row : residual(tile)) {
        for (float difference : row) {
          sum += (double) difference * difference;
        }
      }
    }
    return sum / points;
  }
}
