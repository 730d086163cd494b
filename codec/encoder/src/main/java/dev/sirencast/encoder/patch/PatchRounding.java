package dev.sirencast.encoder.patch;

/** How finely patches are rounded. */
public sealed interface PatchRounding {
  /** Decibels that rounding may cost where nothing is asked for. */
  Drop DEFAULT = new Drop(0.2);

  /**
   * As coarsely as a loss of quality allows.
   *
   * @param decibels that the PSNR may fall by, above 0
   */
  record Drop(double decibels) implements PatchRounding {
    /** Checks the range. */
    public Drop {
      if (!(decibels > 0 && decibels < 100)) {
        throw new IllegalArgumentException(
            "decibels that rounding may cost are above 0, got " + decibels);
      }
    }
  }

  /**
   * As coarsely as leaves a PSNR against what the weights stood for before.
   *
   * @param decibels of that PSNR, above 0
   */
  record Within(double decibels) implements PatchRounding {
    /** Checks the range. */
    public Within {
      if (!(decibels > 0 && decibels < 150)) {
        throw new IllegalArgumentException(
            "decibels of what is rounded are above 0, got " + decibels);
      }
    }
  }

  /**
   * As finely as a size of the stream allows.
   *
   * @param bytes of all frames, 1 or more
   */
  record Bytes(long bytes) implements PatchRounding {
    /** Checks the range. */
    public Bytes {
      if (bytes < 1) {
        throw new IllegalArgumentException("bytes must be 1 or more, got " + bytes);
      }
    }
  }

  /**
   * The smallest sum of squared error and lambda times rate: of the mean squared error, on samples
   * in [0, 1], and lambda times the bits of the stream by the weights of all networks. Which
   * patches have how many weights follows from it too: a weight has to save as much error as its
   * bits cost, at the price of a bit that so many weights make of lambda.
   *
   * @param lambda above 0 and finite
   */
  record Lambda(double lambda) implements PatchRounding {
    /** Checks the range. */
    public Lambda {
      if (!(lambda > 0 && lambda < Double.MAX_VALUE)) {
        throw new IllegalArgumentException("a rate's lambda is finite and above 0, got " + lambda);
      }
    }

    /**
     * What all weights' bits cost that are one a weight: a sum of squared errors of y, which is
     * twice a sample.
     *
     * @param values samples times components of the signal
     */
    public double ofABitEach(double values) {
      return 4 * values * lambda;
    }
  }
}
