package dev.sirencast.encoder.rounding.layerwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.entropy.SymbolCost;
import dev.sirencast.entropy.SymbolModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rounding of one row, and the decomposition behind it. */
class FeedbackRoundingTest {
  private static final int SIZE = 7;
  private static final SymbolGrid GRID =
      new SymbolGrid(1, SymbolCost.of(new SymbolModel(20, 24), 6));

  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void solvesTheSystem() {
    double[][] matrix = metric();
    double[] x = vector();
    double[] b = times(matrix, x);
    assertArrayEquals(x, LdlDecomposition.of(matrix, 0).solve(b), 1e-9);
  }

  @Test
  void turnsAddUpToTheQuadraticForm() {
    double[][] matrix = metric();
    double[] e = vector();
    LdlDecomposition ldl = LdlDecomposition.of(matrix, 0);
    double[] ordered = new double[SIZE];
    double sum = 0;
    for (int turn = 0; turn < SIZE; turn++) {
      ordered[turn] = e[ldl.variable(turn)];
      double left = ordered[turn] + ldl.feedback(turn, ordered);
      sum += ldl.pivot(turn) * left * left;
    }
    assertEquals(form(matrix, e), sum, 1e-9);
  }

  @Test
  void nearestPlaneBeatsRoundingEachByItself() {
    double alone = 0;
    double together = 0;
    for (int trial = 0; trial < 50; trial++) {
      double[][] matrix = metric();
      double[] wanted = vector();
      alone +=
          error(matrix, wanted, Arrays.stream(wanted).mapToInt(w -> (int) Math.rint(w)).toArray());
      together += error(matrix, wanted, round(matrix, wanted, 1));
    }
    assertTrue(together < 0.8 * alone, together + " is not well below " + alone);
  }

  @Test
  void moreHypothesesLowerTheError() {
    double one = 0;
    double many = 0;
    for (int trial = 0; trial < 50; trial++) {
      double[][] matrix = metric();
      double[] wanted = vector();
      one += error(matrix, wanted, round(matrix, wanted, 1));
      many += error(matrix, wanted, round(matrix, wanted, 32));
    }
    assertTrue(many < 0.95 * one, many + " is not below " + one);
  }

  @Test
  void aPriceBuysCheaperSymbols() {
    double[][] identity = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      identity[i][i] = 1;
    }
    double[] wanted = new double[SIZE];
    Arrays.fill(wanted, 0.6);
    // A Gaussian of deviation 0.3: nearly all symbols are zeros.
    SymbolGrid grid = new SymbolGrid(1, SymbolCost.of(new SymbolModel(0, 10), 3));
    assertArrayEquals(filled(1), round(identity, wanted, grid, SIZE, 4, 0));
    assertArrayEquals(filled(0), round(identity, wanted, grid, SIZE, 4, 1));
  }

  @Test
  void valuesThatAreNotRoundedMakeUpForThoseThatAre() {
    double[][] matrix = metric();
    double[] wanted = vector();
    LdlDecomposition ldl = LdlDecomposition.of(matrix, 0);
    SymbolGrid[] grids = new SymbolGrid[SIZE];
    Arrays.fill(grids, GRID);
    FeedbackRounding.Hypothesis row = new FeedbackRounding(ldl, grids, 3, 4).round(wanted, 0);
    double[] e = new double[SIZE];
    for (int turn = 0; turn < SIZE; turn++) {
      e[ldl.variable(turn)] = row.error(turn);
    }
    // The error does not fall along any value that is free.
    double[] slope = times(matrix, e);
    for (int turn = 3; turn < SIZE; turn++) {
      assertEquals(0, slope[ldl.variable(turn)], 1e-9);
    }
    assertEquals(wanted[ldl.variable(0)] - row.symbol(0) * GRID.step(), row.error(0), 1e-12);
  }

  @Test
  void aMatrixWithoutFullRankIsDampedUntilItHasPivots() {
    double[][] ones = new double[SIZE][SIZE];
    for (double[] row : ones) {
      Arrays.fill(row, 1);
    }
    LdlDecomposition ldl = LdlDecomposition.of(ones, 0);
    for (int turn = 0; turn < SIZE; turn++) {
      assertTrue(ldl.pivot(turn) > 0);
    }
  }

  @Test
  void sumsThatOverflowedAreRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> LdlDecomposition.of(new double[][] {{Double.POSITIVE_INFINITY}}, 0.1));
    assertTrue(refused.getMessage().contains("the weights are too large"), refused.getMessage());
  }

  private static int[] filled(int value) {
    int[] filled = new int[SIZE];
    Arrays.fill(filled, value);
    return filled;
  }

  private static int[] round(double[][] matrix, double[] wanted, int hypotheses) {
    return round(matrix, wanted, GRID, SIZE, hypotheses, 0);
  }

  private static int[] round(
      double[][] matrix,
      double[] wanted,
      SymbolGrid grid,
      int rounded,
      int hypotheses,
      double price) {
    SymbolGrid[] grids = new SymbolGrid[SIZE];
    Arrays.fill(grids, grid);
    LdlDecomposition ldl = LdlDecomposition.of(matrix, 0);
    FeedbackRounding.Hypothesis row =
        new FeedbackRounding(ldl, grids, rounded, hypotheses).round(wanted, price);
    int[] symbols = new int[SIZE];
    for (int turn = 0; turn < SIZE; turn++) {
      symbols[ldl.variable(turn)] = row.symbol(turn);
    }
    return symbols;
  }

  private double[] vector() {
    return random.doubles(SIZE, -5, 5).toArray();
  }

  /** The covariance of inputs that go together, of full rank. */
  private double[][] metric() {
    double[][] metric = new double[SIZE][SIZE];
    for (int p = 0; p < 3 * SIZE; p++) {
      double common = random.nextDouble(-1, 1);
      double[] x = random.doubles(SIZE, -1, 1).map(v -> 0.3 * v + common).toArray();
      for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
          metric[i][j] += x[i] * x[j];
        }
      }
    }
    return metric;
  }

  private static double error(double[][] matrix, double[] wanted, int[] symbols) {
    double[] e = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      e[i] = wanted[i] - symbols[i];
    }
    return form(matrix, e);
  }

  private static double form(double[][] matrix, double[] e) {
    double[] product = times(matrix, e);
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += product[i] * e[i];
    }
    return sum;
  }

  private static double[] times(double[][] matrix, double[] x) {
    return Arrays.stream(matrix)
        .mapToDouble(
            row -> {
              double sum = 0;
              for (int i = 0; i < SIZE; i++) {
                sum += row[i] * x[i];
              }
              return sum;
            })
        .toArray();
  }
}
