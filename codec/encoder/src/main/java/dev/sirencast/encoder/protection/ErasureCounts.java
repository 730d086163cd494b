package dev.sirencast.encoder.protection;

/**
 * How many of a block's symbols are erased: probabilities of every number.
 *
 * <p>They are counted along the two-state chain of {@link LinkEstimate}, exactly: a symbol is
 * erased if its packet is lost or its header damaged, or if its slice is damaged. Immutable.
 */
final class ErasureCounts {
  private final double[] probability;

  private ErasureCounts(double[] probability) {
    this.probability = probability;
  }

  /**
   * Counts the erasures of one block.
   *
   * @param symbols source and repair symbols, 1 or more
   * @param distance packets sent from one of the block's to its next
   * @param erased the probability that what is not lost is erased by flipped bits
   */
  static ErasureCounts of(LinkEstimate link, int symbols, double distance, double erased) {
    double stay = link.correlation(distance);
    double toBad = link.loss() * (1 - stay);
    double badToBad = link.loss() + (1 - link.loss()) * stay;
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
    double[] both = new double[symbols + 1];
    for (int x = 0; x <= symbols; x++) {
      both[x] = good[x] + bad[x];
    }
    return new ErasureCounts(both);
  }

  /** Source and repair symbols. */
  int symbols() {
    return probability.length - 1;
  }

  /** The probability that just so many are erased. */
  double probability(int erasures) {
    return probability[erasures];
  }
}
