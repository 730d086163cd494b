package dev.sirencast.receiver.packet;

import dev.sirencast.format.checksum.ChecksumCorrection;
import dev.sirencast.format.checksum.Crc32c;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Damaged copies of one body, which may tell together what none tells alone.
 *
 * <p>Each bit is what most copies say, and the first where they are even. If that is not what the
 * body's checksum says and the copies differ in {@value #MAX_DISPUTED} bits or fewer, every choice
 * of those bits is tried. One copy alone may be put right by its checksum ({@link
 * ChecksumCorrection}), which is less certain. Not thread-safe.
 */
public final class MajorityVoting {
  private static final int MAX_COPIES = 7;
  private static final int MAX_DISPUTED = 8;

  private final int checksum;
  private final List<byte[]> copies = new ArrayList<>();
  private byte[] body;
  private byte @Nullable [] corrected;
  private boolean exact;

  /** How many of the copies were asked for a body that proves itself. */
  private int asked;

  /**
   * Begins with one copy.
   *
   * @param checksum what the intact body's CRC32C is
   * @param first kept as it is
   */
  public MajorityVoting(int checksum, byte[] first) {
    this.checksum = checksum;
    this.body = first;
    copies.add(first);
    corrected = corrected(first);
  }

  /**
   * Adds a copy.
   *
   * @return whether it says anything: not if it is of another length or checksum, or one too many
   */
  public boolean add(int itsChecksum, byte[] copy) {
    boolean tells =
        !exact
            && itsChecksum == checksum
            && copy.length == body.length
            && copies.size() < MAX_COPIES;
    if (tells) {
      copies.add(copy);
      body = majority();
      exact = isRight() || search(disputed());
      corrected = corrected == null ? corrected(copy) : corrected;
    }
    return tells;
  }

  /** The copies themselves, first come first. */
  public List<byte[]> copies() {
    return copies;
  }

  /** The body as the copies tell it together; not to be changed. */
  public byte[] body() {
    return body;
  }

  /**
   * Takes back what the checksum put right to something that is no body, and looks for a body among
   * all that the checksum may stand for, up to three flipped bits from a copy; once for each copy.
   *
   * @param most look-ups that this may take
   * @return those that it took
   */
  public long prove(Predicate<byte[]> isBody, long most) {
    if (corrected != null && !isBody.test(corrected)) {
      corrected = null;
    }
    long each = ChecksumCorrection.searches(body.length);
    long taken = 0;
    while (corrected == null && !exact && asked < copies.size() && taken + each <= most) {
      byte[] likely = copies.get(asked++).clone();
      corrected = ChecksumCorrection.correct(likely, checksum, isBody) ? likely : null;
      taken += each;
    }
    return taken;
  }

  /** The first copy that its checksum put right, or null. */
  public byte @Nullable [] corrected() {
    return corrected;
  }

  /** Whether that is what was sent, as its checksum says. */
  public boolean isExact() {
    return exact;
  }

  private byte @Nullable [] corrected(byte[] copy) {
    byte[] likely = copy.clone();
    return ChecksumCorrection.correct(likely, checksum) ? likely : null;
  }

  private boolean isRight() {
    return Crc32c.of(body, 0, body.length) == checksum;
  }

  private byte[] majority() {
    byte[] majority = copies.get(0).clone();
    for (int bit = 0; bit < Byte.SIZE * majority.length; bit++) {
      int at = bit >> 3;
      int mask = 1 << (bit & 7);
      int set = 0;
      for (byte[] copy : copies) {
        set += (copy[at] & mask) != 0 ? 1 : 0;
      }
      if (2 * set != copies.size()) {
        majority[at] =
            (byte) (2 * set > copies.size() ? majority[at] | mask : majority[at] & ~mask);
      }
    }
    return majority;
  }

  /** The bits in which copies differ, or one more than are of use. */
  private int[] disputed() {
    int[] bits = new int[MAX_DISPUTED + 1];
    int count = 0;
    for (int at = 0; at < body.length; at++) {
      int differing = 0;
      for (byte[] copy : copies) {
        differing |= (copy[at] ^ body[at]) & 0xff;
      }
      for (; differing != 0 && count < bits.length; differing &= differing - 1) {
        bits[count++] = 8 * at + Integer.numberOfTrailingZeros(differing);
      }
    }
    return Arrays.copyOf(bits, count);
  }

  /** Tries every choice of the bits, one flip after another in Gray's order. */
  private boolean search(int[] bits) {
    if (bits.length > MAX_DISPUTED) {
      return false;
    }
    byte[] likely = body.clone();
    for (int choice = 1; choice < 1 << bits.length; choice++) {
      int bit = bits[Integer.numberOfTrailingZeros(choice)];
      body[bit >> 3] ^= (byte) (1 << (bit & 7));
      if (isRight()) {
        return true;
      }
    }
    body = likely;
    return false;
  }
}
