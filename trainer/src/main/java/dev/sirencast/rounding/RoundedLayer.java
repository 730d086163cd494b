package dev.sirencast.rounding;

/**
 * A layer whose weights are refitted to what the float network makes of the same points, given what
 * the rounded layers before it deliver, and rounded together.
 */
final class RoundedLayer {
  /** Wide layers have many weights to share an error: fewer beginnings are kept for them. */
  private static final int BEAM_WORK = 1 << 10;

  private static final int MOST_BEAM = 16;

  private final LayerMatrix layer;
  private final FreeInputs free;
  private final LatticeFactors factors;

  /**
   * @param layer the float weights
   * @param free the inputs whose weights are rounded, at least one
   * @param points what the layer is given, points x inputs
   */
  RoundedLayer(LayerMatrix layer, FreeInputs free, double[] points) {
    this.layer = layer;
    this.free = free;
    this.factors = InputCovariance.of(points, layer.inputs(), free);
  }

  /** What a squared error of one weight counts, on average, when those after it make up for it. */
  double meanPivot() {
    return factors.meanPivot();
  }

  /**
   * Returns the symbols of the free weights, rows x free inputs.
   *
   * @param points what the layer is given
   * @param targets what the float network's layer makes of them, points x rows
   * @param grids the steps of the free weights
   */
  int[][] round(double[] points, double[] targets, SymbolGrid[] grids) {
    double[][] slopes = slopes(points, targets);
    int beam = Math.max(1, Math.min(MOST_BEAM, BEAM_WORK / factors.size()));
    LatticeSearch search = new LatticeSearch(factors, grids, beam);
    int[][] symbols = new int[layer.rows()][];
    for (int r = 0; r < symbols.length; r++) {
      double[] wanted = factors.solve(slopes[r]);
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] += layer.get(r, free.first() + i);
      }
      symbols[r] = search.round(wanted);
    }
    return symbols;
  }

  /** What the squared error falls by along each free weight, halved: rows x free inputs. */
  private double[][] slopes(double[] points, double[] targets) {
    int inputs = layer.inputs();
    int rows = layer.rows();
    int count = points.length / inputs;
    double[] made = layer.times(points);
    double[][] slopes = new double[rows][free.size()];
    for (int p = 0; p < count; p++) {
      for (int r = 0; r < rows; r++) {
        double missing = (targets[p * rows + r] - made[p * rows + r]) / count;
        LayerMatrix.add(missing, points, p * inputs + free.first(), free.size(), slopes[r], 0);
      }
    }
    return slopes;
  }
}
