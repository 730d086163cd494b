package dev.sirencast.receiver.packet;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of packets that belong together, as far as they arrived. What it takes in memory grows
 * with what arrived, not with how many packets there can be. Not thread-safe.
 */
public final class PacketStore {
  private static final int PAGE_BITS = 10;

  /** How often a packet may turn out to be none, and come anew. */
  private static final int MAX_REFUSALS = 4;

  /** Damaged copies of a packet that are searched for their errors. */
  private static final int MAX_CORRECTIONS = 16;

  private final int packets;

  /** Bodies by packet, in pages that are made when one of their packets arrives. */
  private final byte[] @Nullable [] @Nullable [] pages;

  private final Map<Integer, MajorityVoting> copies = new HashMap<>();
  private final Map<Integer, Integer> refusals = new HashMap<>();
  private final Map<Integer, Integer> corrections = new HashMap<>();
  private final BitSet intact = new BitSet();
  private final BitSet damaged = new BitSet();
  private int exact;
  private int refused;

  /**
   * Begins with none.
   *
   * @param packets how many there can be; their numbers are below it
   */
  public PacketStore(int packets) {
    this.packets = packets;
    pages = new byte[(packets >> PAGE_BITS) + 1][][];
  }

  /** The number of packets there can be. */
  public int packets() {
    return packets;
  }

  /**
   * Takes a packet that arrived intact.
   *
   * @param body kept as it is
   */
  public FrameState putIntact(int number, byte[] body) {
    if (intact.get(number)) {
      return FrameState.DUPLICATE;
    }
    FrameState state = putExact(number, body);
    if (state == FrameState.ACCEPTED) {
      intact.set(number);
    }
    return state;
  }

  /** Takes a packet that arrived damaged, and whose body was corrected. */
  public FrameState putCorrected(int number, byte[] body) {
    if (exactBody(number) != null) {
      return FrameState.DUPLICATE;
    }
    damaged.set(number);
    return putExact(number, body);
  }

  private FrameState putExact(int number, byte[] body) {
    if (refusals.getOrDefault(number, 0) == MAX_REFUSALS) {
      return FrameState.REJECTED;
    }
    exact += exactBody(number) == null ? 1 : 0;
    set(number, body);
    return FrameState.ACCEPTED;
  }

  private void set(int number, byte @Nullable [] body) {
    byte[] @Nullable [] page = pages[number >> PAGE_BITS];
    if (page == null) {
      page = new byte[1 << PAGE_BITS][];
      pages[number >> PAGE_BITS] = page;
    }
    page[number & (1 << PAGE_BITS) - 1] = body;
  }

  /**
   * Whether another damaged copy of a packet is worth a search for its errors, which takes a part
   * of a millisecond: not for ever, or a peer that repeats one frame keeps a receiver busy.
   */
  public boolean mayCorrect(int number) {
    int before = corrections.getOrDefault(number, 0);
    if (before == MAX_CORRECTIONS) {
      return false;
    }
    corrections.put(number, before + 1);
    return true;
  }

  /**
   * Takes a packet that arrived damaged.
   *
   * @param checksum of the body as it was sent
   * @param keep whether its body may be of use
   */
  public FrameState putDamaged(int number, byte[] body, int checksum, boolean keep) {
    if (exactBody(number) != null) {
      return FrameState.DUPLICATE;
    }
    damaged.set(number);
    if (!keep) {
      return FrameState.DROPPED_POLICY;
    }
    MajorityVoting before = copies.get(number);
    if (before != null) {
      return before.add(checksum, body) ? FrameState.COPY : FrameState.DUPLICATE;
    }
    copies.put(number, new MajorityVoting(checksum, body));
    return FrameState.ACCEPTED;
  }

  /**
   * Takes back that a packet's body is exact: its checksum is right and it is none. Another may
   * come in its place, but not for ever.
   */
  public void refuse(int number) {
    if (exactBody(number) != null) {
      set(number, null);
      exact--;
      intact.clear(number);
      damaged.set(number);
      refusals.merge(number, 1, Integer::sum);
      refused++;
    }
  }

  /** How often a packet was refused. */
  public int refused() {
    return refused;
  }

  /** Whether the packet arrived intact. */
  public boolean isIntact(int number) {
    return intact.get(number);
  }

  /** Whether the packet arrived, but never intact. */
  public boolean isDamaged(int number) {
    return damaged.get(number) && !intact.get(number);
  }

  /** Whether every packet arrived intact or was corrected. */
  public boolean isComplete() {
    return exact == packets;
  }

  /** The body that arrived intact or was corrected, or null. */
  public byte @Nullable [] exactBody(int number) {
    byte[] @Nullable [] page = pages[number >> PAGE_BITS];
    return page == null ? null : page[number & (1 << PAGE_BITS) - 1];
  }

  /** The damaged copies that were kept, or null. */
  public @Nullable MajorityVoting damagedCopies(int number) {
    return copies.get(number);
  }
}
