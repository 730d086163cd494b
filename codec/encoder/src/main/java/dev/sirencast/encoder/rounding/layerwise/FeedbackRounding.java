package dev.sirencast.encoder.rounding.layerwise;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Rounding of weights that stand for each other: finds whole numbers k for which {@code (w - S k)^T
 * H (w - S k)} plus the price of their bits is small, S the diagonal of the steps.
 *
 * <p>Following the nearest number at each turn, the errors of all turns before fed back, is Babai's
 * nearest plane (1986); with H a layer's Gram matrix it is GPTQ (Frantar et al., 2023). Here the
 * best few hypotheses are kept at every turn, each going on with its two nearest numbers, as a
 * sphere decoder with a bounded list does.
 */
final class FeedbackRounding {
  /** Wide layers have many weights to share an error: fewer hypotheses are kept for them. */
  private static final int HYPOTHESES_WORK = 1 << 10;

  private static final int MAX_HYPOTHESES = 16;

  private final LdlDecomposition hessian;
  private final SymbolGrid[] grids;
  private final int rounded;
  private final int kept;

  /**
   * @param hessian H, decomposed
   * @param grids for each variable the numbers it may be
   * @param rounded how many turns are rounded; the others move freely to make up for them
   * @param kept hypotheses that are kept, 1 for the nearest plane
   */
  FeedbackRounding(LdlDecomposition hessian, SymbolGrid[] grids, int rounded, int kept) {
    this.hessian = hessian;
    this.grids = grids;
    this.rounded = rounded;
    this.kept = kept;
  }

  /** How many hypotheses are worth their time in a layer of so many variables. */
  static int hypotheses(int variables) {
    return Math.max(1, Math.min(MAX_HYPOTHESES, HYPOTHESES_WORK / variables));
  }

  /**
   * Rounds a row.
   *
   * @param wanted the values, in the variables' own order
   * @param price error that a bit is worth
   */
  Hypothesis round(double[] wanted, double price) {
    Hypothesis[] alive = {new Hypothesis(wanted.length)};
    for (int turn = 0; turn < rounded; turn++) {
      alive = extend(alive, turn, wanted[hessian.variable(turn)], price);
    }
    Hypothesis best = alive[0];
    for (int turn = rounded; turn < wanted.length; turn++) {
      best.errors[turn] = -hessian.feedback(turn, best.errors);
    }
    return best;
  }

  private Hypothesis[] extend(Hypothesis[] alive, int turn, double wanted, double price) {
    SymbolGrid grid = grids[hessian.variable(turn)];
    Choice[] choices = new Choice[2 * alive.length];
    for (int h = 0; h < alive.length; h++) {
      double exact = (wanted + hessian.feedback(turn, alive[h].errors)) / grid.step();
      int nearest = SymbolGrid.nearest(exact);
      int second = SymbolGrid.nearest(exact > nearest ? nearest + 1 : nearest - 1);
      double weight = hessian.pivot(turn) * grid.step() * grid.step();
      choices[2 * h] = choice(alive[h], exact, nearest, weight, price, grid);
      choices[2 * h + 1] = choice(alive[h], exact, second, weight, price, grid);
    }
    Arrays.sort(choices, Comparator.comparingDouble(Choice::cost));
    Hypothesis[] next = new Hypothesis[Math.min(kept, choices.length)];
    for (int c = 0; c < next.length; c++) {
      Choice choice = choices[c];
      next[c] = next.length == 1 ? choice.from : choice.from.copy();
      next[c].symbols[turn] = choice.symbol;
      next[c].errors[turn] = wanted - choice.symbol * grid.step();
      next[c].cost = choice.cost;
    }
    return next;
  }

  private static Choice choice(
      Hypothesis from, double exact, int symbol, double weight, double price, SymbolGrid grid) {
    double error = exact - symbol;
    double cost = from.cost + weight * error * error + price * grid.cost().bits(symbol);
    return new Choice(from, symbol, cost);
  }

  private record Choice(Hypothesis from, int symbol, double cost) {}

  /** What was decided up to a turn, in the order of the turns. */
  static final class Hypothesis {
    private final int[] symbols;
    private final double[] errors;
    private double cost;

    private Hypothesis(int size) {
      this(new int[size], new double[size]);
    }

    private Hypothesis(int[] symbols, double[] errors) {
      this.symbols = symbols;
      this.errors = errors;
    }

    private Hypothesis copy() {
      return new Hypothesis(symbols.clone(), errors.clone());
    }

    /** The symbol of a turn that was rounded. */
    int symbol(int turn) {
      return symbols[turn];
    }

    /** The wanted value less the one taken. */
    double error(int turn) {
      return errors[turn];
    }
  }
}
