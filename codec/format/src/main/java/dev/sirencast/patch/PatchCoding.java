package dev.sirencast.patch;

import dev.sirencast.fec.ReedSolomonCode;

/** How bodies of patches hold weights. Immutable and thread-safe. */
public sealed interface PatchCoding {
  /** The fewest bytes: {@link PatchBodyCoder}. A damaged body that is not put right is lost. */
  record EntropyCoded() implements PatchCoding {}

  /**
   * Every weight in bits of its own: {@link ResilientPatchCoder}. A damaged body is of use: parity
   * bytes put the higher bits of its weights right, and a flipped lower bit moves one weight a
   * little.
   *
   * @param lowBits how many of the lowest bits of every symbol stand apart, without parity bytes, 0
   *     to {@value #MAX_LOW_BITS}
   * @param corrected wrong bytes in every 255 of the higher bits that are corrected, 0 to 32
   */
  record ErrorResilient(int lowBits, int corrected) implements PatchCoding {
    /** The most bits that stand apart. */
    public static final int MAX_LOW_BITS = 14;

    /** Checks the ranges. */
    public ErrorResilient {
      if (lowBits < 0 || lowBits > MAX_LOW_BITS) {
        throw new IllegalArgumentException(
            "0 to " + MAX_LOW_BITS + " lowest bits of patches stand apart, got " + lowBits);
      }
      if (corrected < 0 || 2 * corrected > ReedSolomonCode.MAX_CHECKS) {
        throw new IllegalArgumentException(
            "corrected bytes of patches are 0 to "
                + ReedSolomonCode.MAX_CHECKS / 2
                + ", got "
                + corrected);
      }
    }
  }

  /**
   * Weights to the bit: {@link FloatPatchCoder}. A damaged body that is not put right is lost.
   *
   * @param bits of a weight, 16 or 32
   */
  record Floats(int bits) implements PatchCoding {
    /** Checks that there are such numbers. */
    public Floats {
      if (bits != Short.SIZE && bits != Float.SIZE) {
        throw new IllegalArgumentException("weights as they are have 16 or 32 bits, got " + bits);
      }
    }

    /** The 16-bit symbols that a weight takes. */
    public int symbols() {
      return bits / Short.SIZE;
    }
  }

  /** The coding of streams that do not say another. */
  PatchCoding ENTROPY_CODED = new EntropyCoded();
}
