package dev.sirencast.siren;

/**
 * The first layer of a network at the points of a box, taken apart: {@code sin(a + b) = sin a cos b
 * + cos a sin b}, where a depends on the column alone (the coordinate along axis 0) and b on the
 * row (all others, and the bias).
 *
 * <p>A box of 32 by 32 points takes 128 sines a neuron instead of 1,024. The phases of columns and
 * rows are summed in double and reduced as {@link FirstLayer} says, and rounded to float; {@code
 * cos pi u} is {@link SinPi#fast} of {@code 0.5 - |u|}. A kernel makes of them {@code fma(sin a,
 * cos b, cos a * sin b)}.
 *
 * <p>Not thread-safe: it is filled anew for each network and box.
 */
final class BoxSines {
  /** The most columns, and the most rows: what bounds the memory. */
  static final int LONGEST = 128;

  /** Sines are made in runs of this length, a constant, as C2 wants it. */
  private static final int RUN = 128;

  private final int lanes;
  private int features;
  private int columns;
  private int rows;
  private int stride;
  private double[] phases = {};
  private float[] sines = {};
  private float[] cosines = {};

  /**
   * Returns tables that hold nothing yet.
   *
   * @param lanes a neuron's columns are filled up to a multiple of this, so that vectors can be
   *     read
   */
  BoxSines(int lanes) {
    this.lanes = lanes;
  }

  /**
   * Fills the tables.
   *
   * @param x the coordinates of the columns along axis 0
   * @param columns how many there are, 1 to {@value #LONGEST}
   * @param others the coordinates of the rows, one array for each of the other axes
   * @param rows how many there are, 1 to {@value #LONGEST}
   */
  void fill(FirstLayer layer, double[] x, int columns, double[][] others, int rows) {
    this.features = layer.rows;
    this.columns = columns;
    this.rows = rows;
    this.stride = (columns + lanes - 1) / lanes * lanes;
    int count = features * (stride + rows);
    int filled = (count + RUN - 1) / RUN * RUN;
    if (phases.length < filled) {
      phases = new double[filled];
      sines = new float[filled];
      cosines = new float[filled];
    }
    layer.columnPhases(x, columns, stride, phases);
    layer.rowPhases(others, rows, phases, features * stride);
    layer.reduce(phases, count);
    for (int i = 0; i < count; i++) {
      sines[i] = (float) phases[i];
    }
    for (int i = 0; i < count; i++) {
      cosines[i] = 0.5f - Math.abs(sines[i]);
    }
    sine(sines, filled);
    sine(cosines, filled);
  }

  private static void sine(float[] values, int count) {
    for (int start = 0; start < count; start += RUN) {
      for (int i = 0; i < RUN; i++) {
        values[start + i] = SinPi.fast(values[start + i]);
      }
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** The columns with what they are filled up by: a multiple of the lanes. */
  int stride() {
    return stride;
  }

  /** Where a neuron's columns begin, in both tables. */
  int column(int neuron) {
    return neuron * stride;
  }

  /** Where a row's neurons begin, in both tables. */
  int row(int row) {
    return features * (stride + row);
  }

  float[] sines() {
    return sines;
  }

  float[] cosines() {
    return cosines;
  }
}
