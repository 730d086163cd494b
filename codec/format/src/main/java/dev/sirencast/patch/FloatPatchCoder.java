package dev.sirencast.patch;

import dev.sirencast.entropy.BytePlanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a packet's body holds weights of patches to the bit.
 *
 * <p>A body is the number of its pieces in one byte, their heads, the weights of all pieces as
 * {@link BytePlanes}, and {@link BodyCheck}. A head has the patch's number in three bytes, 4 bits
 * of width, 6 of amplitude and 6 zeros, and in two bytes each how many of the patch's weights come
 * before the piece's, and how many those are. Seeded tensors do not count. Immutable and
 * thread-safe.
 */
public final class FloatPatchCoder {
  /** What a body takes beside heads and weights. */
  public static final int SHARED_BYTES = 1 + BodyCheck.BYTES;

  /** What a piece takes beside its weights. */
  public static final int HEAD_BYTES = 9;

  private final PatchDescription patches;
  private final int each;

  /**
   * Returns a coder of a stream's patches.
   *
   * @param patches whose coding is of floats
   */
  public FloatPatchCoder(PatchDescription patches) {
    this.patches = patches;
    this.each = ((PatchCoding.Floats) patches.coding()).symbols();
  }

  /** The 16-bit symbols of a weight. */
  public int each() {
    return each;
  }

  /**
   * Returns the body of some pieces.
   *
   * @param pieces 1 to {@value PatchBodyCoder#MAX_PATCHES}
   */
  public byte[] encode(List<FloatPiece> pieces) {
    int weights = pieces.stream().mapToInt(piece -> piece.symbols().length / each).sum();
    byte[] planes = new byte[2 * each * weights];
    int at = 0;
    for (int half = 0; half < each; half++) {
      for (int shift = Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
        for (FloatPiece piece : pieces) {
          int count = piece.symbols().length / each;
          for (int i = 0; i < count; i++) {
            planes[at++] = (byte) (piece.symbols()[half * count + i] >> shift);
          }
        }
      }
    }
    byte[] packed = BytePlanes.pack(planes, weights);
    int heads = 1 + HEAD_BYTES * pieces.size();
    byte[] body = new byte[heads + packed.length + BodyCheck.BYTES];
    BitCursor cursor = new BitCursor(body, 0);
    cursor.put(pieces.size(), 8);
    for (FloatPiece piece : pieces) {
      cursor.put(piece.patch(), 24);
      cursor.put(piece.width(), 4);
      cursor.put(piece.amplitude(), 6);
      cursor.put(0, 6);
      cursor.put(piece.first(), 16);
      cursor.put(piece.symbols().length / each, 16);
    }
    System.arraycopy(packed, 0, body, heads, packed.length);
    BodyCheck.put(body);
    return body;
  }

  /** Returns the pieces of a body; none if it is none. Never throws, whatever the bytes. */
  public Optional<List<FloatPiece>> decode(byte[] body) {
    int count = BodyCheck.isRight(body) ? body[0] & 0xff : 0;
    int heads = 1 + HEAD_BYTES * count;
    int end = body.length - BodyCheck.BYTES;
    if (count == 0 || end < heads) {
      return Optional.empty();
    }
    BitCursor cursor = new BitCursor(body, 1);
    List<FloatPiece> pieces = new ArrayList<>();
    int weights = 0;
    int reach = 0;
    for (int i = 0; i < count; i++) {
      int number = cursor.get(24);
      int width = cursor.get(4);
      int amplitude = cursor.get(6);
      cursor.get(6);
      int first = cursor.get(16);
      int own = cursor.get(16);
      if (number >= patches.grid().patches()
          || width >= patches.family().widths().size()
          || own == 0
          || first + own > patches.family().sentWeights(width)) {
        return Optional.empty();
      }
      weights += own;
      // What a reader holds of the whole patch counts.
      reach += patches.family().architecture(width).parameters();
      if (Math.max(weights, reach) > PatchBodyCoder.MAX_WEIGHTS) {
        return Optional.empty();
      }
      pieces.add(new FloatPiece(number, width, amplitude, first, new short[each * own]));
    }
    byte[] planes =
        BytePlanes.unpack(Arrays.copyOfRange(body, heads, end), 2 * each * weights, weights);
    return planes.length > 0 && read(planes, pieces) ? Optional.of(pieces) : Optional.empty();
  }

  /** Reads weights; whether all are finite. */
  private boolean read(byte[] planes, List<FloatPiece> pieces) {
    int at = 0;
    for (int half = 0; half < each; half++) {
      for (int shift = Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
        for (FloatPiece piece : pieces) {
          int count = piece.symbols().length / each;
          for (int i = half * count; i < (half + 1) * count; i++) {
            piece.symbols()[i] |= (short) ((planes[at++] & 0xff) << shift);
          }
        }
      }
    }
    return pieces.stream().allMatch(piece -> FloatSymbols.areFinite(piece.symbols(), each));
  }
}
