package dev.sirencast.fec;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A systematic linear code over GF(256): from k source symbols (byte arrays of one length), m
 * repair symbols are computed, and lost source symbols are restored from those that are left.
 *
 * <p>{@linkplain #reedSolomon Reed-Solomon}: any k of the k + m restore the rest. Repair i is the
 * sum over j of {@code source j / (x_i + y_j)} with {@code x_i = k + i} and {@code y_j = j} (a
 * Cauchy matrix: every square part of it can be inverted). {@linkplain #parity Parity}: the sources
 * stand in a rectangle, row by row; the repairs are the exclusive or of every row, then of every
 * column. The field's polynomial is {@code x^8 + x^4 + x^3 + x^2 + 1}. Immutable and thread-safe.
 */
public final class ErasureCode {
  /** The most source and repair symbols together. */
  public static final int MAX_SYMBOLS = 255;

  private final int sources;
  private final int repairs;
  private final int columns;

  private ErasureCode(int sources, int repairs, int columns) {
    if (sources < 1 || repairs < 0 || (long) sources + repairs > MAX_SYMBOLS) {
      throw new IllegalArgumentException(
          "an erasure code has k >= 1, m >= 0 and k + m <= "
              + MAX_SYMBOLS
              + ", got k = "
              + sources
              + ", m = "
              + repairs);
    }
    this.sources = sources;
    this.repairs = repairs;
    this.columns = columns;
  }

  /**
   * Returns the Reed-Solomon code with k = {@code sources} and m = {@code repairs}.
   *
   * @throws IllegalArgumentException unless k is 1 or more, m 0 or more and k + m at most 255
   */
  public static ErasureCode reedSolomon(int sources, int repairs) {
    return new ErasureCode(sources, repairs, 0);
  }

  /**
   * Returns the parity code with k = {@code sources} in rows of {@code columns}, the last of which
   * may be shorter or not be there, and m = {@code rows + columns}.
   *
   * @throws IllegalArgumentException unless there are a row and a column or more, k is 1 or more
   *     and fits them, and k + m is at most 255
   */
  public static ErasureCode parity(int sources, int rows, int columns) {
    if (rows < 1 || columns < 1 || sources > (long) rows * columns) {
      throw new IllegalArgumentException(
          "k = " + sources + " does not fit " + rows + " rows and " + columns + " columns");
    }
    return new ErasureCode(sources, Math.addExact(rows, columns), columns);
  }

  /**
   * Returns the m repair symbols.
   *
   * @param symbols k symbols of one length
   * @throws IllegalArgumentException if they are not
   */
  public List<byte[]> encode(List<byte[]> symbols) {
    return encode(symbols, 0, repairs);
  }

  /**
   * Returns some of the repair symbols; eight together cost little more than one.
   *
   * @param symbols as in {@link #encode(List)}
   * @param from the first of them, 0 or more
   * @param to the one behind the last, {@code from} or more and at most m
   * @throws IllegalArgumentException if symbols are not of one length
   * @throws IndexOutOfBoundsException if there are no such repair symbols
   */
  public List<byte[]> encode(List<byte[]> symbols, int from, int to) {
    Objects.checkFromToIndex(from, to, repairs);
    int length = requireLengths(symbols, List.of());
    byte[][] matrix = new byte[to - from][];
    for (int i = from; i < to; i++) {
      matrix[i - from] = row(i);
    }
    byte[][] result = new byte[to - from][length];
    GaloisField.multiplyAdd(matrix, symbols.toArray(byte[][]::new), result);
    return List.of(result);
  }

  /**
   * Restores the missing source symbols in place, as many as can be.
   *
   * @param symbols k symbols of one length, null where one is missing
   * @param repairSymbols m repair symbols of the same length, null where one is missing
   * @return whether all are there now; if false, what could not be restored is still null
   * @throws IllegalArgumentException if there are not k and m of one length
   */
  public boolean restore(List<byte @Nullable []> symbols, List<byte @Nullable []> repairSymbols) {
    int length = requireLengths(symbols, repairSymbols);
    List<Integer> missing = new ArrayList<>();
    for (int j = 0; j < sources; j++) {
      if (symbols.get(j) == null) {
        missing.add(j);
      }
    }
    List<byte[]> rows = new ArrayList<>();
    List<byte[]> syndromes = new ArrayList<>();
    for (int i = 0; i < repairs && (columns > 0 || rows.size() < missing.size()); i++) {
      byte[] repair = i < repairSymbols.size() ? repairSymbols.get(i) : null;
      if (repair != null) {
        rows.add(row(i));
        syndromes.add(repair.clone());
      }
    }
    if (missing.isEmpty() || rows.isEmpty() || (columns == 0 && rows.size() < missing.size())) {
      return missing.isEmpty();
    }
    byte[][] right = syndromes.toArray(byte[][]::new);
    GaloisField.multiplyAdd(rows.toArray(byte[][]::new), symbols.toArray(byte[][]::new), right);
    List<Integer> solved = new ArrayList<>();
    byte[][] solution = solve(rows, missing, solved);
    byte[][] restored = new byte[solved.size()][length];
    if (restored.length > 0) {
      GaloisField.multiplyAdd(solution, right, restored);
    }
    for (int e = 0; e < restored.length; e++) {
      symbols.set(solved.get(e), restored[e]);
    }
    return solved.size() == missing.size();
  }

  private int requireLengths(
      List<byte @Nullable []> symbols, List<byte @Nullable []> repairSymbols) {
    int length = -1;
    boolean same =
        symbols.size() == sources && (repairSymbols.isEmpty() || repairSymbols.size() == repairs);
    for (int i = 0; i < symbols.size() + repairSymbols.size(); i++) {
      byte[] symbol = i < symbols.size() ? symbols.get(i) : repairSymbols.get(i - symbols.size());
      if (symbol != null) {
        same &= length < 0 || symbol.length == length;
        length = symbol.length;
      }
    }
    if (!same) {
      throw new IllegalArgumentException(
          "an erasure code takes " + sources + " and " + repairs + " symbols of one length");
    }
    return Math.max(0, length);
  }

  /** The factors of the sources in a repair symbol. */
  private byte[] row(int repair) {
    byte[] row = new byte[sources];
    int rows = repairs - columns;
    for (int j = 0; j < sources; j++) {
      if (columns == 0) {
        row[j] = (byte) GaloisField.inverse((sources + repair) ^ j);
      } else {
        boolean sums = repair < rows ? j / columns == repair : j % columns == repair - rows;
        row[j] = (byte) (sums ? 1 : 0);
      }
    }
    return row;
  }

  /**
   * Gauss-Jordan elimination of the missing symbols' factors, next to the identity.
   *
   * @param solved takes the symbols that are determined
   * @return for each of them, the factors of the syndromes whose sum it is
   */
  private static byte[][] solve(List<byte[]> rows, List<Integer> missing, List<Integer> solved) {
    int unknowns = missing.size();
    int size = rows.size();
    int[][] work = new int[size][unknowns + size];
    for (int r = 0; r < size; r++) {
      for (int c = 0; c < unknowns; c++) {
        work[r][c] = rows.get(r)[missing.get(c)] & 0xff;
      }
      work[r][unknowns + r] = 1;
    }
    int rank = 0;
    int[] pivots = new int[size];
    for (int c = 0; c < unknowns && rank < size; c++) {
      int found = rank;
      while (found < size && work[found][c] == 0) {
        found++;
      }
      if (found < size) {
        int[] swapped = work[found];
        work[found] = work[rank];
        work[rank] = swapped;
        pivots[rank] = c;
        eliminate(work, rank++, c);
      }
    }
    List<byte[]> factors = new ArrayList<>();
    for (int r = 0; r < rank; r++) {
      if (isAlone(work[r], pivots[r], unknowns)) {
        byte[] combination = new byte[size];
        for (int i = 0; i < size; i++) {
          combination[i] = (byte) work[r][unknowns + i];
        }
        solved.add(missing.get(pivots[r]));
        factors.add(combination);
      }
    }
    return factors.toArray(byte[][]::new);
  }

  private static void eliminate(int[][] work, int pivot, int column) {
    int inverse = GaloisField.inverse(work[pivot][column]);
    for (int c = 0; c < work[pivot].length; c++) {
      work[pivot][c] = GaloisField.multiply(work[pivot][c], inverse);
    }
    for (int r = 0; r < work.length; r++) {
      int factor = work[r][column];
      if (r != pivot && factor != 0) {
        for (int c = 0; c < work[r].length; c++) {
          work[r][c] ^= GaloisField.multiply(factor, work[pivot][c]);
        }
      }
    }
  }

  private static boolean isAlone(int[] row, int pivot, int unknowns) {
    for (int c = pivot + 1; c < unknowns; c++) {
      if (row[c] != 0) {
        return false;
      }
    }
    return true;
  }
}
