package dev.sirencast.encoder.packet;

import dev.sirencast.patch.FloatPatchCoder;
import dev.sirencast.patch.FloatPatches;
import dev.sirencast.patch.FloatPiece;
import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.List;

/** Fills bodies with patches' weights as they are, cut where a body ends. Not thread-safe. */
final class FloatFilling {
  private final PatchDescription description;
  private final FloatPatchCoder coder;
  private final int room;
  private final List<byte[]> bodies = new ArrayList<>();
  private List<FloatPiece> pieces = new ArrayList<>();
  private byte[] body = {};

  /**
   * @param room bytes of a body
   */
  FloatFilling(PatchDescription description, int room) {
    this.description = description;
    this.coder = new FloatPatchCoder(description);
    this.room = Math.max(room, FloatPatchCoder.SHARED_BYTES + FloatPatchCoder.HEAD_BYTES + 4);
  }

  /** Bodies of patches in this very order. */
  List<byte[]> inOrder(List<PatchSymbols> patches) {
    for (PatchSymbols patch : patches) {
      add(patch);
    }
    close();
    return bodies;
  }

  private void add(PatchSymbols patch) {
    short[] sent = FloatPatches.sent(description, coder.each(), patch);
    int all = sent.length / coder.each();
    int first = 0;
    while (first < all) {
      // Compressed, weights may take fewer bytes than these.
      int left = room - Math.max(body.length, FloatPatchCoder.SHARED_BYTES);
      int fit = (left - FloatPatchCoder.HEAD_BYTES) / (2 * coder.each());
      if (fit < 1 || pieces.size() == PatchBodyCoder.MAX_PATCHES) {
        close();
        continue;
      }
      FloatPiece most = FloatPiece.of(patch, sent, coder.each(), first, Math.min(fit, all - first));
      first += append(patch, sent, most, first);
      if (first < all) {
        close();
      }
    }
  }

  /** Adds a piece, as long as fits, to the body; returns its weights. */
  private int append(PatchSymbols patch, short[] sent, FloatPiece shortest, int first) {
    List<FloatPiece> others = pieces;
    int all = sent.length / coder.each();
    int count = 0;
    FloatPiece piece = shortest;
    for (int next = weights(shortest); next > count; ) {
      List<FloatPiece> longer = new ArrayList<>(others);
      longer.add(piece);
      byte[] encoded = coder.encode(longer);
      if (count > 0 && encoded.length > room) {
        break;
      }
      pieces = longer;
      body = encoded;
      count = next;
      next = Math.min(all - first, count + (room - body.length) / (2 * coder.each()));
      piece = FloatPiece.of(patch, sent, coder.each(), first, next);
    }
    return count;
  }

  private int weights(FloatPiece piece) {
    return piece.weights(coder.each());
  }

  private void close() {
    if (!pieces.isEmpty()) {
      bodies.add(body);
      pieces = new ArrayList<>();
      body = new byte[0];
    }
  }
}
