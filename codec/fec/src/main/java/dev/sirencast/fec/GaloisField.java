package dev.sirencast.fec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arithmetic in GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11d), by table. */
final class GaloisField {
  private static final int POLYNOMIAL = 0x11d;
  private static final int SIZE = 256;
  private static final int CODINGS = Long.BYTES;
  private static final int INPUTS = 4;
  private static final byte[] PRODUCTS = products();
  private static final byte[] INVERSES = inverses();

  private GaloisField() {}

  static int multiply(int a, int b) {
    return PRODUCTS[a << 8 | b] & 0xff;
  }

  static int inverse(int a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse");
    }
    return INVERSES[a] & 0xff;
  }

  /**
   * Adds a matrix times vectors of bytes: {@code out[r] += sum over c of matrix[r][c] * in[c]}.
   *
   * <p>Eight rows at a time: a table per input gives all eight products of a byte in one long, so
   * that one look-up and one exclusive or stand for eight multiplications and additions. Four
   * inputs at a time, so that the sums are read and written a quarter as often.
   *
   * @param matrix a row for each output, a column for each input
   * @param in byte arrays of one length; those that are null count as zeros
   * @param out as many byte arrays of that length as the matrix has rows
   */
  static void multiplyAdd(byte[][] matrix, byte @Nullable [][] in, byte[][] out) {
    long[][] tables = new long[INPUTS][SIZE];
    byte[][] inputs = new byte[INPUTS][];
    for (int row = 0; row < out.length; row += CODINGS) {
      int rows = Math.min(CODINGS, out.length - row);
      long[] sums = new long[out[row].length];
      int ready = 0;
      for (int c = 0; c < in.length; c++) {
        if (in[c] != null) {
          fill(tables[ready], matrix, row, rows, c);
          inputs[ready++] = in[c];
        }
        if (ready == INPUTS) {
          addFour(sums, inputs, tables);
          ready = 0;
        }
      }
      for (int i = 0; i < ready; i++) {
        addOne(sums, inputs[i], tables[i]);
      }
      for (int r = 0; r < rows; r++) {
        byte[] target = out[row + r];
        for (int i = 0; i < sums.length; i++) {
          target[i] ^= (byte) (sums[i] >>> (Byte.SIZE * r));
        }
      }
    }
  }

  /** What each byte of input {@code c} adds to each of the rows. */
  private static void fill(long[] table, byte[][] matrix, int row, int rows, int c) {
    for (int bit = 1; bit < SIZE; bit <<= 1) {
      long products = 0;
      for (int r = rows - 1; r >= 0; r--) {
        products = products << Byte.SIZE | multiply(matrix[row + r][c] & 0xff, bit);
      }
      for (int b = 0; b < bit; b++) {
        table[bit | b] = table[b] ^ products;
      }
    }
  }

  private static void addFour(long[] sums, byte[][] inputs, long[][] tables) {
    byte[] a = inputs[0];
    byte[] b = inputs[1];
    byte[] c = inputs[2];
    byte[] d = inputs[3];
    long[] ta = tables[0];
    long[] tb = tables[1];
    long[] tc = tables[2];
    long[] td = tables[3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] ^= ta[a[i] & 0xff] ^ tb[b[i] & 0xff] ^ tc[c[i] & 0xff] ^ td[d[i] & 0xff];
    }
  }

  private static void addOne(long[] sums, byte[] input, long[] table) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] ^= table[input[i] & 0xff];
    }
  }

  private static byte[] products() {
    byte[] products = new byte[SIZE * SIZE];
    for (int a = 0; a < SIZE; a++) {
      for (int b = 0; b < SIZE; b++) {
        products[a << 8 | b] = (byte) product(a, b);
      }
    }
    return products;
  }

  private static byte[] inverses() {
    byte[] inverses = new byte[SIZE];
    for (int a = 1; a < SIZE; a++) {
      byte[] row = Arrays.copyOfRange(PRODUCTS, a << 8, (a + 1) << 8);
      for (int b = 1; b < SIZE; b++) {
        if (row[b] == 1) {
          inverses[a] = (byte) b;
        }
      }
    }
    return inverses;
  }

  private static int product(int a, int b) {
    int product = 0;
    int shifted = a;
    for (int bit = 0; bit < 8; bit++) {
      if ((b >> bit & 1) != 0) {
        product ^= shifted;
      }
      shifted = shifted << 1 ^ ((shifted & 0x80) != 0 ? POLYNOMIAL : 0);
    }
    return product;
  }
}
