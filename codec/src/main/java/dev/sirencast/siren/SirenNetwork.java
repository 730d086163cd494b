package dev.sirencast.siren;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;

/** Evaluates a sine network on a coordinate grid. */
public final class SirenNetwork {
  private final SirenWeights weights;

  private SirenNetwork(SirenWeights weights) {
    this.weights = weights;
  }

  /** Returns the network with these weights. */
  public static SirenNetwork of(SirenWeights weights) {
    return new SirenNetwork(weights);
  }

  /**
   * Returns the network's raw outputs y at every point of the grid, outputs interleaved.
   *
   * @throws IllegalArgumentException if the grid's dimensions are not the network's inputs
   */
  public float[] evaluate(CoordinateGrid grid) {
    SirenArchitecture architecture = weights.architecture();
    if (grid.dimensions() != architecture.inputs()) {
      throw new IllegalArgumentException(
          architecture + " cannot be evaluated on a grid of " + grid.dimensions() + " axes");
    }
    float[] out = new float[grid.points() * architecture.outputs()];
    float[][] coordinates = new float[grid.dimensions()][1];
    for (int point = 0; point < grid.points(); point++) {
      grid.coordinates(point, 1, coordinates);
      double[] h = new double[grid.dimensions()];
      for (int d = 0; d < h.length; d++) {
        h[d] = coordinates[d][0];
      }
      for (int layer = 0; layer < architecture.layers(); layer++) {
        h = layer(layer, h);
      }
      for (int c = 0; c < h.length; c++) {
        out[point * h.length + c] = (float) h[c];
      }
    }
    return out;
  }

  public Signal reconstruct(SignalKind kind, CoordinateGrid grid, int bitDepth) {
    float[] y = evaluate(grid);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.min(1f, Math.max(0f, (y[i] + 1) / 2));
    }
    return Signal.of(kind, grid, weights.architecture().outputs(), bitDepth, y);
  }

  private double[] layer(int layer, double[] h) {
    SirenArchitecture architecture = weights.architecture();
    double[] next = new double[architecture.rows(layer)];
    for (int r = 0; r < next.length; r++) {
      double z = weights.bias(layer).get(r);
      for (int c = 0; c < h.length; c++) {
        z += (double) weights.weight(layer).get(r * h.length + c) * h[c];
      }
      next[r] = architecture.isSine(layer) ? Math.sin(architecture.omega0(layer) * z) : z;
    }
    return next;
  }
}
