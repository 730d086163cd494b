package dev.sirencast.encoder.protection;

/**
 * How likely an erasure code fails on a link, and how much is missing then.
 *
 * @param failure the probability of more erasures than there are repair symbols
 * @param missing the share of the symbols that is missing on average where the code fails
 */
record ErasureForecast(double failure, double missing) {
  /** Nothing ever goes wrong. */
  static final ErasureForecast NONE = new ErasureForecast(0, 0);

  /**
   * Returns the forecast of one block.
   *
   * @param symbols source and repair symbols, 1 or more
   * @param repairs repair symbols among them
   * @param distance packets sent from one of the block's to its next
   * @param header the probability that a header is damaged
   * @param slice the probability that a slice is damaged
   * @param bends whether damaged slices that cannot be restored are delivered all the same
   */
  static ErasureForecast of(
      LinkEstimate link,
      int symbols,
      int repairs,
      double distance,
      double header,
      double slice,
      boolean bends) {
    double erased = header + (1 - header) * slice;
    ErasureCounts counts = ErasureCounts.of(link, symbols, distance, erased);
    double failure = 0;
    double missing = 0;
    double delivered = bends ? symbols * (1 - link.loss()) * slice : 0;
    for (int x = repairs + 1; x <= symbols; x++) {
      double probability = counts.probability(x);
      failure += probability;
      missing += probability * Math.max(0, x - delivered) / symbols;
    }
    return failure == 0 ? NONE : new ErasureForecast(failure, missing / failure);
  }
}
