package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.List;

/** All points of a signal on the device: their coordinates, and their targets in [-1, 1]. */
public final class SignalPoints {
  private final int points;
  private final int tileSize;
  private final Tile all;
  private final Batch grid;

  /**
   * @param manager owner of the points, open as long as they are used
   */
  public SignalPoints(NDManager manager, Signal signal, int tileSize) {
    this.points = signal.grid().points();
    this.tileSize = tileSize;
    this.all = new Tile(coordinates(manager, signal.grid()), targets(manager, signal));
    this.grid = tiled(all);
  }

  private static NDArray coordinates(NDManager manager, CoordinateGrid grid) {
    float[][] axes = new float[grid.dimensions()][grid.points()];
    grid.coordinates(0, grid.points(), axes);
    try (NDManager scope = manager.newSubManager()) {
      NDList columns = new NDList();
      for (float[] axis : axes) {
        columns.add(scope.create(axis));
      }
      NDArray coordinates = NDArrays.stack(columns, 1);
      coordinates.attach(manager);
      return coordinates;
    }
  }

  private static NDArray targets(NDManager manager, Signal signal) {
    Shape shape = new Shape(signal.grid().points(), signal.components());
    return manager.create(signal.toArray(), shape).muli(2f).subi(1f);
  }

  /** The number of points. */
  public int points() {
    return points;
  }

  /** The whole grid, in tiles that share the memory of the points. */
  public Batch grid() {
    return grid;
  }

  /** Returns the points with these indices, copied into arrays of {@code scope}. */
  public Batch select(NDManager scope, int[] indices) {
    NDIndex rows = new NDIndex("{}", scope.create(indices));
    return tiled(new Tile(all.coordinates().get(scope, rows), all.targets().get(scope, rows)));
  }

  private Batch tiled(Tile whole) {
    int count = (int) whole.targets().getShape().get(0);
    List<Tile> tiles = new ArrayList<>();
    for (int first = 0; first < count; first += tileSize) {
      NDIndex rows = new NDIndex().addSliceDim(first, Math.min(first + tileSize, count));
      tiles.add(new Tile(whole.coordinates().get(rows), whole.targets().get(rows)));
    }
    return new Batch(tiles, count);
  }
}
