package dev.sirencast.entropy;

import dev.sirencast.quantization.QuantizedTensor;

/**
 * The frequencies of a tensor's symbols with entropy coding, made of its model and width by whole
 * numbers alone. Immutable and thread-safe.
 *
 * <p>A symbol is a bin, the symbol without its lowest {@link #rawBits} bits, and those bits as they
 * are. Bins are {@code -bins .. bins}; what lies beyond is an escape, which the whole symbol
 * follows in 16 bits. Frequencies add up to {@value #TOTAL} and none is 0.
 */
public final class SymbolTable {
  /** Bits of a frequency. */
  static final int PRECISION = 12;

  /** The sum of all frequencies. */
  static final int TOTAL = 1 << PRECISION;

  /** What stands in a table's entry for the escape. */
  static final int ESCAPE = -128;

  private static final int MAX_BIN = 127;
  private static final int DEVIATIONS = 6;
  private static final int MAX_MASS_BITS = 48;

  private final int rawBits;
  private final int bins;
  private final int peak;
  private final short[] frequencies;
  private final short[] starts;

  private SymbolTable(int rawBits, int bins, int peak, int[] frequencies) {
    this.rawBits = rawBits;
    this.bins = bins;
    this.peak = peak;
    this.frequencies = new short[frequencies.length];
    this.starts = new short[frequencies.length];
    int start = 0;
    for (int i = 0; i < frequencies.length; i++) {
      this.frequencies[i] = (short) frequencies[i];
      this.starts[i] = (short) start;
      start += frequencies[i];
    }
  }

  /** Returns the table of a model for symbols of a width. */
  public static SymbolTable of(SymbolModel model, int bits) {
    return of(model, bits, 0);
  }

