package dev.sirencast.fec;

import java.util.Arrays;

/**
 * A code against flipped bits: parity bytes behind a body, from which wrong bytes are found and put
 * right, wherever they are.
 *
 * <p>The Reed-Solomon code over GF(256) of narrow sense, generator polynomial {@code (x - a) (x -
 * a^2) .. (x - a^p)} with a = 2 and p parity bytes a codeword, which corrects any p / 2 wrong bytes
 * of it. A body of L bytes is dealt to the fewest codewords that hold it, c = ceil(L / (255 - p)):
 * byte i is in codeword i mod c, so that a burst of wrong bytes is shared out; the first byte is
 * the highest coefficient, the parity bytes the lowest ones. Behind the body stands the first check
 * byte of every codeword, then the second, and so on. The body itself stays as it is: what cannot
 * be corrected can still be used as it arrived.
 *
 * <p>Immutable and thread-safe.
 */
public final class ReedSolomonCode {
  /** The most parity bytes of a codeword. */
  public static final int MAX_CHECKS = 64;

  /** The longest codeword. */
  public static final int CODEWORD = 255;

  private static final int GENERATOR = 2;

  /** All there are, made once: a packet asks for its code several times. */
  private static final ReedSolomonCode[] CODES = codes();

  private final int checks;

  /** Coefficients of the generator polynomial but for the highest, 1; highest first. */
  private final int[] generator;

  private ReedSolomonCode(int checks) {
    this.checks = checks;
    this.generator = generator(checks);
  }

  /**
   * Returns the code with so many parity bytes a codeword.
   *
   * @param checks even, 2 to {@value #MAX_CHECKS}
   */
  public static ReedSolomonCode of(int checks) {
    if (checks < 2 || checks > MAX_CHECKS || checks % 2 != 0) {
      throw new IllegalArgumentException(
          "parity bytes are even, 2 to " + MAX_CHECKS + ", got " + checks);
    }
    return CODES[checks / 2 - 1];
  }

