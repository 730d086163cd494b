package dev.sirencast.format.checksum;

import java.util.function.Predicate;

/**
 * Puts one or two flipped bits of a body right by its checksum, which was sent anyway; three where
 * the body itself tells which.
 *
 * <p>A CRC is linear: the checksum of what arrived and the one that was sent differ by the
 * exclusive or of the flipped bits' syndromes, and a bit's syndrome depends on its distance from
 * the body's end alone. The generator polynomial of CRC-32C has the factor x + 1, so that an odd
 * number of flips never looks like an even one. A single flip is always found; of two flips those
 * that another pair explains as well stay, which are none in bodies of up to 655 bytes, where the
 * least distance is 6, and about 1 % in the longest.
 *
 * <p>It may be wrong: an even number of four or more flips looks like one pair with a chance of
 * about n^2 / 2^32 in n bits, 1 in 57 for the longest body ({@value #MAX_BYTES} bytes) and 1 in
 * 6,700 for 100 bytes; an odd number looks like one flip with a chance of n / 2^31. So the result
 * is likely, not certain. The checksum as sent must be known to be right, as it is where the header
 * that holds it has its own.
 *
 * <p>A body with another check inside is searched for further: every choice of one to three bits
 * that explains the checksum is asked, of three about n^3 / 6 / 2^31, 13 in 700 bytes.
 *
 * <p>Thread-safe.
 */
public final class ChecksumCorrection {
  /** CRC-32C's polynomial, highest power in the lowest bit, without x^32. */
  private static final int POLYNOMIAL = 0x82f63b78;

  /** The longest body that is put right; longer ones stay as they are. */
  public static final int MAX_BYTES = 1082;

  private static final int MAX_BITS = Byte.SIZE * MAX_BYTES;

  /** More than three slots for each syndrome: nearly every look-up ends at the first. */
  private static final int SLOT_BITS = 15;

  /** What the flip of one bit changes in the checksum, by the bit's distance from the end. */
  private static final int[] SYNDROMES = syndromes();

  /** Distances plus 1 by a hash of their syndromes, 0 where there is none. */
  private static final char[] SLOTS = slots();

  /**
   * Which syndromes there may be, by a longer hash: what is none ends here with one look into the
   * nearest cache in 13 of 14 cases, where the two tables above do not fit.
   */
  private static final long[] FILTER = filter();

  private static final int FILTER_BITS = 17;

  private ChecksumCorrection() {}

  private static long[] filter() {
    long[] filter = new long[1 << FILTER_BITS - 6];
    for (int syndrome : SYNDROMES) {
      int hash = hash(syndrome);
      filter[hash >>> Integer.SIZE - FILTER_BITS + 6] |=
          1L << (hash >>> Integer.SIZE - FILTER_BITS);
    }
    return filter;
  }

  private static int hash(int syndrome) {
    return syndrome * 0x9e3779b1;
  }

  private static int[] syndromes() {
    int[] syndromes = new int[MAX_BITS];
    int syndrome = POLYNOMIAL;
    for (int distance = 0; distance < MAX_BITS; distance++) {
      syndromes[distance] = syndrome;
      syndrome = syndrome >>> 1 ^ ((syndrome & 1) != 0 ? POLYNOMIAL : 0);
    }
    return syndromes;
  }

  private static char[] slots() {
    char[] slots = new char[1 << SLOT_BITS];
    for (int distance = 0; distance < MAX_BITS; distance++) {
      int slot = slot(SYNDROMES[distance]);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = (char) (distance + 1);
    }
    return slots;
  }

  private static int slot(int syndrome) {
    return hash(syndrome) >>> Integer.SIZE - SLOT_BITS;
  }

  private static int next(int slot) {
    return slot + 1 & (1 << SLOT_BITS) - 1;
  }