  /**
   * Returns the table of a model for symbols of a width without their lowest bits.
   *
   * @param skipped how many bits they lack, below {@code bits}
   * @throws IllegalArgumentException if the model says nearly nothing of such symbols, being far
   *     wider than they are
   */
  public static SymbolTable of(SymbolModel model, int bits, int skipped) {
    int peak = QuantizedTensor.maxMagnitude(bits);
    int rawBits = Math.max(skipped, rawBits(model, peak));
    int most = Math.min(MAX_BIN, peak >> rawBits);
    long[] edges = edges(model, peak, rawBits, most);
    long all = (model.cumulative(2 * peak + 1) - model.cumulative(-2 * peak - 1));
    int scale = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(all) - MAX_MASS_BITS);
    long total = all >> scale;
    int bins = most;
    while (bins > 0 && 2 * TOTAL * (mass(edges, most + bins) >> scale) < total) {
      bins--;
    }
    int[] frequencies = new int[2 * bins + 2];
    int rest = TOTAL;
    for (int i = 0; i <= 2 * bins; i++) {
      frequencies[i] = share(mass(edges, most - bins + i) >> scale, total);
      rest -= frequencies[i];
    }
    long inside = edges[most + bins + 1] - edges[most - bins];
    frequencies[2 * bins + 1] = share(all - inside >> scale, total);
    balance(frequencies, bins, rest - frequencies[2 * bins + 1]);
    // Without bits, the lowest symbol is one further from 0 than the highest.
    int reach = skipped == 0 ? peak : (peak >> skipped) + 1;
    return new SymbolTable(rawBits - skipped, bins, reach, frequencies);
  }

  /** The fewest raw bits for which the bins reach as far as the model does. */
  private static int rawBits(SymbolModel model, int peak) {
    long reach = model.scaledSpread() + DEVIATIONS * model.scaledDeviation();
    long symbols = Math.min(peak, reach >> SymbolModel.FRACTION_BITS);
    int bits = 0;
    while (symbols >> bits > MAX_BIN) {
      bits++;
    }
    return bits;
  }

  /** The model's cumulative values at the lower ends of the bins from {@code -most} on. */
  private static long[] edges(SymbolModel model, int peak, int rawBits, int most) {
    long[] edges = new long[2 * most + 2];
    long all = model.cumulative(2 * peak + 1) + model.cumulative(-2 * peak - 1);
    for (int i = 0; i < edges.length; i++) {
      boolean mirrored = rawBits == 0 && i > most;
      int low = Math.max(-peak, Math.min(peak + 1, (i - most) << rawBits));
      edges[i] = mirrored ? all - edges[edges.length - 1 - i] : model.cumulative(2 * low - 1);
    }
    return edges;
  }

  private static long mass(long[] edges, int bin) {
    return edges[bin + 1] - edges[bin];
  }

  private static int share(long mass, long all) {
    return (int) Math.max(1, (mass * TOTAL + all / 2) / all);
  }

  /**
   * Spreads what the bins' frequencies lack, or have too much of, from the middle bin outwards: one
   * a bin and turn, and none below 1.
   *
   * <p>Whole turns are taken together, as many as leave no bin below 1. So every round is the last,
   * or has fewer bins to take from than the one before.
   *
   * @throws IllegalArgumentException if all bins are at 1 and the frequencies are still too many
   */
  private static void balance(int[] frequencies, int middle, int rest) {
    int step = Integer.signum(rest);
    int left = Math.abs(rest);
    while (left > 0) {
      int bins = 0;
      int turns = left;
      for (int i = 0; i <= 2 * middle; i++) {
        if (frequencies[i] + step >= 1) {
          bins++;
          turns = step < 0 ? Math.min(turns, frequencies[i] - 1) : turns;
        }
      }
      if (bins == 0) {
        throw new IllegalArgumentException("what lies beyond the bins takes all of the table");
      }
      turns = Math.min(turns, left / bins);
      if (turns == 0) {
        turn(frequencies, middle, step, left);
        return;
      }
      for (int i = 0; i <= 2 * middle; i++) {
        frequencies[i] += frequencies[i] + step >= 1 ? turns * step : 0;
      }
      left -= turns * bins;
    }
  }

  /** The last turn, which ends before it has come to all bins. */
  private static void turn(int[] frequencies, int middle, int step, int left) {
    int rest = left;
    for (int i = 0; rest > 0; i++) {
      for (int side = -1; side <= 1 && rest > 0; side += i == 0 ? 3 : 2) {
        int at = middle + side * i;
        if (frequencies[at] + step >= 1) {
          frequencies[at] += step;
          rest--;
        }
      }
    }
  }

  /** The lowest bits of a symbol that are written as they are. */
  int rawBits() {
    return rawBits;
  }

  /** The largest magnitude of a symbol. */
  int maxMagnitude() {
    return peak;
  }

  /** The slot of a symbol: its bin's, or the escape's. */
  int slot(int symbol) {
    int bin = symbol >> rawBits;
    return bin < -bins || bin > bins ? 2 * bins + 1 : bin + bins;
  }

  /** Whether a slot is the escape's. */
  boolean isEscape(int slot) {
    return slot == 2 * bins + 1;
  }

  /** The frequency of a slot, 1 to {@value #TOTAL} - 1. */
  int frequency(int slot) {
    return frequencies[slot];
  }

  /** The frequencies of the slots before a slot. */
  int start(int slot) {
    return starts[slot];
  }

  /** The number of slots. */
  int slots() {
    return frequencies.length;
  }

  /**
   * Returns, for every remainder of a decoder's state, bin, frequency and what is added to the
   * state, in 8, 12 and 12 bits from the highest on.
   */
  public int[] decoding() {
    int[] table = new int[TOTAL];
    for (int slot = 0; slot < slots(); slot++) {
      int bin = isEscape(slot) ? ESCAPE : slot - bins;
      for (int i = 0; i < frequencies[slot]; i++) {
        table[starts[slot] + i] = bin << 2 * PRECISION | frequencies[slot] << PRECISION | i;
      }
    }
    return table;
  }
}
