package dev.sirencast.patch;

import dev.sirencast.quantization.Float16;
import dev.sirencast.siren.SirenArchitecture;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Patches whose symbols are the bits of their weights: 16 bits each, or the high halves of all and
 * then the low ones. They come in pieces; this puts them together. Not thread-safe.
 */
public final class FloatPatches {
  private final PatchDescription patches;
  private final int each;
  private final Map<Integer, Gathered> gathered = new HashMap<>();

  /** A patch of which some weights are there. */
  private record Gathered(FloatPiece first, PatchSymbols patch, BitSet there) {}

  /**
   * Returns what gathers a stream's patches.
   *
   * @param patches whose coding is of floats
   */
  public FloatPatches(PatchDescription patches) {
    this.patches = patches;
    this.each = new FloatPatchCoder(patches).each();
  }

  /**
   * Takes a body's pieces, if none of them says anything that another has said.
   *
   * @param complete receives patches of which everything is there now
   * @return whether they were taken
   */
  public boolean add(List<FloatPiece> pieces, Consumer<PatchSymbols> complete) {
    for (int i = 0; i < pieces.size(); i++) {
      FloatPiece piece = pieces.get(i);
      Gathered own = gathered.get(piece.patch());
      boolean fits = own == null || isSame(own.first(), piece) && isNew(own, piece);
      for (FloatPiece other : pieces.subList(0, i)) {
        fits &= other.patch() != piece.patch();
      }
      if (!fits) {
        return false;
      }
    }
    pieces.forEach(piece -> add(piece, complete));
    return true;
  }

  private static boolean isSame(FloatPiece one, FloatPiece other) {
    return one.width() == other.width() && one.amplitude() == other.amplitude();
  }

  private boolean isNew(Gathered own, FloatPiece piece) {
    int taken = own.there().nextSetBit(piece.first());
    return taken < 0 || taken >= piece.first() + piece.symbols().length / each;
  }

  private void add(FloatPiece piece, Consumer<PatchSymbols> complete) {
    SirenArchitecture architecture = patches.family().architecture(piece.width());
    int all = architecture.parameters();
    Gathered own =
        gathered.computeIfAbsent(
            piece.patch(),
            number ->
                new Gathered(
                    piece,
                    symbols(number, piece.width(), piece.amplitude(), new short[each * all]),
                    new BitSet()));
    int count = piece.symbols().length / each;
    int sent = 0;
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int size = architecture.tensorSize(tensor);
      if (patches.family().isSent(tensor)) {
        int from = Math.max(sent, piece.first());
        int to = Math.min(sent + size, piece.first() + count);
        for (int half = 0; half < each && from < to; half++) {
          System.arraycopy(
              piece.symbols(),
              half * count + from - piece.first(),
              own.patch().symbols(),
              half * all + at + from - sent,
              to - from);
        }
        sent += size;
      }
      at += size;
    }
    own.there().set(piece.first(), piece.first() + count);
    if (own.there().cardinality() == sent) {
      complete.accept(own.patch());
    }
  }

  private static PatchSymbols symbols(int patch, int width, int amplitude, short[] symbols) {
    return new PatchSymbols(
        patch, width, amplitude, PatchSymbols.COMMON_FINENESS, PatchSymbols.COMMON_SPREAD, symbols);
  }

  /** The symbols of a patch's sent weights. */
  public static short[] sent(PatchDescription patches, int each, PatchSymbols patch) {
    SirenArchitecture architecture = patches.family().architecture(patch.width());
    int all = architecture.parameters();
    int count = patches.family().sentWeights(patch.width());
    short[] sent = new short[each * count];
    int to = 0;
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int size = architecture.tensorSize(tensor);
      for (int half = 0; half < each && patches.family().isSent(tensor); half++) {
        System.arraycopy(patch.symbols(), half * all + at, sent, half * count + to, size);
      }
      to += patches.family().isSent(tensor) ? size : 0;
      at += size;
    }
    return sent;
  }

  /**
   * Returns a patch's weights as symbols.
   *
   * @param bits of a weight, 16 or 32
   * @throws IllegalArgumentException if a weight is not finite, or has no so many bits
   */
  public static PatchSymbols of(int patch, PatchWeights weights, int bits) {
    int each = bits / Short.SIZE;
    int size = weights.weights().length;
    short[] symbols = new short[each * size];
    for (int i = 0; i < size; i++) {
      float value = weights.weights()[i];
      int all = bits == Float.SIZE ? Float.floatToRawIntBits(value) : Float16.exactBits(value);
      if (!Float.isFinite(value) || bits == Short.SIZE && all < 0) {
        throw new IllegalArgumentException(
            "patch "
                + patch
                + " holds "
                + value
                + ", expected finite weights of "
                + bits
                + " bits");
      }
      symbols[i] = (short) (bits == Float.SIZE ? all >>> Short.SIZE : all);
      if (bits == Float.SIZE) {
        symbols[size + i] = (short) all;
      }
    }
    int amplitude = PatchSymbols.amplitudeIndex(weights.amplitude());
    return symbols(patch, weights.width(), amplitude, symbols);
  }
}
