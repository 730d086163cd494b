package dev.sirencast.rounding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolPriceTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.15865525393145705",
    "-1, 0.8413447460685429",
    "5, 2.8665157187919391e-7",
    "3, 1.3498980316300946e-3",
    "10, 7.6198530241605261e-24"
  })
  void knowsTheNormalTail(double x, double above) {
    assertEquals(above, NormalIntegral.above(x), 1e-10 * above);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5", "0, 4", "6, 0.5", "20, 3", "3, 0.1"})
  void probabilitiesSumToOne(double width, double deviation) {
    SymbolPrice model = SymbolPrice.of(width, deviation, 60);
    double sum = 0;
    for (int symbol = -59; symbol < 60; symbol++) {
      double bits = model.bits(symbol);
      sum += bits < SymbolPrice.MAX_BITS ? Math.pow(2, -bits) : 0;
    }
    assertEquals(1, sum, 2e-5);
  }

  @Test
  void uniformSymbolsCostTheLogarithmOfTheirNumber() {
    int[] counts = new int[16];
    java.util.Arrays.fill(counts, 200);
    counts[0] = 100;
    SymbolPrice model = SymbolPrice.fit(counts);
    double bits = 0;
    for (int magnitude = 0; magnitude < 16; magnitude++) {
      bits += counts[magnitude] * model.bits(magnitude) / 3100;
    }
    assertTrue(bits > 4.95 && bits < 5.05, "got " + bits);
  }
}
