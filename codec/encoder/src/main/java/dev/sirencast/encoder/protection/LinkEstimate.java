package dev.sirencast.encoder.protection;

/**
 * What a link does to packets, as far as planning needs it.
 *
 * @param loss the share of packets that do not arrive, 0 to below 1
 * @param meanBurst the mean number of packets in a run of lost ones, 1 or more
 * @param bitErrors the share of bits that arrive flipped, 0 to below 0.5
 */
public record LinkEstimate(double loss, double meanBurst, double bitErrors) {
  /** Checks the ranges. */
  public LinkEstimate {
    if (!(loss >= 0 && loss < 1) || !(meanBurst >= 1) || !(bitErrors >= 0 && bitErrors < 0.5)) {
      throw new IllegalArgumentException(
          "a link loses 0 to 1 of its packets in bursts of 1 or more and flips 0 to 0.5 of its bits,"
              + " got "
              + loss
              + ", "
              + meanBurst
              + " and "
              + bitErrors);
    }
  }

  /** The probability that {@code bytes} bytes arrive with a flipped bit or more. */
  double damage(double bytes) {
    return -Math.expm1(8 * bytes * Math.log1p(-bitErrors));
  }

  /** The probability that more than {@code most} bits of {@code bytes} bytes arrive flipped. */
  double flipped(double bytes, int most) {
    double bits = 8 * bytes;
    // The binomial distribution.
    double term = Math.exp(bits * Math.log1p(-bitErrors));
    double fewer = term;
    for (int flips = 1; flips <= most; flips++) {
      term *= (bits - flips + 1) * bitErrors / (flips * (1 - bitErrors));
      fewer += term;
    }
    return Math.max(0, 1 - fewer);
  }

  /**
   * How strongly the fates of two packets so far apart hang together: the {@code distance}-th power
   * of {@code 1 - p - r}, where runs of lost packets end with probability {@code r = 1 / meanBurst}
   * and begin with {@code p}, so that {@code loss = p / (p + r)}.
   */
  double correlation(double distance) {
    double r = 1 / meanBurst;
    double p = r * loss / (1 - loss);
    double base = 1 - Math.min(1, p) - r;
    return base <= 0 ? 0 : Math.pow(base, distance);
  }
}
