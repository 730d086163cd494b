package dev.sirencast.encoder.protection;

/**
 * How likely an erasure code fails on a link, and how much is missing then.
 *
 * <p>The number of erasures among a block's symbols is counted along the two-state chain of {@link
 * LinkEstimate}, exactly: a symbol is erased if its packet is lost or its header damaged, or if its
 * slice is damaged.
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
    double stay = link.correlation(distance);
    double toBad = link.loss() * (1 - stay);
    double badToBad = link.loss() + (1 - link.loss()) * stay;
    double erased = header + (1 - header) * slice;
    double[] good = new double[symbols + 1];
    double[] bad = new double[symbols + 1];
    good[0] = 1 - link.loss();
    bad[0] = link.loss();
    for (int n = 0; n < symbols; n++) {
      for (int x = n; x >= 0; x--) {
        // The state in which this packet is sent has been drawn; its erasure, then the next state.
        double fine = good[x] * (1 - erased);
        double hurt = good[x] * erased;
        double lost = bad[x];
        good[x + 1] += hurt * (1 - toBad) + lost * (1 - badToBad);
        bad[x + 1] += hurt * toBad + lost * badToBad;
        good[x] = fine * (1 - toBad);
        bad[x] = fine * toBad;
      }
    }
    double failure = 0;
    double missing = 0;
    double delivered = bends ? symbols * (1 - link.loss()) * slice : 0;
    for (int x = repairs + 1; x <= symbols; x++) {
      double probability = good[x] + bad[x];
      failure += probability;
      missing += probability * Math.max(0, x - delivered) / symbols;
    }
    return failure == 0 ? NONE : new ErasureForecast(failure, missing / failure);
  }
}
