package dev.sirencast.patch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a packet's body holds the lowest bits of patches, which are as good as evenly distributed and
 * sent as they are.
 *
 * <p>A body is a zero byte, which no body of {@link PatchBodyCoder} begins with, the number of its
 * patches in one byte, their heads, all rests, and {@link BodyCheck}. A head has the patch's number
 * in three bytes, 4 bits of width and 4 of the number of bits. Rests are two's complement numbers
 * of so many bits, one patch after another, highest bit first, zeros to the last byte's end.
 * Immutable and thread-safe.
 */
public final class PatchRefinementCoder {
  /** What a body takes beside heads and rests. */
  public static final int SHARED_BYTES = 2 + BodyCheck.BYTES;

  private static final int HEAD_BYTES = 4;
  private static final int FIRST_HEAD = 2;

  private final PatchDescription patches;

  /** Returns a coder of a stream's patches. */
  public PatchRefinementCoder(PatchDescription patches) {
    this.patches = patches;
  }

  /** Whether a body, whatever it is, would be one of refinements. */
  public static boolean isMeant(byte[] body) {
    return body.length > 0 && body[0] == 0;
  }

  /** The bytes of a body. */
  public static int length(List<PatchRefinement> members) {
    long bits = members.stream().mapToLong(one -> (long) one.bits() * one.rests().length).sum();
    return SHARED_BYTES + HEAD_BYTES * members.size() + (int) ((bits + 7) / 8);
  }

  /**
   * Returns the body of some refinements.
   *
   * @param members 1 to {@value PatchBodyCoder#MAX_PATCHES}, of at most {@value
   *     PatchBodyCoder#MAX_WEIGHTS} weights
   */
  public byte[] encode(List<PatchRefinement> members) {
    byte[] body = new byte[length(members)];
    body[1] = (byte) members.size();
    int at = FIRST_HEAD;
    for (PatchRefinement one : members) {
      body[at++] = (byte) (one.patch() >> 16);
      body[at++] = (byte) (one.patch() >> 8);
      body[at++] = (byte) one.patch();
      body[at++] = (byte) (one.width() << 4 | one.bits());
    }
    long bit = 8L * at;
    for (PatchRefinement one : members) {
      for (short rest : one.rests()) {
        for (int i = one.bits() - 1; i >= 0; i--, bit++) {
          body[(int) (bit >> 3)] |= (byte) ((rest >> i & 1) << 7 - (bit & 7));
        }
      }
    }
    BodyCheck.put(body);
    return body;
  }

  /** Returns the refinements of a body; none if it is none. Never throws, whatever the bytes. */
  public Optional<List<PatchRefinement>> decode(byte[] body) {
    int count = body.length < SHARED_BYTES ? 0 : body[1] & 0xff;
    int end = FIRST_HEAD + HEAD_BYTES * count;
    if (!isMeant(body) || count == 0 || body.length < end || !BodyCheck.isRight(body)) {
      return Optional.empty();
    }
    List<PatchRefinement> members = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    int weights = 0;
    for (int at = FIRST_HEAD; at < end; at += HEAD_BYTES) {
      int number = (body[at] & 0xff) << 16 | (body[at + 1] & 0xff) << 8 | body[at + 2] & 0xff;
      int width = body[at + 3] >> 4 & 15;
      int bits = body[at + 3] & 15;
      if (number >= patches.grid().patches()
          || width >= patches.family().widths().size()
          || bits < 1
          || bits > PatchRefinement.MAX_BITS
          || !numbers.add(number)) {
        return Optional.empty();
      }
      int size = patches.family().architecture(width).parameters();
      weights += size;
      if (weights > PatchBodyCoder.MAX_WEIGHTS) {
        return Optional.empty();
      }
      members.add(new PatchRefinement(number, width, bits, new short[size]));
    }
    if (body.length != length(members)) {
      return Optional.empty();
    }
    read(body, 8L * end, members);
    return Optional.of(members);
  }

  private static void read(byte[] body, long first, List<PatchRefinement> members) {
    long bit = first;
    for (PatchRefinement one : members) {
      short[] rests = one.rests();
      for (int i = 0; i < rests.length; i++) {
        int value = 0;
        for (int k = 0; k < one.bits(); k++, bit++) {
          value = value << 1 | body[(int) (bit >> 3)] >> 7 - (bit & 7) & 1;
        }
        int unused = Integer.SIZE - one.bits();
        rests[i] = (short) (value << unused >> unused);
      }
    }
  }
}
