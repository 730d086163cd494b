package dev.sirencast.rounding;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Rounding of weights that stand for each other: finds whole numbers k for which {@code (w - S k)^T
 * H (w - S k)} plus the price of their bits is small, S the diagonal of the steps.
 *
 * <p>Following the nearest number at each turn, the errors of all turns before pushed in, is
 * Babai's nearest plane (1986); with H a layer's input covariance it is GPTQ (Frantar et al.,
 * 2023). Here the best few beginnings are kept at every turn, each going on with its two nearest
 * numbers, as a sphere decoder with a bounded list does.
 */
final class LatticeSearch {
  private final LatticeFactors factors;
  private final SymbolGrid[] grids;
  private final int beam;

  /**
   * @param grids for each variable the numbers it may be
   * @param beam beginnings that are kept, 1 for the nearest plane
   */
  LatticeSearch(LatticeFactors factors, SymbolGrid[] grids, int beam) {
    this.factors = factors;
    this.grids = grids;
    this.beam = beam;
  }

  /** Returns the symbols for the wanted values, both in the variables' own order. */
  int[] round(double[] wanted) {
    Beginning[] alive = {new Beginning(wanted.length)};
    for (int turn = 0; turn < wanted.length; turn++) {
      alive = extend(alive, turn, wanted[factors.variable(turn)]);
    }
    int[] symbols = new int[wanted.length];
    for (int turn = 0; turn < wanted.length; turn++) {
      symbols[factors.variable(turn)] = alive[0].symbols[turn];
    }
    return symbols;
  }

  private Beginning[] extend(Beginning[] alive, int turn, double wanted) {
    SymbolGrid grid = grids[factors.variable(turn)];
    Choice[] choices = new Choice[2 * alive.length];
    for (int b = 0; b < alive.length; b++) {
      double exact = (wanted + factors.pushed(turn, alive[b].errors)) / grid.step();
      int nearest = grid.clamp(exact);
      int other = grid.clamp(exact > nearest ? nearest + 1 : nearest - 1);
      choices[2 * b] = choice(alive[b], nearest, exact, turn, grid);
      choices[2 * b + 1] = choice(alive[b], other, exact, turn, grid);
    }
    Arrays.sort(choices, Comparator.comparingDouble(Choice::cost));
    Beginning[] next = new Beginning[Math.min(beam, choices.length)];
    for (int c = 0; c < next.length; c++) {
      Choice choice = choices[c];
      next[c] = c == 0 && next.length == 1 ? choice.begin : choice.begin.copy();
      next[c].symbols[turn] = choice.symbol;
      next[c].errors[turn] = wanted - choice.symbol * grid.step();
      next[c].cost = choice.cost;
    }
    return next;
  }

  private Choice choice(Beginning begin, int symbol, double exact, int turn, SymbolGrid grid) {
    double error = (exact - symbol) * grid.step();
    double cost = factors.pivot(turn) * error * error + grid.price() * grid.model().bits(symbol);
    return new Choice(begin, symbol, begin.cost + cost);
  }

  private record Choice(Beginning begin, int symbol, double cost) {}

  /** What was decided up to a turn, in the order of the turns. */
  private static final class Beginning {
    private final int[] symbols;
    private final double[] errors;
    private double cost;

    Beginning(int size) {
      this(new int[size], new double[size]);
    }

    private Beginning(int[] symbols, double[] errors) {
      this.symbols = symbols;
      this.errors = errors;
    }

    Beginning copy() {
      return new Beginning(symbols.clone(), errors.clone());
    }
  }
}
