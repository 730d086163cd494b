package dev.sirencast.rounding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatticeSearchTest {
  private static final int SIZE = 7;
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void factorsSolveTheSystem() {
    double[][] matrix = metric();
    double[] x = vector();
    double[] b = times(matrix, x);
    assertArrayEquals(x, LatticeFactors.of(copy(matrix)).solve(b), 1e-9);
  }

  @Test
  void turnsAddUpToTheQuadraticForm() {
    double[][] matrix = metric();
    double[] e = vector();
    LatticeFactors factors = LatticeFactors.of(copy(matrix));
    double[] ordered = new double[SIZE];
    double sum = 0;
    for (int turn = 0; turn < SIZE; turn++) {
      ordered[turn] = e[factors.variable(turn)];
      double left = ordered[turn] + factors.pushed(turn, ordered);
      sum += factors.pivot(turn) * left * left;
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
  void moreBeginningsLowerTheError() {
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
    SymbolGrid free = new SymbolGrid(1, 0, SymbolPrice.of(0, 0.3, 3));
    SymbolGrid dear = new SymbolGrid(1, 1, SymbolPrice.of(0, 0.3, 3));
    assertArrayEquals(filled(1), search(copy(identity), free, 4).round(wanted));
    assertArrayEquals(filled(0), search(copy(identity), dear, 4).round(wanted));
  }

  private static int[] filled(int value) {
    int[] filled = new int[SIZE];
    Arrays.fill(filled, value);
    return filled;
  }

  private static int[] round(double[][] matrix, double[] wanted, int beam) {
    return search(copy(matrix), new SymbolGrid(1, 0, SymbolPrice.of(5, 1, 20)), beam).round(wanted);
  }

  private static LatticeSearch search(double[][] matrix, SymbolGrid grid, int beam) {
    SymbolGrid[] grids = new SymbolGrid[SIZE];
    Arrays.fill(grids, grid);
    return new LatticeSearch(LatticeFactors.of(matrix), grids, beam);
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

  private static double[][] copy(double[][] matrix) {
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }
}
