package dev.sirencast.encoder.rounding;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;

/**
 * What a stream of rounded weights is asked to be: of fixed-width symbols, of a size, near to a
 * quality, or at a slope of the curve between the two.
 */
public sealed interface RateTarget {

  /** The number that was asked for, in its own unit. */
  double wanted();

  /** Whether all hidden weights are to have symbols of one width. */
  default boolean isOfFixedWidth() {
    return false;
  }

  /**
   * Symbols of one width, as {@link Quantizer} makes them.
   *
   * @param bits of a hidden weight, {@value QuantizedTensor#MIN_BITS} to {@value
   *     QuantizedTensor#MAX_BITS}
   */
  record Bits(int bits) implements RateTarget {
    /** Checks the range. */
    public Bits {
      require(
          bits >= QuantizedTensor.MIN_BITS && bits <= QuantizedTensor.MAX_BITS,
          "symbols have "
              + QuantizedTensor.MIN_BITS
              + " to "
              + QuantizedTensor.MAX_BITS
              + " bits, got "
              + bits);
    }

    @Override
    public double wanted() {
      return bits;
    }

    @Override
    public boolean isOfFixedWidth() {
      return true;
    }
  }

  /**
   * Symbols of one width, as few bits as cost at most so many decibels of what the most bits give,
   * but {@value #LEAST} or more: what nobody has to choose.
   *
   * @param decibels how far the PSNR may fall below that of the float weights, or of those with the
   *     most bits where it is less, above 0
   */
  record BitsWithin(double decibels) implements RateTarget {
    /** The fewest bits of a hidden weight. */
    public static final int LEAST = 8;

    /** Checks the range. */
    public BitsWithin {
      requirePositive("a drop of the PSNR", decibels, " dB");
    }

    @Override
    public double wanted() {
      return decibels;
    }

    @Override
    public boolean isOfFixedWidth() {
      return true;
    }
  }

  /**
   * The best quality in a whole stream of at most {@code bytes}.
   *
   * @param bytes 1 or more
   */
  record Bytes(long bytes) implements RateTarget {
    /** Checks the range. */
    public Bytes {
      require(bytes >= 1, "a stream has 1 byte or more, got " + bytes);
    }

    @Override
    public double wanted() {
      return bytes;
    }
  }

  /**
   * The fewest bytes at a PSNR at most so far below that of the float weights.
   *
   * @param decibels above 0
   */
  record PsnrDrop(double decibels) implements RateTarget {
    /** Checks the range. */
    public PsnrDrop {
      requirePositive("a drop of the PSNR", decibels, " dB");
    }

    @Override
    public double wanted() {
      return decibels;
    }
  }

  /**
   * The fewest bytes at a PSNR of at least so much.
   *
   * @param decibels above 0
   */
  record PsnrAtLeast(double decibels) implements RateTarget {
    /** Checks the range. */
    public PsnrAtLeast {
      requirePositive("a PSNR to reach", decibels, " dB");
    }

    @Override
    public double wanted() {
      return decibels;
    }
  }

  /**
   * The smallest sum of squared error and lambda times rate.
   *
   * @param lambda above 0: the mean squared error, on samples in [0, 1], that one bit more for each
   *     weight has to save; about 1.4 times the error that is reached
   */
  record Lambda(double lambda) implements RateTarget {
    /** Checks the range. */
    public Lambda {
      requirePositive("a rate's lambda", lambda, "");
    }

    @Override
    public double wanted() {
      return lambda;
    }
  }

  private static void requirePositive(String what, double value, String unit) {
    require(
        value > 0 && value < Double.MAX_VALUE,
        what + " is finite and above 0" + unit + ", got " + value);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
