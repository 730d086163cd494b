package dev.sirencast.cli.options;

/** The factors of a network's layers in words. */
public final class FactorText {
  private FactorText() {}

  /** A factor as people write it: 30, not 30.0. */
  public static String of(double factor) {
    return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
  }
}
