package dev.sirencast.experiments.coin;

import java.util.Optional;

/**
 * A network of one picture in one coding.
 *
 * @param subject the picture's name
 * @param network which network
 * @param coding how its weights are stored
 * @param bytes all of them
 * @param points of the picture
 * @param psnr of what comes of it, in decibels
 * @param jpeg the best JPEG file in as many bytes, if there is one so short
 */
record CoinRow(
    String subject,
    CoinNetwork network,
    CoinCoding coding,
    long bytes,
    int points,
    double psnr,
    Optional<JpegCurve.File> jpeg) {

  /** Bits for each point of the picture. */
  double bitsPerPixel() {
    return bitsPerPixel(bytes, points);
  }

  static double bitsPerPixel(double bytes, int points) {
    return 8 * bytes / points;
  }
}