  private static ReedSolomonCode[] codes() {
    ReedSolomonCode[] codes = new ReedSolomonCode[MAX_CHECKS / 2];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new ReedSolomonCode(2 * (i + 1));
    }
    return codes;
  }

  private static int[] generator(int checks) {
    int[] product = new int[checks + 1];
    product[checks] = 1;
    int root = 1;
    for (int i = 1; i <= checks; i++) {
      root = GaloisField.multiply(root, GENERATOR);
      for (int j = checks - i; j < checks; j++) {
        product[j] = product[j + 1] ^ GaloisField.multiply(product[j], root);
      }
      product[checks] = GaloisField.multiply(product[checks], root);
    }
    return Arrays.copyOfRange(product, 1, checks + 1);
  }

  /** The bytes of a body of {@code length} bytes with its parity bytes. */
  public int encodedLength(int length) {
    return length + checks * codewords(length);
  }

  /** The longest body that makes at most {@code encoded} bytes with its parity bytes. */
  public int bodyLength(int encoded) {
    int codewords = (encoded + CODEWORD - 1) / CODEWORD;
    return Math.max(0, encoded - checks * codewords);
  }

  private int codewords(int length) {
    return (length + CODEWORD - checks - 1) / (CODEWORD - checks);
  }

  /** Returns a body with its parity bytes behind it. */
  public byte[] encode(byte[] body) {
    byte[] encoded = Arrays.copyOf(body, encodedLength(body.length));
    int codewords = codewords(body.length);
    int[] remainder = new int[checks];
    for (int word = 0; word < codewords; word++) {
      Arrays.fill(remainder, 0);
      for (int i = word; i < body.length; i += codewords) {
        int factor = (body[i] & 0xff) ^ remainder[0];
        for (int j = 0; j < checks - 1; j++) {
          remainder[j] = remainder[j + 1] ^ GaloisField.multiply(factor, generator[j]);
        }
        remainder[checks - 1] = GaloisField.multiply(factor, generator[checks - 1]);
      }
      for (int j = 0; j < checks; j++) {
        encoded[body.length + j * codewords + word] = (byte) remainder[j];
      }
    }
    return encoded;
  }

  /**
   * Corrects a body with its parity bytes, in place; codewords with too many wrong bytes stay as
   * they are.
   *
   * <p>A codeword may also be "corrected" to another than was sent, the less likely the more check
   * bytes there are: a checksum must tell.
   *
   * @return whether all are codewords now
   */
  public boolean correct(byte[] encoded) {
    int codewords = (encoded.length + CODEWORD - 1) / CODEWORD;
    int body = encoded.length - checks * codewords;
    if (body < 0 || codewords(body) != codewords) {
      return false;
    }
    boolean all = true;
    for (int word = 0; word < codewords; word++) {
      all &= new Codeword(encoded, body, word, codewords).correct();
    }
    return all;
  }

  /** Powers of the generator of the field's multiplicative group. */
  private static int power(int exponent) {
    int result = 1;
    for (int i = Math.floorMod(exponent, CODEWORD); i > 0; i--) {
      result = GaloisField.multiply(result, GENERATOR);
    }
    return result;
  }

  /** One codeword among those of a body. */
  private final class Codeword {
    private final byte[] encoded;
    private final int body;
    private final int word;
    private final int codewords;
    private final int length;

    Codeword(byte[] encoded, int body, int word, int codewords) {
      this.encoded = encoded;
      this.body = body;
      this.word = word;
      this.codewords = codewords;
      this.length = (body - word + codewords - 1) / codewords + checks;
    }

    /** Where the byte with the coefficient of {@code x^power} stands. */
    private int at(int power) {
      int i = length - 1 - power;
      int data = length - checks;
      return i < data ? word + i * codewords : body + (i - data) * codewords + word;
    }

    public boolean correct() {
      int[] syndromes = syndromes();
      if (Arrays.stream(syndromes).allMatch(s -> s == 0)) {
        return true;
      }
      int[] locator = locator(syndromes);
      int errors = checks;
      while (errors > 0 && locator[errors] == 0) {
        errors--;
      }
      if (errors > checks / 2) {
        return false;
      }
      int[] places = new int[errors];
      if (roots(locator, errors, places) != errors) {
        return false;
      }
      int[] evaluator = evaluator(syndromes, locator);
      for (int place : places) {
        encoded[at(place)] ^= (byte) magnitude(locator, evaluator, power(-place));
      }
      return true;
    }

    /** The received polynomial at a, a^2, .., by Horner's rule; all 0 for a codeword. */
    private int[] syndromes() {
      int[] syndromes = new int[checks];
      int root = 1;
      for (int s = 0; s < checks; s++) {
        root = GaloisField.multiply(root, GENERATOR);
        int sum = 0;
        for (int power = length - 1; power >= 0; power--) {
          sum = GaloisField.multiply(sum, root) ^ encoded[at(power)] & 0xff;
        }
        syndromes[s] = sum;
      }
      return syndromes;
    }

    /** Berlekamp's and Massey's shortest recurrence that makes the syndromes, lowest first. */
    private int[] locator(int[] syndromes) {
      int[] current = new int[checks + 1];
      int[] previous = new int[checks + 1];
      current[0] = 1;
      previous[0] = 1;
      int errors = 0;
      int gap = 1;
      int last = 1;
      for (int n = 0; n < checks; n++) {
        int discrepancy = syndromes[n];
        for (int i = 1; i <= errors; i++) {
          discrepancy ^= GaloisField.multiply(current[i], syndromes[n - i]);
        }
        if (discrepancy == 0) {
          gap++;
          continue;
        }
        int[] before = current.clone();
        int factor = GaloisField.multiply(discrepancy, GaloisField.inverse(last));
        for (int i = gap; i <= checks; i++) {
          current[i] ^= GaloisField.multiply(factor, previous[i - gap]);
        }
        if (2 * errors <= n) {
          errors = n + 1 - errors;
          previous = before;
          last = discrepancy;
          gap = 1;
        } else {
          gap++;
        }
      }
      return current;
    }

    /** Chien's search: the powers whose bytes are wrong; how many were found. */
    private int roots(int[] locator, int errors, int[] places) {
      int found = 0;
      int point = 1;
      int step = GaloisField.inverse(GENERATOR);
      for (int power = 0; power < length && found < errors; power++) {
        if (evaluate(locator, errors, point) == 0) {
          places[found++] = power;
        }
        point = GaloisField.multiply(point, step);
      }
      return found;
    }

    /** Syndromes times locator, modulo x^checks. */
    private int[] evaluator(int[] syndromes, int[] locator) {
      int[] product = new int[checks];
      for (int i = 0; i < checks; i++) {
        for (int j = 0; i + j < checks; j++) {
          product[i + j] ^= GaloisField.multiply(syndromes[i], locator[j]);
        }
      }
      return product;
    }

    /** Forney's formula: what to add to the byte whose locator's inverse is {@code point}. */
    private int magnitude(int[] locator, int[] evaluator, int point) {
      int derivative = 0;
      int square = GaloisField.multiply(point, point);
      int power = 1;
      for (int i = 1; i <= checks; i += 2) {
        derivative ^= GaloisField.multiply(locator[i], power);
        power = GaloisField.multiply(power, square);
      }
      int value = evaluate(evaluator, checks - 1, point);
      return GaloisField.multiply(value, GaloisField.inverse(derivative));
    }

    private static int evaluate(int[] polynomial, int degree, int point) {
      int sum = 0;
      for (int i = degree; i >= 0; i--) {
        sum = GaloisField.multiply(sum, point) ^ polynomial[i];
      }
      return sum;
    }
  }
}
