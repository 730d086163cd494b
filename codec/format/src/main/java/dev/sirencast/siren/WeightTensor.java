package dev.sirencast.siren;

/**
 * One matrix of weights (rows are a layer's outputs, columns its inputs) or one bias (one column).
 *
 * <p>Row-major float32. Immutable and thread-safe.
 */
public final class WeightTensor {
  private final int rows;
  private final int columns;
  private final float[] values;

  private WeightTensor(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Returns a tensor that holds a copy of {@code values}.
   *
   * @param values {@code rows * columns} numbers, row after row
   * @throws IllegalArgumentException if their number differs
   */
  public static WeightTensor of(int rows, int columns, float[] values) {
    if (rows < 1 || columns < 1 || values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "a " + rows + "x" + columns + " tensor cannot hold " + values.length + " values");
    }
    return new WeightTensor(rows, columns, values.clone());
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns; 1 for a bias. */
  public int columns() {
    return columns;
  }

  /** The number of values. */
  public int size() {
    return values.length;
  }

  /** The value at a row-major index. */
  public float get(int index) {
    return values[index];
  }

  /** A copy of all values, row after row. */
  public float[] toArray() {
    return values.clone();
  }

  /** Copies the values to {@code target} from {@code offset} on. */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(values, 0, target, offset, values.length);
  }
}
