package dev.sirencast.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How probable each symbol of a tensor is: a uniform density on [-a, a], blurred by a normal one of
 * deviation s, integrated over the symbol's interval; lengths in steps.
 *
 * <p>Sine networks' weights begin uniform and are blurred by training; either end of the family, a
 * box or a bell, is in it. Symbols that the density leaves no room for cost {@value #MAX_BITS}
 * bits. Immutable and thread-safe.
 */
final class SymbolPrice {
  /** The most bits that a symbol costs: the table's smallest probability. */
  static final double MAX_BITS = 20;

  private static final double LN_2 = Math.log(2);
  private static final double[] SHARES = {0, 0.3, 0.5, 0.65, 0.8, 0.9, 0.96, 0.99};
  private static final double[] SCALES = {0.7, 0.85, 1, 1.15};

  /** The least deviation in steps that a model is given. */
  private static final double LEAST_DEVIATION = 0.12;

  /**
   * Larger tables are made of groups of symbols: where there are many, neighbours cost the same.
   */
  private static final int MOST_ENTRIES = 256;

  private final double[] bits;
  private final int group;

  private SymbolPrice(double[] bits, int group) {
    this.bits = bits;
    this.group = group;
  }

  /** Returns the model that makes a tensor's symbols shortest. */
  static SymbolPrice fit(QuantizedTensor tensor) {
    int peak = 0;
    for (int i = 0; i < tensor.size(); i++) {
      peak = Math.max(peak, Math.abs(tensor.symbol(i)));
    }
    int group = peak / MOST_ENTRIES + 1;
    int[] counts = new int[peak / group + 1];
    for (int i = 0; i < tensor.size(); i++) {
      counts[Math.abs(tensor.symbol(i)) / group]++;
    }
    return new SymbolPrice(fit(counts).bits, group);
  }

  /**
   * @param counts how often each magnitude occurs
   */
  static SymbolPrice fit(int[] counts) {
    double squares = 0;
    long total = 0;
    for (int k = 0; k < counts.length; k++) {
      squares += (double) k * k * counts[k];
      total += counts[k];
    }
    double variance = Math.max(squares / Math.max(1, total), LEAST_DEVIATION * LEAST_DEVIATION);
    @Nullable SymbolPrice best = null;
    double least = Double.MAX_VALUE;
    for (double share : SHARES) {
      for (double scale : SCALES) {
        double spread = variance * scale;
        SymbolPrice model =
            of(Math.sqrt(3 * spread * share), Math.sqrt(spread * (1 - share)), counts.length);
        double cost = model.bits(counts);
        if (cost < least) {
          least = cost;
          best = model;
        }
      }
    }
    return Objects.requireNonNull(best);
  }

  /** The model of a width and a deviation, in steps, for magnitudes below {@code size}. */
  static SymbolPrice of(double width, double deviation, int size) {
    double s = Math.max(deviation, LEAST_DEVIATION);
    double[] bits = new double[size];
    double below = mass(width, s, 0.5);
    bits[0] = cost(1 - 2 * below);
    for (int k = 1; k < size; k++) {
      double next = mass(width, s, k + 0.5);
      bits[k] = cost(below - next);
      below = next;
    }
    return new SymbolPrice(bits, 1);
  }

  /** The mass above x. */
  private static double mass(double width, double s, double x) {
    if (width < 1e-3 * s) {
      return NormalIntegral.above(x / s);
    }
    return s
        / (2 * width)
        * (NormalIntegral.aboveIntegral((x - width) / s)
            - NormalIntegral.aboveIntegral((x + width) / s));
  }

  private static double cost(double probability) {
    return probability > 0 ? Math.min(MAX_BITS, -Math.log(probability) / LN_2) : MAX_BITS;
  }

  /** The bits of a symbol. */
  double bits(int symbol) {
    int entry = Math.abs(symbol) / group;
    return entry < bits.length ? bits[entry] + Math.log(group) / LN_2 : MAX_BITS;
  }

  private double bits(int[] counts) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k] * bits[k];
    }
    return sum;
  }
}
