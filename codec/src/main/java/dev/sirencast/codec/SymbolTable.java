package dev.sirencast.codec;

/**
 * A model's code: how often, out of 4,096 times, each class of symbols comes.
 *
 * <p>A symbol's class is the symbol without its low raw bits, which are coded as they are. Classes
 * with a probability of 1/4096 or more around 0 are in the table; for all others one more entry,
 * the escape, stands, behind which a sign and a distance follow. Frequencies are the differences of
 * the model's rounded distribution, in integer arithmetic alone. Immutable and thread-safe.
 */
final class SymbolTable {
  /** The frequencies' sum is two to the power of this. */
  static final int SCALE_BITS = 12;

  static final int SCALE = 1 << SCALE_BITS;

  /** Behind an escape: a sign, and 5 bits of distance; the largest says that 16 bits follow. */
  static final int NEAR_BITS = 6;

  static final int FAR = 31;
  static final int FAR_BITS = 16;

  private static final int MOST_CLASSES = 254;
  private static final double LN_2 = Math.log(2);

  private final int rawBits;
  private final int first;
  private final int[] starts;
  private final int[] slots;

  private SymbolTable(int rawBits, int first, int[] starts) {
    this.rawBits = rawBits;
    this.first = first;
    this.starts = starts;
    this.slots = slots(starts);
  }

  static SymbolTable of(SymbolModel model) {
    int raw = model.rawBits();
    int last = 0;
    // Classes at the same distance are equally likely, but for the raw bits' rounding downwards.
    while (last < MOST_CLASSES / 2 - 1 && share(model, raw, last + 1) >= 1) {
      last++;
    }
    int first = 0;
    while (first > -MOST_CLASSES / 2 + 1 && share(model, raw, first - 1) >= 1) {
      first--;
    }
    long low = model.below((long) first << raw);
    long inside = model.below((long) (last + 1) << raw) - low;
    long outside = (1L << NormalIntegrals.VALUE_BITS) - inside;
    int escape = (int) Math.max(1, outside * SCALE >> NormalIntegrals.VALUE_BITS);
    int room = SCALE - escape;
    int[] starts = new int[last - first + 3];
    for (int i = 1; i < starts.length - 1; i++) {
      long share = model.below((long) (first + i) << raw) - low;
      int end = (int) ((share * room + inside / 2) / inside);
      // No class of the table without a slot, and none without room behind it.
      starts[i] = Math.max(starts[i - 1] + 1, Math.min(end, room - (starts.length - 2 - i)));
    }
    starts[starts.length - 2] = room;
    starts[starts.length - 1] = SCALE;
    return new SymbolTable(raw, first, starts);
  }

  /** A class's probability in 4,096ths, rounded down. */
  private static long share(SymbolModel model, int raw, int symbolClass) {
    long from = model.below((long) symbolClass << raw);
    long to = model.below((long) (symbolClass + 1) << raw);
    return (to - from) >> (NormalIntegrals.VALUE_BITS - SCALE_BITS);
  }

  /** For each slot: entry in 8 bits, the slot's distance to the entry's start, its frequency. */
  private static int[] slots(int[] starts) {
    int[] slots = new int[SCALE];
    for (int entry = 0; entry < starts.length - 1; entry++) {
      int frequency = starts[entry + 1] - starts[entry];
      for (int slot = starts[entry]; slot < starts[entry + 1]; slot++) {
        slots[slot] = entry << 24 | (slot - starts[entry]) << 12 | frequency;
      }
    }
    return slots;
  }

  /** Bits at a symbol's low end that are coded as they are. */
  int rawBits() {
    return rawBits;
  }

  /** The smallest class in the table. */
  int first() {
    return first;
  }

  /** The number of the entry that stands for all classes that are not in the table. */
  int escape() {
    return starts.length - 2;
  }

  /** The entry of a symbol's class. */
  int entry(int symbol) {
    int entry = (symbol >> rawBits) - first;
    return entry < 0 || entry >= escape() ? escape() : entry;
  }

  /** The first slot of an entry. */
  int start(int entry) {
    return starts[entry];
  }

  /** The number of an entry's slots, 1 or more. */
  int frequency(int entry) {
    return starts[entry + 1] - starts[entry];
  }

  /** What {@link #slots(int[])} says of each slot; not to be changed. */
  int[] slots() {
    return slots;
  }

  /** The distance of an escaped class to the table, 0 for the nearest. */
  int distance(int symbolClass) {
    return symbolClass < first ? first - 1 - symbolClass : symbolClass - (first + escape());
  }

  /** The escaped class at a distance. */
  int escaped(boolean below, int distance) {
    return below ? first - 1 - distance : first + escape() + distance;
  }

  /** The bits that a symbol takes. */
  double bits(int symbol) {
    int entry = entry(symbol);
    double bits = SCALE_BITS - Math.log(frequency(entry)) / LN_2;
    if (entry == escape()) {
      bits += NEAR_BITS + (distance(symbol >> rawBits) >= FAR ? FAR_BITS : 0);
    }
    return bits + rawBits;
  }
}
