package dev.sirencast.siren;

import java.util.SplittableRandom;

/**
 * Seeds that are made of another one, for trials, draws and parts of a noise that must not share
 * their numbers: the sequence of SplitMix64 (Steele, Lea and Flood, 2014), which is the same on
 * every JDK and machine, as a function of where in it a number stands.
 */
public final class DerivedSeed {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private DerivedSeed() {}

  /** The number at {@code position}, 0 or more, of the sequence that {@code seed} starts. */
  public static long of(long seed, long position) {
    return new SplittableRandom(seed + position * GOLDEN_GAMMA).nextLong();
  }
}
