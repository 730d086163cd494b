package dev.sirencast.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The continuous form of a model beside the coder's table. */
class SymbolDensityTest {
  @Test
  void agreesWithTheTableWhereSymbolsAreNotRare() {
    SplittableRandom random = new SplittableRandom(4);
    int compared = 0;
    for (int trial = 0; trial < 300; trial++) {
      SymbolModel model = new SymbolModel(random.nextInt(0, 60), random.nextInt(6, 60));
      SymbolDensity density = SymbolDensity.of(model);
      SymbolCost cost = SymbolCost.of(model, 8);
      double all = density.cumulative(127.5) - density.cumulative(-127.5);
      for (int symbol = -127; symbol <= 127; symbol++) {
        double mass = density.cumulative(symbol + 0.5) - density.cumulative(symbol - 0.5);
        if (mass / all > 1e-3) {
          double bits = -Math.log(mass / all) / Math.log(2);
          assertEquals(bits, cost.bits(symbol), 0.2, model + " symbol " + symbol);
          compared++;
        }
      }
    }
    assertTrue(compared > 3000, "compared " + compared);
  }

  @ParameterizedTest
  @CsvSource({"0, 24", "30, 24", "40, 10"})
  void densityIsTheSlopeOfTheCumulativeFunction(int spread, int deviation) {
    SymbolDensity density = SymbolDensity.of(new SymbolModel(spread, deviation));
    for (double x = -10; x <= 10; x += 0.37) {
      double slope = (density.cumulative(x + 0.01) - density.cumulative(x - 0.01)) / 0.02;
      assertEquals(slope, density.density(x), 1e-3);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 24", "30, 24", "40, 10"})
  void takesTheMeanSquareThatItIsGiven(int spread, int deviation) {
    SymbolDensity density = SymbolDensity.of(new SymbolModel(spread, deviation)).withMeanSquare(4);
    double meanSquare = 0;
    for (double x = -20; x < 20; x += 0.01) {
      meanSquare += 0.01 * x * x * density.density(x);
    }
    assertEquals(4, meanSquare, 0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5, 0.3989422804014327, 0.3989422804014327",
    "1, 0.8413447460685429, 0.24197072451914337, 1.0833154705876862",
    "-1, 0.15865525393145707, 0.24197072451914337, 0.08331547058768627",
    "7, 1, 0, 7",
    "-7, 0, 0, 0"
  })
  void normalDistributionIsExactEnough(double x, double below, double at, double integral) {
    assertEquals(below, NormalDistribution.cumulative(x), 1e-6);
    assertEquals(at, NormalDistribution.density(x), 1e-6);
    assertEquals(integral, NormalDistribution.integral(x), 1e-5);
  }
}
