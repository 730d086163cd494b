package dev.sirencast.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SymbolTableTest {
  private static double one(long value) {
    return value / Math.pow(2, NormalTable.VALUE_BITS);
  }

  @Test
  void normalTableIsTheNormalDistribution() {
    // Phi and t Phi(t) + phi(t) - phi(0), to 12 digits.
    double[][] known = {
      {0, 0.5, 0},
      {1, 0.841344746069, 0.684373190363},
      {-1, 0.158655253931, -0.315626809637},
      {3, 0.998650101968, 2.601439874420}
    };
    for (double[] row : known) {
      long t = Math.round(row[0] * (1 << NormalTable.ARGUMENT_BITS));
      assertEquals(row[1], one(NormalTable.cumulative(t)), 1e-6);
      assertEquals(row[2], one(NormalTable.integral(t)), 2e-6);
    }
  }

  @Test
  void everyTableIsWholeAndTheSameOnEveryPlatform() {
    CRC32C crc = new CRC32C();
    for (int bits = 2; bits <= 16; bits += 2) {
      for (int spread = 0; spread <= SymbolModel.MAX_INDEX; spread += 3) {
        for (int deviation = 0; deviation <= SymbolModel.MAX_INDEX; deviation += 3) {
          SymbolTable table = SymbolTable.of(new SymbolModel(spread, deviation), bits);
          int sum = 0;
          for (int slot = 0; slot < table.slots(); slot++) {
            assertTrue(table.frequency(slot) >= 1 && table.frequency(slot) < SymbolTable.TOTAL);
            assertEquals(sum, table.start(slot));
            sum += table.frequency(slot);
            crc.update(table.frequency(slot) >> 8);
            crc.update(table.frequency(slot));
          }
          assertEquals(SymbolTable.TOTAL, sum);
        }
      }
    }
    assertEquals(0xb6d8aefbL, crc.getValue(), () -> Long.toHexString(crc.getValue()));
  }

  /** All of the 2,211,840 that a manifest can ask for: five seconds on two cores. */
  @Test
  void everyModelMakesATableOrIsRefusedWhateverTheBits() {
    AtomicInteger refused = new AtomicInteger();
    long[] hashes = new long[QuantizedTensor.MAX_BITS + 1];
    assertTimeoutPreemptively(
        Duration.ofMinutes(3),
        () ->
            IntStream.rangeClosed(QuantizedTensor.MIN_BITS, QuantizedTensor.MAX_BITS)
                .parallel()
                .forEach(bits -> hashes[bits] = hashOfAll(bits, refused)));
    assertEquals(1105, refused.get());
    assertEquals(470184571, Arrays.hashCode(hashes));
  }

  private static long hashOfAll(int bits, AtomicInteger refused) {
    long hash = bits;
    for (int skipped = 0; skipped < bits; skipped++) {
      for (int spread = 0; spread <= SymbolModel.MAX_INDEX; spread++) {
        for (int deviation = 0; deviation <= SymbolModel.MAX_INDEX; deviation++) {
          try {
            hash = add(hash, SymbolTable.of(new SymbolModel(spread, deviation), bits, skipped));
          } catch (IllegalArgumentException e) {
            refused.incrementAndGet();
          }
        }
      }
    }
    return hash;
  }

  private static long add(long before, SymbolTable table) {
    long hash = 31 * (31 * before + table.rawBits()) + table.maxMagnitude();
    int sum = 0;
    for (int slot = 0; slot < table.slots(); slot++) {
      int frequency = table.frequency(slot);
      if (frequency < 1 || frequency >= SymbolTable.TOTAL || table.start(slot) != sum) {
        throw new AssertionError("slot " + slot + " from " + table.start(slot) + ": " + frequency);
      }
      sum += frequency;
      hash = 31 * hash + frequency;
    }
    assertEquals(SymbolTable.TOTAL, sum);
    return hash;
  }

  @Test
  void modelFarWiderThanItsSymbolsIsRefusedAndNeverFitted() {
    SymbolModel wide = new SymbolModel(21, 125);
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> SymbolTable.of(wide, 2, 1)).getMessage();
    assertEquals("what lies beyond the bins takes all of the table", refusal);
    QuantizedTensor tensor = QuantizedTensor.of(1, 2, 9, 1, new short[] {200, 0});
    assertEquals(Double.POSITIVE_INFINITY, ModelFit.of(tensor).codeLength(new SymbolModel(2, 126)));
  }

  @Test
  void gaussianOfDeviation2HasTheseFrequencies() {
    SymbolTable table = SymbolTable.of(new SymbolModel(0, 32), 4);
    StringBuilder frequencies = new StringBuilder();
    for (int slot = 0; slot < table.slots(); slot++) {
      frequencies.append(table.frequency(slot)).append(' ');
    }
    assertEquals(
        "2 10 38 114 269 495 715 808 715 496 269 114 38 10 2 1", // -7 .. 7, and the escape
        frequencies.toString().strip());
  }

  @Test
  void fitFindsTheDensityThatSymbolsHave() {
    SplittableRandom random = new SplittableRandom(2);
    QuantizedTensor gaussian = GaussianSymbols.tensor(100, 100, 8, 8, random);
    ModelFit normal = ModelFit.of(gaussian);
    // log2(8 sqrt(2 pi e)) = 5.047 bits.
    assertEquals(5.047, normal.codeLength(normal.best()) / 10_000, 0.04);
    short[] symbols = new short[10_000];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (short) random.nextInt(-20, 21);
    }
    QuantizedTensor uniform = QuantizedTensor.of(100, 100, 8, 1, symbols);
    ModelFit fit = ModelFit.of(uniform);
    double best = fit.codeLength(fit.best()) / 10_000;
    // log2(41) = 5.358 bits; the Gaussian of the same variance takes 0.25 more.
    assertEquals(5.358, best, 0.06);
    double alone = fit.codeLength(fit.bestGaussian()) / 10_000;
    assertTrue(alone > best + 0.1, alone + " and " + best);
  }
}
