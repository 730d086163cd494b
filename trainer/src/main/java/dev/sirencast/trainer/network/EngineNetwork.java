package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.ParameterSpace;
import java.util.Objects;

/**
 * A sine network that the tensor engine evaluates on the CPU: what the receiver's plain Java is
 * checked and measured against.
 *
 * <p>Each layer is one call of the engine's fused linear operation and one sine, with omega0 folded
 * into the weights, tile after tile. Outputs differ from {@link dev.sirencast.siren.SirenNetwork}'s
 * by rounding. Several threads may evaluate at once; closing while one does is an error.
 */
public final class EngineNetwork implements AutoCloseable {
  private final NDManager manager;
  private final SirenArchitecture architecture;
  private final FoldedParameters network;
  private final int tilePoints;

  private EngineNetwork(NDManager manager, SirenWeights weights, int tilePoints) {
    this.manager = manager;
    this.architecture = weights.architecture();
    this.tilePoints = tilePoints;
    ParameterSpace space = new ParameterSpace(architecture, SeededTensors.none());
    this.network = new TrainedParameters(manager, space, weights).network(manager);
  }

  /**
   * Returns the network with these weights.
   *
   * @param tilePoints points that go through the network together, 1 or more
   * @throws IllegalStateException if the engine cannot be started
   */
  public static EngineNetwork of(SirenWeights weights, int tilePoints) {
    if (tilePoints < 1) {
      throw new IllegalArgumentException("a tile has 1 point or more, got " + tilePoints);
    }
    DjlEngine engine = DjlEngine.get();
    return new EngineNetwork(
        engine.newManager(engine.device(TrainingDevice.CPU)), weights, tilePoints);
  }

  /**
   * Writes the raw outputs at some successive points of the grid, outputs interleaved.
   *
   * @param threads the engine's threads for an operation of the calling thread, 1 or more
   * @param first the first point's index, axis 0 fastest
   * @param count the number of points
   * @param out receives {@code count * outputs} numbers from {@code offset} on
   * @throws IllegalArgumentException if the grid's dimensions are not the network's inputs
   * @throws IndexOutOfBoundsException if the points are not all in the grid, or do not fit in out
   */
  public void evaluate(
      CoordinateGrid grid, int threads, int first, int count, float[] out, int offset) {
    if (grid.dimensions() != architecture.inputs()) {
      throw new IllegalArgumentException(
          architecture + " cannot be evaluated on a grid of " + grid.dimensions() + " axes");
    }
    Objects.checkFromIndexSize(first, count, grid.points());
    Objects.checkFromIndexSize(offset, (long) count * architecture.outputs(), out.length);
    DjlEngine.get().useThreads(threads);
    for (int done = 0; done < count; done += tilePoints) {
      int points = Math.min(tilePoints, count - done);
      float[] outputs = tile(grid, first + done, points);
      System.arraycopy(outputs, 0, out, offset + done * architecture.outputs(), outputs.length);
    }
  }

  private float[] tile(CoordinateGrid grid, int first, int points) {
    int axes = architecture.inputs();
    float[][] rows = new float[axes][points];
    grid.coordinates(first, points, rows);
    float[] interleaved = new float[points * axes];
    for (int axis = 0; axis < axes; axis++) {
      for (int p = 0; p < points; p++) {
        interleaved[p * axes + axis] = rows[axis][p];
      }
    }
    try (NDManager scope = manager.newSubManager()) {
      NDArray coordinates = scope.create(interleaved, new Shape(points, axes));
      return network.outputs(scope, coordinates).toFloatArray();
    }
  }

  /** Frees the weights. */
  @Override
  public void close() {
    manager.close();
  }
}
