package dev.sirencast.transport.impairment;

/**
 * An exact number of frames lost of every so many: {@code loss(count=5,of=100)}.
 *
 * <p>Of each {@code of} consecutive frames exactly {@code count} are lost with all their copies,
 * every choice being equally likely (selection sampling: Knuth, "The Art of Computer Programming",
 * volume 2, section 3.4.2, algorithm S). With {@code of} the number of frames in a transfer, the
 * loss of each transfer is the same. Where a transfer ends within a group, fewer may be lost.
 *
 * @param count frames lost of each group, 0 to {@code of}
 * @param of frames in a group, 1 or more
 */
public record CountedLoss(int count, int of) implements Impairment {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public CountedLoss {
    if (of < 1) {
      throw new IllegalArgumentException("\"of\" must be 1 frame or more, got " + of);
    }
    if (count < 0 || count > of) {
      throw new IllegalArgumentException(
          "the count must be 0 to " + of + ", the frames it is of, got " + count);
    }
  }

  @Override
  public String toString() {
    return "loss(count=" + count + ",of=" + of + ")";
  }
}
