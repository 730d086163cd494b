package dev.sirencast.encoder.protection;

import java.util.Arrays;

/**
 * How many of a class's symbols are missing where its code has done what it can: probabilities of
 * every number, over all blocks. Immutable.
 */
final class MissingSymbols {
  /** What is less likely is left out of sums. */
  private static final double NEVER = 1e-15;

  private static final MissingSymbols NONE = new MissingSymbols(new double[] {1});

  private final double[] probability;

  private MissingSymbols(double[] probability) {
    int length = probability.length;
    while (length > 1 && probability[length - 1] < NEVER) {
      length--;
    }
    this.probability = Arrays.copyOf(probability, length);
  }

  /**
   * Adds up the blocks of a class.
   *
   * @param sources its source packets, 1 or more
   * @param repairs its repair packets, 0 or more; both are dealt to the blocks in turn
   * @param packets of the whole stream, among which those of a block are spread evenly
   * @param erased the probability that flipped bits erase a packet that is not lost
   */
  static MissingSymbols of(
      LinkEstimate link, int sources, int repairs, int blocks, int packets, double erased) {
    double distance = (double) packets * blocks / (sources + repairs);
    MissingSymbols all = NONE;
    MissingSymbols last = NONE;
    int lastSources = 0;
    int lastRepairs = 0;
    for (int block = 0; block < blocks; block++) {
      int own = (sources - block + blocks - 1) / blocks;
      int ownRepairs = (repairs - block + blocks - 1) / blocks;
      if (own != lastSources || ownRepairs != lastRepairs) {
        ErasureCounts counts = ErasureCounts.of(link, own + ownRepairs, distance, erased);
        last = ofBlock(counts, ownRepairs);
        lastSources = own;
        lastRepairs = ownRepairs;
      }
      all = all.and(last);
    }
    return all;
  }

  /** More erasures than repair packets are all missing, fewer none. */
  private static MissingSymbols ofBlock(ErasureCounts counts, int repairs) {
    double[] missing = new double[counts.symbols() + 1];
    for (int x = 0; x <= counts.symbols(); x++) {
      missing[x <= repairs ? 0 : x] += counts.probability(x);
    }
    return new MissingSymbols(missing);
  }

  private MissingSymbols and(MissingSymbols other) {
    double[] sum = new double[probability.length + other.probability.length - 1];
    for (int i = 0; i < probability.length; i++) {
      for (int j = 0; probability[i] >= NEVER && j < other.probability.length; j++) {
        sum[i + j] += probability[i] * other.probability[j];
      }
    }
    return new MissingSymbols(sum);
  }

  /** The most that may be missing. */
  int most() {
    return probability.length - 1;
  }

  /** The probability that just so many are. */
  double probability(int missing) {
    return probability[missing];
  }
}
