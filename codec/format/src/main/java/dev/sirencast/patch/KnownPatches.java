package dev.sirencast.patch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What bodies of whole patches hold, decoded once: who receives one stream many times, such as a
 * simulation, does not decode them again. Nothing but time depends on what is known. Immutable and
 * thread-safe.
 */
public final class KnownPatches {
  /** Nothing is known. */
  public static final KnownPatches NONE = new KnownPatches();

  /** By the bodies' checksums; where two have the same, one of them is not known. */
  private final Map<Integer, Body> bodies = new HashMap<>();

  private final Map<PatchSymbols, PatchWeights> weights = new IdentityHashMap<>();

  private KnownPatches() {}

  /** A body, and the patches that it holds. */
  private static final class Body {
    private final byte[] bytes;
    private final List<PatchSymbols> members;

    Body(byte[] bytes, List<PatchSymbols> members) {
      this.bytes = bytes;
      this.members = List.copyOf(members);
    }
  }

  /**
   * Returns what bodies hold.
   *
   * @param patches of the stream that the bodies are of; one that sends weights as they are is not
   *     worth it, and nothing of it is known
   * @param bodies copied; those that are no whole patches are left out
   */
  public static KnownPatches of(PatchDescription patches, List<byte[]> bodies) {
    if (patches.coding() instanceof PatchCoding.Floats) {
      return NONE;
    }
    KnownPatches known = new KnownPatches();
    PatchCoder coder = PatchCoder.of(patches);
    for (byte[] body : bodies) {
      if (!PatchRefinementCoder.isMeant(body)) {
        coder.decode(body).ifPresent(members -> known.add(patches, body.clone(), members));
      }
    }
    return known;
  }

  private void add(PatchDescription patches, byte[] body, List<PatchSymbols> members) {
    bodies.put(checksum(body), new Body(body, members));
    members.forEach(one -> weights.put(one, patches.dequantize(one)));
  }

  private static int checksum(byte[] body) {
    CRC32C checksum = new CRC32C();
    checksum.update(body, 0, body.length);
    return (int) checksum.getValue();
  }

  /** The patches of a body; empty where they are not known. */
  public Optional<List<PatchSymbols>> members(byte[] body) {
    Body known = bodies.isEmpty() ? null : bodies.get(checksum(body));
    return known != null && Arrays.equals(known.bytes, body)
        ? Optional.of(known.members)
        : Optional.empty();
  }

  /** As {@link PatchDescription#dequantize(List)} of the same stream's patches. */
  public List<@Nullable PatchWeights> dequantize(
      PatchDescription patches, List<@Nullable PatchSymbols> symbols) {
    List<@Nullable PatchSymbols> others = new ArrayList<>(symbols);
    others.replaceAll(one -> one == null || weights.containsKey(one) ? null : one);
    List<@Nullable PatchWeights> all = patches.dequantize(others);
    for (int i = 0; i < all.size(); i++) {
      PatchSymbols one = symbols.get(i);
      if (one != null && all.get(i) == null) {
        all.set(i, weights.get(one));
      }
    }
    return all;
  }
}