  /**
   * Flips back the one bit, or the only two, that explain why a body has another checksum than it
   * was sent with; leaves it as it is where none do, where two pairs do, and where it is longer
   * than any packet's.
   *
   * @param checksum the CRC32C of the body as it was sent
   * @return whether bits were flipped: the body has the checksum now
   */
  public static boolean correct(byte[] body, int checksum) {
    int difference = Crc32c.of(body, 0, body.length) ^ checksum;
    if (difference == 0 || body.length > MAX_BYTES) {
      return false;
    }
    int bits = Byte.SIZE * body.length;
    // Every syndrome has an odd number of ones.
    if ((Integer.bitCount(difference) & 1) != 0) {
      return flip(body, distance(difference, bits));
    }
    int first = -1;
    int second = -1;
    for (int one = 0; one < bits; one++) {
      int other = distance(difference ^ SYNDROMES[one], bits);
      if (other > one) {
        if (first >= 0) {
          return false;
        }
        first = one;
        second = other;
      }
    }
    return flip(body, first) && flip(body, second);
  }

  /**
   * Flips back one, two or three bits, whichever choice first explains why a body has another
   * checksum than it was sent with and makes it a body; leaves it as it is where none does. Takes
   * the time of {@link #searches} look-ups, some 50 ms for 700 bytes, where three are tried.
   *
   * @param checksum the CRC32C of the body as it was sent
   * @param isBody tells a body from what is none, hardly ever wrong; does not change it
   * @return whether bits were flipped
   */
  public static boolean correct(byte[] body, int checksum, Predicate<byte[]> isBody) {
    int difference = Crc32c.of(body, 0, body.length) ^ checksum;
    if (difference == 0 || body.length > MAX_BYTES) {
      return false;
    }
    int bits = Byte.SIZE * body.length;
    if ((Integer.bitCount(difference) & 1) == 0) {
      return correctPair(body, difference, -1, bits, isBody);
    }
    int only = distance(difference, bits);
    if (only >= 0 && isRight(body, isBody, only)) {
      return true;
    }
    for (int first = 0; first < bits; first++) {
      flip(body, first);
      if (correctPair(body, difference ^ SYNDROMES[first], first, bits, isBody)) {
        return true;
      }
      flip(body, first);
    }
    return false;
  }

  /** How many look-ups {@link #correct(byte[], int, Predicate)} takes at most. */
  public static long searches(int bytes) {
    long bits = (long) Byte.SIZE * bytes;
    return bits * bits / 2;
  }

  /** Flips a pair of bits farther from the end than {@code nearer}, if it makes a body. */
  private static boolean correctPair(
      byte[] body, int difference, int nearer, int bits, Predicate<byte[]> isBody) {
    for (int one = nearer + 1; one < bits; one++) {
      int other = distance(difference ^ SYNDROMES[one], bits);
      if (other > one && isRight(body, isBody, one, other)) {
        return true;
      }
    }
    return false;
  }

  /** Flips bits, and back if that makes no body. */
  private static boolean isRight(byte[] body, Predicate<byte[]> isBody, int... distances) {
    for (int distance : distances) {
      flip(body, distance);
    }
    if (isBody.test(body)) {
      return true;
    }
    for (int distance : distances) {
      flip(body, distance);
    }
    return false;
  }

  /** How far from the end of so many bits the one with a syndrome is, or -1. */
  private static int distance(int syndrome, int bits) {
    int hash = hash(syndrome);
    long filter = FILTER[hash >>> Integer.SIZE - FILTER_BITS + 6];
    if ((filter >>> (hash >>> Integer.SIZE - FILTER_BITS) & 1) == 0) {
      return -1;
    }
    for (int slot = slot(syndrome); SLOTS[slot] != 0; slot = next(slot)) {
      int distance = SLOTS[slot] - 1;
      if (SYNDROMES[distance] == syndrome) {
        return distance < bits ? distance : -1;
      }
    }
    return -1;
  }

  /**
   * Flips the bit at a distance from the end, if there is one; in each byte the highest is last.
   */
  private static boolean flip(byte[] body, int distance) {
    if (distance < 0) {
      return false;
    }
    body[body.length - 1 - distance / Byte.SIZE] ^= (byte) (0x80 >> distance % Byte.SIZE);
    return true;
  }
}
