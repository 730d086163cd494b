package dev.sirencast.format;

/** How a manifest has a layer's factor omega0: 0 where it is the common one. */
final class FactorField {
  /** The factor of sine layers that is left out. */
  static final double COMMON_OMEGA0 = 30;

  private FactorField() {}

  static double unless(double common, double factor) {
    return factor == common ? 0 : factor;
  }

  static double orElse(double common, double written) {
    return written == 0 ? common : written;
  }
}
