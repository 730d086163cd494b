package dev.sirencast.experiments.coin;

import java.util.List;

/**
 * A rate and what it buys.
 *
 * @param bitsPerPixel the rate
 * @param psnr in decibels
 */
record RatePoint(double bitsPerPixel, double psnr) {
  /** COIN on all 24 Kodak pictures after 50,000 steps, as published (Dupont et al. 2021). */
  static final List<RatePoint> COIN_PUBLISHED =
      List.of(new RatePoint(0.160, 24.64), new RatePoint(0.307, 26.41));

  /** JPEG on all 24 Kodak pictures, as published beside it. */
  static final List<RatePoint> JPEG_PUBLISHED =
      List.of(
          new RatePoint(0.221, 23.78),
          new RatePoint(0.327, 26.58),
          new RatePoint(0.508, 29.04),
          new RatePoint(1.037, 32.79));
}
