package dev.sirencast.codec;

import dev.sirencast.codec.Depacketizer.FrameState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of one group: collected, restored block by block, and read. Not thread-safe. */
final class GroupAssembly {
  private final PacketGroup group;
  private final GroupLayout layout;
  private final DeliveryPolicy policy;
  private final PacketStore sources;
  private final PacketStore repairs;

  GroupAssembly(PacketGroup group, GroupLayout layout, DeliveryPolicy policy) {
    this.group = group;
    this.layout = layout;
    this.policy = policy;
    this.sources = new PacketStore(group.sourcePackets());
    this.repairs = new PacketStore(group.repairPackets());
  }

  PacketStore store(PacketKind kind) {
    return kind == PacketKind.SOURCE ? sources : repairs;
  }

  boolean isComplete() {
    return sources.intact() == sources.packets();
  }

  FrameState place(PacketStore store, int number, byte[] body, boolean intact) {
    if (body.length != layout.bodyBytes()) {
      return FrameState.REJECTED;
    }
    boolean keep = intact || (store == sources && policy.deliversDamaged());
    return store.put(number, keep ? body : null, intact);
  }

  /** Restores what can be, reads every body into the tensors and counts every packet. */
  void finish(short[][] symbols, BitSet[] missing, BitSet[] doubtful, PacketTally tally) {
    for (int block = 0; block < group.blocks(); block++) {
      List<byte @Nullable []> bodies = intactBodies(sources, block);
      boolean exact = restore(bodies, block);
      for (int i = 0; i < bodies.size(); i++) {
        int packet = block + i * group.blocks();
        byte[] body = bodies.get(i) != null ? bodies.get(i) : sources.body(packet);
        boolean known = bodies.get(i) != null;
        read(packet, body, known, symbols, missing, doubtful);
        tally.count(sources, packet, known, body != null);
      }
      for (int packet = block; packet < repairs.packets(); packet += group.blocks()) {
        tally.count(repairs, packet, exact, false);
      }
    }
  }

  private List<byte @Nullable []> intactBodies(PacketStore store, int block) {
    List<byte @Nullable []> bodies = new ArrayList<>();
    for (int packet = block; packet < store.packets(); packet += group.blocks()) {
      bodies.add(store.intactBody(packet));
    }
    return bodies;
  }

  /** Completes a block's bodies if the code can and the policy asks; whether all are exact now. */
  private boolean restore(List<byte @Nullable []> bodies, int block) {
    if (!bodies.contains(null)) {
      return true;
    }
    return policy.repairs()
        && repairs.packets() > 0
        && ErasureCode.of(group.sourcesInBlock(block), group.repairsInBlock(block))
            .restore(bodies, intactBodies(repairs, block));
  }

  private void read(
      int packet,
      byte @Nullable [] body,
      boolean exact,
      short[][] symbols,
      BitSet[] missing,
      BitSet[] doubtful) {
    if (body == null) {
      layout.forEachSymbol(packet, (tensor, index, bits) -> missing[tensor].set(index));
      return;
    }
    SymbolBits.Reader reader = new SymbolBits.Reader(body);
    layout.forEachSymbol(
        packet,
        (tensor, index, bits) -> {
          symbols[tensor][index] = (short) reader.read(bits);
          if (!exact) {
            doubtful[tensor].set(index);
          }
        });
  }
}
