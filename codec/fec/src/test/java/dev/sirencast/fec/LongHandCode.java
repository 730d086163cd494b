package dev.sirencast.fec;

import java.util.ArrayList;
import java.util.List;

/**
 * The Reed-Solomon code of {@link ErasureCode}'s description, written down anew without tables:
 * products bit by bit, inverses as 254th powers, and decoding by solving for all sources at once.
 */
final class LongHandCode {
  private LongHandCode() {}

  static List<byte[]> encode(List<byte[]> sources, int repairs) {
    List<byte[]> result = new ArrayList<>();
    for (int i = 0; i < repairs; i++) {
      byte[] repair = new byte[sources.get(0).length];
      for (int j = 0; j < sources.size(); j++) {
        addMultiple(repair, sources.get(j), inverse((sources.size() + i) ^ j));
      }
      result.add(repair);
    }
    return result;
  }

  /** Takes k rows of the generator that are left, and solves for the k sources. */
  static List<byte[]> restore(List<byte[]> sources, List<byte[]> repairs) {
    int k = sources.size();
    List<int[]> rows = new ArrayList<>();
    List<byte[]> right = new ArrayList<>();
    for (int n = 0; n < k + repairs.size() && rows.size() < k; n++) {
      byte[] there = n < k ? sources.get(n) : repairs.get(n - k);
      if (there != null) {
        int[] row = new int[k];
        for (int j = 0; j < k; j++) {
          row[j] = n < k ? (j == n ? 1 : 0) : inverse(n ^ j);
        }
        rows.add(row);
        right.add(there.clone());
      }
    }
    for (int p = 0; p < k; p++) {
      int found = p;
      while (rows.get(found)[p] == 0) {
        found++;
      }
      java.util.Collections.swap(rows, p, found);
      java.util.Collections.swap(right, p, found);
      int scale = inverse(rows.get(p)[p]);
      byte[] scaled = new byte[right.get(p).length];
      addMultiple(scaled, right.get(p), scale);
      right.set(p, scaled);
      for (int c = 0; c < k; c++) {
        rows.get(p)[c] = product(rows.get(p)[c], scale);
      }
      for (int r = 0; r < k; r++) {
        int factor = rows.get(r)[p];
        if (r != p && factor != 0) {
          for (int c = 0; c < k; c++) {
            rows.get(r)[c] ^= product(rows.get(p)[c], factor);
          }
          addMultiple(right.get(r), right.get(p), factor);
        }
      }
    }
    return right;
  }

  private static void addMultiple(byte[] target, byte[] source, int factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= (byte) product(source[i] & 0xff, factor);
    }
  }

  /** Multiplies the polynomials, then divides by x^8 + x^4 + x^3 + x^2 + 1. */
  private static int product(int a, int b) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      product ^= (b >> bit & 1) * (a << bit);
    }
    for (int bit = 14; bit >= 8; bit--) {
      product ^= (product >> bit & 1) * (0b1_0001_1101 << (bit - 8));
    }
    return product;
  }

  private static int inverse(int a) {
    int power = 1;
    for (int i = 0; i < 254; i++) {
      power = product(power, a);
    }
    return power;
  }
}
