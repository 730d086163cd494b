package dev.sirencast.cli;

/** The SplitMix64 generator (Steele, Lea and Flood, 2014) as a function of seed and position. */
final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /** The number at {@code position}, 0 or more, of the sequence that {@code seed} starts. */
  static long mix(long seed, long position) {
    long z = seed + (position + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
