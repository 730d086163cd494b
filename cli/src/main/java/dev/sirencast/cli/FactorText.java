package dev.sirencast.cli;

/** The factors of a network's layers in words. */
final class FactorText {
  private FactorText() {}

  /** A factor as people write it: 30, not 30.0. */
  static String of(double factor) {
    return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
  }
}
