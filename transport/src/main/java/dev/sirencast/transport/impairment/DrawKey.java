package dev.sirencast.transport.impairment;

import java.nio.charset.StandardCharsets;

/**
 * A key in a tree of random numbers: every number is a pure function of where it stands.
 *
 * <p>A key holds 64 bits of state s. Its output number n, for n = 0, 1, 2, ..., is that of
 * SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014):
 *
 * <pre>
 *   z = s + (n + 1) * 0x9E3779B97F4A7C15          all modulo 2^64
 *   z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9
 *   z = (z ^ (z >>> 27)) * 0x94D049BB133111EB
 *   output(n) = z ^ (z >>> 31)
 * </pre>
 *
 * <p>The child n of a key has state output(n). A decision's key is the path
 *
 * <pre>
 *   seed [ / stream ] / name / index / ordinal / copy / draw
 * </pre>
 *
 * where the stream is left out if there is only one, name is the impairment's word in the grammar
 * as big-endian ASCII, index counts the earlier impairments of that name, ordinal counts the frames
 * offered before, copy is 0 for the original, and draw counts the decisions on that copy. So no
 * decision depends on another impairment, on the order of calls, or on the JDK. Immutable and
 * thread-safe.
 */
final class DrawKey {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long state;

  DrawKey(long state) {
    this.state = state;
  }

  /**
   * The root of one stream's decisions.
   *
   * @param stream 0 for the only one, whose root is the seed; others have children of it, whose
   *     numbers are smaller than any name's
   */
  static DrawKey ofStream(long seed, int stream) {
    DrawKey root = new DrawKey(seed);
    return stream == 0 ? root : root.child(stream);
  }

  /** The key of the impairment called {@code name} that comes after {@code index} others of it. */
  static DrawKey ofImpairment(DrawKey root, String name, int index) {
    long word = 0;
    for (byte letter : name.getBytes(StandardCharsets.US_ASCII)) {
      word = word << 8 | letter;
    }
    return root.child(word).child(index);
  }

  DrawKey child(long n) {
    return new DrawKey(output(n));
  }

  long output(long n) {
    long z = state + (n + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Output {@code n} as a multiple of 2^-53 in [0, 1): its upper 53 bits. */
  double uniform(long n) {
    return (output(n) >>> 11) * 0x1p-53;
  }

  /** Whether an event of this probability happens at draw {@code n}. */
  boolean happens(double probability, long n) {
    return uniform(n) < probability;
  }
}
