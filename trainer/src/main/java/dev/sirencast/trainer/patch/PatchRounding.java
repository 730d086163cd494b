package dev.sirencast.trainer.patch;

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
}
