package dev.sirencast.fec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every erasure pattern of the short codes, and random ones of the long, against an own oracle. */
class ErasureCodeTest {
  private static List<byte[]> random(int count, int length, SplittableRandom random) {
    List<byte[]> symbols = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] symbol = new byte[length];
      random.nextBytes(symbol);
      symbols.add(symbol);
    }
    return symbols;
  }

  /** The symbols that a mask does not erase, from its bit {@code from} on. */
  private static List<byte[]> kept(List<byte[]> symbols, long erased, int from) {
    List<byte[]> kept = new ArrayList<>(symbols);
    for (int i = 0; i < kept.size(); i++) {
      if ((erased >> (from + i) & 1) != 0) {
        kept.set(i, null);
      }
    }
    return kept;
  }

  @Test
  void everyErasurePatternOfUpToTenSymbolsIsRestoredOrLeftAlone() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 10; n++) {
      for (int k = 1; k <= n; k++) {
        ErasureCode code = ErasureCode.reedSolomon(k, n - k);
        List<byte[]> sources = random(k, 9, random);
        List<byte[]> repairs = code.encode(sources);
        for (int erased = 0; erased < 1 << n; erased++) {
          List<byte[]> symbols = kept(sources, erased, 0);
          int missing = Collections.frequency(symbols, null);
          boolean possible = Integer.bitCount(erased) <= n - k;
          assertEquals(
              possible || missing == 0,
              code.restore(symbols, kept(repairs, erased, k)),
              k + " of " + n + ", erased " + Integer.toBinaryString(erased));
          for (int j = 0; j < k; j++) {
            boolean there = possible || (erased >> j & 1) == 0;
            assertArrayEquals(there ? sources.get(j) : null, symbols.get(j));
          }
        }
      }
    }
  }

  @Test
  void parityRestoresExactlyWhatIsDeterminedWhateverIsErased() {
    SplittableRandom random = new SplittableRandom(2);
    int[][] shapes = {{1, 4}, {4, 1}, {2, 2}, {2, 3}, {3, 3}};
    for (int[] shape : shapes) {
      for (int k = 1; k <= shape[0] * shape[1]; k++) {
        ErasureCode code = ErasureCode.parity(k, shape[0], shape[1]);
        List<byte[]> sources = random(k, 5, random);
        List<byte[]> repairs = code.encode(sources);
        int n = k + shape[0] + shape[1];
        for (int erased = 0; erased < 1 << n; erased++) {
          List<byte[]> symbols = kept(sources, erased, 0);
          boolean all = code.restore(symbols, kept(repairs, erased, k));
          assertEquals(!symbols.contains(null), all);
          for (int j = 0; j < k; j++) {
            if (isDetermined(j, k, shape[0], shape[1], erased)) {
              assertArrayEquals(sources.get(j), symbols.get(j));
            } else {
              assertNull(symbols.get(j));
            }
          }
        }
      }
    }
  }

  /** Whether the equations that are left fix a symbol, over GF(2) and sets of bits. */
  private static boolean isDetermined(int symbol, int k, int rows, int columns, int erased) {
    if ((erased >> symbol & 1) == 0) {
      return true;
    }
    int[] basis = new int[k];
    for (int i = 0; i < rows + columns; i++) {
      int equation = 0;
      for (int j = 0; j < k && (erased >> (k + i) & 1) == 0; j++) {
        boolean sums = i < rows ? j / columns == i : j % columns == i - rows;
        equation |= sums ? 1 << j : 0;
      }
      insert(basis, equation & erased);
    }
    return reduce(basis, 1 << symbol) == 0;
  }

  private static void insert(int[] basis, int equation) {
    int rest = reduce(basis, equation);
    if (rest != 0) {
      basis[31 - Integer.numberOfLeadingZeros(rest)] = rest;
    }
  }

  private static int reduce(int[] basis, int equation) {
    int rest = equation;
    for (int bit = basis.length - 1; bit >= 0; bit--) {
      if ((rest >> bit & 1) != 0 && basis[bit] != 0) {
        rest ^= basis[bit];
      }
    }
    return rest;
  }

  @Test
  void agreesWithALongHandImplementation() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 60; trial++) {
      int k = random.nextInt(1, 120);
      int m = random.nextInt(0, 40);
      List<byte[]> sources = random(k, random.nextInt(0, 70), random);
      ErasureCode code = ErasureCode.reedSolomon(k, m);
      List<byte[]> repairs = code.encode(sources);
      List<byte[]> expected = LongHandCode.encode(sources, m);
      for (int i = 0; i < m; i++) {
        assertArrayEquals(expected.get(i), repairs.get(i));
      }
      List<byte[]> symbols = new ArrayList<>(sources);
      List<byte[]> left = new ArrayList<>(repairs);
      for (int lost = 0; lost < m; lost++) {
        int at = random.nextInt(k + m);
        (at < k ? symbols : left).set(at < k ? at : at - k, null);
      }
      List<byte[]> byHand = LongHandCode.restore(symbols, left);
      assertTrue(code.restore(symbols, left));
      for (int j = 0; j < k; j++) {
        assertArrayEquals(sources.get(j), symbols.get(j));
        assertArrayEquals(sources.get(j), byHand.get(j));
      }
    }
  }

  @Test
  void theLongestCodeRestoresAsManyAsItHasRepairs() {
    SplittableRandom random = new SplittableRandom(4);
    for (int k : new int[] {1, 127, 205, 254}) {
      int m = 255 - k;
      ErasureCode code = ErasureCode.reedSolomon(k, m);
      List<byte[]> sources = random(k, 33, random);
      List<byte[]> repairs = code.encode(sources);
      List<byte[]> symbols = new ArrayList<>(sources);
      for (int j = 0; j < Math.min(k, m); j++) {
        symbols.set(k - 1 - j, null);
      }
      assertTrue(code.restore(symbols, repairs));
      assertTrue(Arrays.deepEquals(sources.toArray(), symbols.toArray()));
    }
  }

  @Test
  @DisplayName("hostile input 30: erasure codes that are none")
  void whatIsNoCodeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ErasureCode.reedSolomon(0, 3));
    assertThrows(IllegalArgumentException.class, () -> ErasureCode.reedSolomon(3, -1));
    assertThrows(IllegalArgumentException.class, () -> ErasureCode.reedSolomon(200, 56));
    assertThrows(
        IllegalArgumentException.class, () -> ErasureCode.reedSolomon(2, Integer.MAX_VALUE));
    assertThrows(IllegalArgumentException.class, () -> ErasureCode.parity(5, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> ErasureCode.parity(4, 0, 4));
    assertThrows(IllegalArgumentException.class, () -> ErasureCode.parity(225, 15, 16));
    ErasureCode code = ErasureCode.reedSolomon(2, 1);
    List<byte[]> unequal = List.of(new byte[3], new byte[4]);
    assertThrows(IllegalArgumentException.class, () -> code.encode(unequal));
    assertThrows(IllegalArgumentException.class, () -> code.encode(List.of(new byte[3])));
    List<byte[]> one = Arrays.asList(new byte[3], null);
    assertThrows(IllegalArgumentException.class, () -> code.restore(one, List.of(new byte[4])));
    assertThrows(
        IllegalArgumentException.class, () -> code.restore(one, List.of(new byte[3], new byte[3])));
  }
}
