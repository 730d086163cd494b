package dev.sirencast.simulation;

/**
 * What came of one transfer.
 *
 * @param decibels PSNR against the kind's full scale, {@value #EXACT} at most: what is exact has no
 *     mean otherwise
 * @param decoded whether anything could be decoded; else grey or silence was counted
 */
public record Delivery(double decibels, boolean decoded) {
  /** The decibels of what comes back exactly. */
  public static final double EXACT = 100;

  /** Limits the decibels. */
  public Delivery {
    decibels = Math.min(EXACT, decibels);
  }
}
