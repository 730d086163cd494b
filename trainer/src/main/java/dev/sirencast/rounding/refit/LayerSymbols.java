package dev.sirencast.rounding.refit;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.stream.IntStream;

/** A layer on its way to symbols: which columns are still free, the steps, the symbols so far. */
final class LayerSymbols {
  private static final double RATE_WEIGHT = 0.1;
  private static final int PEAK = QuantizedTensor.peak(QuantizedTensor.MAX_BITS);

  private final float[] matrix;
  private final boolean[] free;
  private final short[] symbols;

  /** Of the weights and of the bias; 0 until known. */
  private final double[] steps = new double[2];

  /**
   * @param matrix row-major, the bias's column last; changes as it is rounded
   * @param free by column, whether it is yet to be rounded; changes likewise
   */
  LayerSymbols(float[] matrix, boolean[] free) {
    this.matrix = matrix;
    this.free = free;
    this.symbols = new short[matrix.length];
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
   * @param step what rounding by one step moves the outputs by
   */
  void round(double[][] g, double[][] a, double step, int count) {
    CompensatedRounding rounding = CompensatedRounding.of(g, a, freeColumns());
    SymbolModel[] models = new SymbolModel[2];
    for (int kind = 0; kind < 2; kind++) {
      double sensitivity = rounding.sensitivity(kind == 1);
      if (steps[kind] == 0 && sensitivity > 0) {
        double least = range(kind == 1) / PEAK;
        steps[kind] = (float) Math.max(least, step / Math.sqrt(sensitivity));
      }
      models[kind] = model(kind == 1);
    }
    double lambda = RATE_WEIGHT * step * step;
    int[] done =
        rounding.round(
            matrix,
            count,
            symbols,
            steps,
            (value, cost, bias) -> choose(value, cost, lambda, models[bias ? 1 : 0]));
    for (int column : done) {
      free[column] = false;
    }
  }

  /** The symbol of least squared error plus lambda times its bits. */
  private static int choose(double value, double cost, double lambda, SymbolModel model) {
    int nearest = (int) Math.rint(Math.max(-PEAK, Math.min(PEAK, value)));
    int best = nearest;
    double least = Double.MAX_VALUE;
    for (int s = Math.max(-PEAK, nearest - 1); s <= Math.min(PEAK, nearest + 1); s++) {
      double total = cost * (s - value) * (s - value) + lambda * model.bits(s);
      if (total < least) {
        least = total;
        best = s;
      }
    }
    return best;
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

  private SymbolModel model(boolean bias) {
    double step = steps[bias ? 1 : 0];
    if (step == 0) {
      return SymbolModel.of(1, 0, 1);
    }
    double square = 0;
    int count = 0;
    for (int i = 0; i < matrix.length; i++) {
      if (isBias(i) == bias) {
        square += matrix[i] / step * (matrix[i] / step);
        count++;
      }
    }
    int peak = (int) Math.min(PEAK, range(bias) / step + 2);
    return SymbolModel.of(Math.sqrt(square / count) + 0.1, 0, peak);
  }

  /** Adds the weights' and the bias's tensor. */
  void addTo(List<QuantizedTensor> tensors) {
    int columns = free.length - 1;
    int rows = matrix.length / free.length;
    short[] weights = new short[rows * columns];
    short[] biases = new short[rows];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(symbols, r * free.length, weights, r * columns, columns);
      biases[r] = symbols[r * free.length + columns];
    }
    tensors.add(tensor(rows, columns, steps[0], weights));
    tensors.add(tensor(rows, 1, steps[1], biases));
  }

  private static QuantizedTensor tensor(int rows, int columns, double step, short[] symbols) {
    int peak = 0;
    for (short symbol : symbols) {
      peak = Math.max(peak, Math.abs(symbol));
    }
    int bits = QuantizedTensor.MIN_BITS;
    while (QuantizedTensor.peak(bits) < peak) {
      bits++;
    }
    return QuantizedTensor.of(rows, columns, bits, (float) step, symbols);
  }
}
