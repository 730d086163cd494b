package dev.sirencast.encoder.rounding.layerwise;

import dev.sirencast.entropy.ModelFit;
import dev.sirencast.entropy.SymbolCost;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A layer on its way to symbols: which columns are still free, the steps, the symbols so far. */
final class LayerRounding {
  /**
   * A little is added to the Gram matrix's diagonal, so that weights on inputs that hardly differ
   * are not driven far from where they were to make up for each other: the points are a sample, and
   * large weights cost bytes.
   */
  static final double DAMPING = 1e-3;

  /** Rows that hardly show in the outputs are taken to matter so much of what others do. */
  private static final double MIN_GAIN = 1e-3;

  /** A step of so many times the largest weight makes a tensor zeros. */
  private static final double MAX_STEP = 4;

  private final float[] matrix;
  private final boolean[] free;
  private final double[] gains;
  private final double meanGain;
  private final short[] symbols;

  /** Of the weights and of the bias; 0 until known, and for zeros. */
  private final double[] steps = new double[2];

  /**
   * @param matrix row-major, the bias's column last; changes as it is rounded
   * @param free by column, whether it is yet to be rounded; changes likewise
   * @param gains by row, the mean square of the outputs' derivatives for {@code W h + b}
   */
  LayerRounding(float[] matrix, boolean[] free, double[] gains) {
    this.matrix = matrix;
    this.free = free;
    this.gains = gains;
    this.meanGain = Arrays.stream(gains).average().orElse(0);
    this.symbols = new short[matrix.length];
    if (meanGain == 0) {
      clear();
    }
    for (int column = 0; column < free.length; column++) {
      // Zeros have no step to be rounded with: they stay what they are, as seeded ones do.
      free[column] &= range(isBias(column)) > 0;
    }
  }

  /** What has no influence on the outputs is zeros. */
  private void clear() {
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = free[i % free.length] ? 0 : matrix[i];
    }
  }

  /** The columns that are yet to be rounded. */
  int left() {
    return freeColumns().length;
  }

  private int[] freeColumns() {
    return IntStream.range(0, free.length).filter(c -> free[c]).toArray();
  }

  /**
   * Rounds some columns and moves the other free ones.
   *
   * @param gram the Gram matrix of the layer's inputs
   * @param scale what rounding by one step moves the outputs by
   * @param price squared error of the outputs, in squares of the scale, that a bit is worth
   * @param count columns to round
   */
  void round(double[][] gram, double scale, double price, int count) {
    int[] columns = freeColumns();
    LdlDecomposition hessian = LdlDecomposition.of(part(gram, columns), DAMPING);
    SymbolGrid[] kinds = new SymbolGrid[2];
    SymbolGrid[] grids = new SymbolGrid[columns.length];
    for (int i = 0; i < grids.length; i++) {
      int kind = isBias(columns[i]) ? 1 : 0;
      if (kinds[kind] == null) {
        if (steps[kind] == 0) {
          steps[kind] = step(hessian, columns, kind == 1, scale);
        }
        kinds[kind] = new SymbolGrid(steps[kind], cost(kind == 1));
      }
      grids[i] = kinds[kind];
    }
    FeedbackRounding rounding =
        new FeedbackRounding(hessian, grids, count, FeedbackRounding.hypotheses(columns.length));
    for (int row = 0; row < gains.length; row++) {
      double gain = Math.max(gains[row], MIN_GAIN * meanGain);
      round(rounding, hessian, row * free.length, columns, price * scale * scale / gain, count);
    }
    for (int turn = 0; turn < count; turn++) {
      free[columns[hessian.variable(turn)]] = false;
    }
  }

  private void round(
      FeedbackRounding rounding,
      LdlDecomposition hessian,
      int first,
      int[] columns,
      double price,
      int count) {
    double[] wanted = new double[columns.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = matrix[first + columns[i]];
    }
    FeedbackRounding.Hypothesis row = rounding.round(wanted, price);
    for (int turn = 0; turn < wanted.length; turn++) {
      int column = columns[hessian.variable(turn)];
      int at = first + column;
      if (turn < count) {
        symbols[at] = (short) row.symbol(turn);
        matrix[at] = symbols[at] * (float) steps[isBias(column) ? 1 : 0];
      } else {
        matrix[at] -= (float) row.error(turn);
      }
    }
  }

  static double[][] part(double[][] gram, int[] columns) {
    double[][] part = new double[columns.length][columns.length];
    for (int i = 0; i < columns.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        part[i][j] = gram[columns[i]][columns[j]];
      }
    }
    return part;
  }

  /** The step with which a weight's rounding moves the outputs by the scale. */
  private double step(LdlDecomposition hessian, int[] columns, boolean bias, double scale) {
    double pivots = 0;
    int count = 0;
    for (int turn = 0; turn < columns.length; turn++) {
      if (isBias(columns[hessian.variable(turn)]) == bias) {
        pivots += hessian.pivot(turn);
        count++;
      }
    }
    double range = range(bias);
    // A tensor that hardly shows in the outputs is given a large step: it becomes zeros.
    double step = Math.min(scale / Math.sqrt(meanGain * pivots / count), MAX_STEP * range);
    return (float) Math.max(step, range / SymbolGrid.MAX_MAGNITUDE);
  }

  private boolean isBias(int index) {
    return index % free.length == free.length - 1;
  }

  private double range(boolean bias) {
    double range = 0;
    for (int i = 0; i < matrix.length; i++) {
      range = isBias(i) == bias ? Math.max(range, Math.abs(matrix[i])) : range;
    }
    return range;
  }

  /** The cost of the tensor's symbols, from what the weights would be if rounded one by one. */
  private SymbolCost cost(boolean bias) {
    double step = steps[bias ? 1 : 0];
    short[] nearest = new short[bias ? gains.length : matrix.length - gains.length];
    int n = 0;
    for (int i = 0; i < matrix.length; i++) {
      if (isBias(i) == bias) {
        nearest[n++] = (short) SymbolGrid.nearest(matrix[i] / step);
      }
    }
    QuantizedTensor tensor = tensor(nearest.length, 1, step, nearest);
    return SymbolCost.of(ModelFit.of(tensor).best(), tensor.bits());
  }

  /** Adds the weights' and the bias's tensor. */
  void addTo(List<QuantizedTensor> tensors) {
    int columns = free.length - 1;
    int rows = gains.length;
    short[] weights = new short[rows * columns];
    short[] biases = new short[rows];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(symbols, r * free.length, weights, r * columns, columns);
      biases[r] = symbols[r * free.length + columns];
    }
    tensors.add(tensor(rows, columns, steps[0], weights));
    tensors.add(tensor(rows, 1, steps[1], biases));
  }

  /** Returns a tensor of the fewest bits that hold the symbols. */
  private static QuantizedTensor tensor(int rows, int columns, double step, short[] symbols) {
    int bits = QuantizedTensor.MIN_BITS;
    for (short symbol : symbols) {
      while (Math.abs(symbol) > QuantizedTensor.maxMagnitude(bits)) {
        bits++;
      }
    }
    return QuantizedTensor.of(rows, columns, bits, (float) step, symbols);
  }
}
