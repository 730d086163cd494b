package dev.sirencast.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A systematic Reed-Solomon code over GF(256) that restores lost packets from repair packets.
 *
 * <p>From k source bodies of one length, m repair bodies are computed; any k of the k + m restore
 * the rest. Repair i is the sum over j of {@code source j / (x_i + y_j)} with {@code x_i = k + i}
 * and {@code y_j = j} (a Cauchy matrix: every square part of it can be inverted). The field's
 * polynomial is {@code x^8 + x^4 + x^3 + x^2 + 1}. Immutable and thread-safe.
 */
public final class ErasureCode {
  /** The most source and repair bodies together. */
  public static final int MAX_SYMBOLS = 255;

  private final int sources;
  private final int repairs;

  private ErasureCode(int sources, int repairs) {
    this.sources = sources;
    this.repairs = repairs;
  }

  /**
   * Returns the code with k = {@code sources} and m = {@code repairs}.
   *
   * @throws IllegalArgumentException unless k is 1 or more, m 0 or more and k + m at most 255
   */
  public static ErasureCode of(int sources, int repairs) {
    if (sources < 1 || repairs < 0 || (long) sources + repairs > MAX_SYMBOLS) {
      throw new IllegalArgumentException(
          "an erasure code has k >= 1, m >= 0 and k + m <= "
              + MAX_SYMBOLS
              + ", got k = "
              + sources
              + ", m = "
              + repairs);
    }
    return new ErasureCode(sources, repairs);
  }

  /**
   * Returns the m repair bodies.
   *
   * @param bodies k bodies of one length
   */
  public List<byte[]> encode(List<byte[]> bodies) {
    List<byte[]> result = new ArrayList<>(repairs);
    for (int i = 0; i < repairs; i++) {
      byte[] repair = new byte[bodies.get(0).length];
      for (int j = 0; j < sources; j++) {
        GaloisField.multiplyAdd(repair, bodies.get(j), coefficient(i, j));
      }
      result.add(repair);
    }
    return result;
  }

  /**
   * Restores the missing source bodies in place.
   *
   * @param bodies k bodies of one length, null where one is missing
   * @param repairBodies m repair bodies of the same length, null where one is missing
   * @return whether all are there now; if false, too few repair bodies were there and nothing has
   *     changed
   */
  public boolean restore(List<byte @Nullable []> bodies, List<byte @Nullable []> repairBodies) {
    List<Integer> missing = new ArrayList<>();
    for (int j = 0; j < sources; j++) {
      if (bodies.get(j) == null) {
        missing.add(j);
      }
    }
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < repairs && used.size() < missing.size(); i++) {
      if (repairBodies.get(i) != null) {
        used.add(i);
      }
    }
    if (used.size() < missing.size()) {
      return false;
    }
    List<byte[]> syndromes = new ArrayList<>();
    for (int i : used) {
      byte[] syndrome = repairBodies.get(i).clone();
      for (int j = 0; j < sources; j++) {
        byte[] body = bodies.get(j);
        if (body != null) {
          GaloisField.multiplyAdd(syndrome, body, coefficient(i, j));
        }
      }
      syndromes.add(syndrome);
    }
    solve(matrix(used, missing), syndromes);
    for (int e = 0; e < missing.size(); e++) {
      bodies.set(missing.get(e), syndromes.get(e));
    }
    return true;
  }

  private int coefficient(int repair, int source) {
    return GaloisField.inverse((sources + repair) ^ source);
  }

  private int[][] matrix(List<Integer> rows, List<Integer> columns) {
    int[][] matrix = new int[rows.size()][columns.size()];
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        matrix[r][c] = coefficient(rows.get(r), columns.get(c));
      }
    }
    return matrix;
  }

  /**
   * Gauss-Jordan elimination: turns {@code right} into the solution. No pivoting: the leading parts
   * of a Cauchy matrix are Cauchy matrices, so no pivot is ever zero.
   */
  private static void solve(int[][] matrix, List<byte[]> right) {
    int size = matrix.length;
    for (int p = 0; p < size; p++) {
      int inverse = GaloisField.inverse(matrix[p][p]);
      for (int c = 0; c < size; c++) {
        matrix[p][c] = GaloisField.multiply(matrix[p][c], inverse);
      }
      GaloisField.scale(right.get(p), inverse);
      for (int r = 0; r < size; r++) {
        int factor = matrix[r][p];
        if (r != p && factor != 0) {
          for (int c = 0; c < size; c++) {
            matrix[r][c] ^= GaloisField.multiply(factor, matrix[p][c]);
          }
          GaloisField.multiplyAdd(right.get(r), right.get(p), factor);
        }
      }
    }
  }
}
