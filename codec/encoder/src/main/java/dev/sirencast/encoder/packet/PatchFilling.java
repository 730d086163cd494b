package dev.sirencast.encoder.packet;

import dev.sirencast.patch.PatchBodyCoder;
import dev.sirencast.patch.PatchCoder;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchRefinement;
import dev.sirencast.patch.PatchRefinementCoder;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills bodies with whole patches. Repair packets are as long as the longest body: what the others
 * leave empty is redundancy for nothing, so that all are filled as well as patches allow. Not
 * thread-safe.
 */
final class PatchFilling {
  /** How many of the next patches a body is filled from. */
  private static final int WINDOW = 96;

  private final PatchGrid grid;
  private final PatchCoder coder;
  private final PatchRefinementCoder refinementCoder;
  private final int room;

  /** A patch, and how long a body of it alone is. */
  private record Piece(PatchSymbols patch, int bytes) {}

  /**
   * @param room bytes of a body; a patch that does not fit has a longer one to itself
   */
  PatchFilling(PatchDescription description, int room) {
    this.grid = description.grid();
    this.coder = PatchCoder.of(description);
    this.refinementCoder = new PatchRefinementCoder(description);
    this.room = room;
  }

  /** Bodies of parts in this very order, as far as the two kinds of bodies allow. */
  List<byte[]> inOrder(List<PatchPart> parts) {
    List<byte[]> bodies = new ArrayList<>();
    Open<PatchSymbols> patches = new Open<>(bodies, this::encode);
    Open<PatchRefinement> refinements = new Open<>(bodies, this::encodeRefinements);
    for (PatchPart part : parts) {
      if (part.refines()) {
        refinements.add(PatchRefinement.of(part.patch(), part.bits()));
      } else {
        patches.add(part.symbols());
      }
    }
    patches.close();
    refinements.close();
    return bodies;
  }

  /** A body that is being filled, one member after another. */
  private final class Open<T> {
    private final List<byte[]> bodies;
    private final Function<List<T>, byte[]> encoding;
    private List<T> members = new ArrayList<>();
    private byte[] body = {};

    /**
     * @param bodies receives what is full
     * @param encoding of members; longer than any room where they are too many
     */
    Open(List<byte[]> bodies, Function<List<T>, byte[]> encoding) {
      this.bodies = bodies;
      this.encoding = encoding;
    }

    void add(T member) {
      members.add(member);
      byte[] longer = encoding.apply(members);
      if (members.size() > 1 && longer.length > room) {
        bodies.add(body);
        members = new ArrayList<>(List.of(member));
        longer = encoding.apply(members);
      }
      body = longer;
    }

    void close() {
      if (!members.isEmpty()) {
        bodies.add(body);
      }
    }
  }

  private byte[] encode(List<PatchSymbols> members) {
    return fits(members) ? coder.encode(members) : new byte[room + 1];
  }

  private byte[] encodeRefinements(List<PatchRefinement> members) {
    return members.size() <= PatchBodyCoder.MAX_PATCHES
        ? refinementCoder.encode(members)
        : new byte[room + 1];
  }

  /**
   * Bodies of patches nearly in this order: into each body goes the longest of the next patches
   * that fits, again and again, as long as it lies apart from those in this body and in the one
   * before.
   */
  List<byte[]> apart(List<PatchSymbols> patches) {
    List<byte[]> bodies = new ArrayList<>();
    List<Piece> next = new ArrayList<>();
    Iterator<PatchSymbols> rest = patches.iterator();
    List<PatchSymbols> before = List.of();
    while (rest.hasNext() || !next.isEmpty()) {
      while (next.size() < WINDOW && rest.hasNext()) {
        PatchSymbols patch = rest.next();
        next.add(new Piece(patch, coder.encode(List.of(patch)).length));
      }
      List<PatchSymbols> members = new ArrayList<>();
      bodies.add(fill(next, members, before));
      before = members;
    }
    return bodies;
  }

  /** Moves patches to the members of a body, one at least, and returns it. */
  private byte[] fill(List<Piece> next, List<PatchSymbols> members, List<PatchSymbols> before) {
    Piece first =
        next.stream()
            .filter(piece -> !PatchScatter.touches(grid, piece.patch().patch(), before))
            .findFirst()
            .orElse(next.get(0));
    next.remove(first);
    members.add(first.patch());
    byte[] body = coder.encode(members);
    int most = room;
    for (Piece piece = longest(next, members, before, most - body.length);
        piece != null;
        piece = longest(next, members, before, most - body.length)) {
      members.add(piece.patch());
      byte[] longer = encode(members);
      if (longer.length <= room) {
        next.remove(piece);
        body = longer;
      } else {
        members.remove(members.size() - 1);
        // What one patch takes more than was thought, others as long as it will.
        most = body.length + piece.bytes() - coder.sharedBytes() - 1;
      }
    }
    return body;
  }

  private @Nullable Piece longest(
      List<Piece> next, List<PatchSymbols> members, List<PatchSymbols> before, int left) {
    Piece longest = null;
    for (Piece piece : next) {
      int bytes = piece.bytes();
      if (bytes - coder.sharedBytes() <= left
          && (longest == null || bytes > longest.bytes())
          && !PatchScatter.touches(grid, piece.patch().patch(), members)
          && !PatchScatter.touches(grid, piece.patch().patch(), before)) {
        longest = piece;
      }
    }
    return longest;
  }

  private static boolean fits(List<PatchSymbols> members) {
    return members.size() <= PatchBodyCoder.MAX_PATCHES
        && members.stream().mapToInt(patch -> patch.symbols().length).sum()
            <= PatchBodyCoder.MAX_WEIGHTS;
  }
}
