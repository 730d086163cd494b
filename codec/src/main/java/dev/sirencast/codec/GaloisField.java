package dev.sirencast.codec;

/** Arithmetic in GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 (0x11d), by table. */
final class GaloisField {
  private static final int POLYNOMIAL = 0x11d;
  private static final byte[][] PRODUCTS = products();

  private GaloisField() {}

  static int multiply(int a, int b) {
    return PRODUCTS[a][b] & 0xff;
  }

  static int inverse(int a) {
    for (int b = 1; b < 256; b++) {
      if (PRODUCTS[a][b] == 1) {
        return b;
      }
    }
    throw new ArithmeticException("0 has no inverse");
  }

  /** Adds {@code factor} times {@code source} to {@code target}, byte by byte. */
  static void multiplyAdd(byte[] target, byte[] source, int factor) {
    byte[] row = PRODUCTS[factor];
    for (int i = 0; i < target.length; i++) {
      target[i] ^= row[source[i] & 0xff];
    }
  }

  static void scale(byte[] bytes, int factor) {
    byte[] row = PRODUCTS[factor];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = row[bytes[i] & 0xff];
    }
  }

  private static byte[][] products() {
    byte[][] products = new byte[256][256];
    for (int a = 0; a < 256; a++) {
      for (int b = 0; b < 256; b++) {
        products[a][b] = (byte) product(a, b);
      }
    }
    return products;
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
