package dev.sirencast.codec;

import dev.sirencast.codec.Depacketizer.FrameState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of one group: collected, restored block by block, and read. Not thread-safe. */
final class GroupAssembly {
  private final PacketGroup group;
  private final SourceBodies lane;
  private final DeliveryPolicy policy;
  private final PacketStore sources;
  private final PacketStore repairs;

  GroupAssembly(PacketGroup group, SourceBodies lane, DeliveryPolicy policy) {
    this.group = group;
    this.lane = lane;
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
    if (store == sources ? !lane.fits(body.length) : body.length != lane.codedBytes()) {
      return FrameState.REJECTED;
    }
    boolean keep = intact || (store == sources && policy.deliversDamaged() && lane.bends());
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
        if (read(packet, body, known, symbols, missing, doubtful)) {
          tally.count(sources, packet, known, body != null);
        } else {
          tally.countUndecodable();
        }
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
    if (!policy.repairs() || repairs.packets() == 0) {
      return false;
    }
    List<byte @Nullable []> coded = new ArrayList<>();
    for (byte[] body : bodies) {
      coded.add(body == null ? null : lane.toCoded(body));
    }
    boolean restored =
        ErasureCode.of(group.sourcesInBlock(block), group.repairsInBlock(block))
            .restore(coded, intactBodies(repairs, block));
    for (int i = 0; i < bodies.size() && restored; i++) {
      bodies.set(i, bodies.get(i) != null ? bodies.get(i) : lane.fromCoded(coded.get(i)));
    }
    return restored && !bodies.contains(null);
  }

  /** Reads a packet's symbols; false if an exact body holds none, which no encoder makes. */
  private boolean read(
      int packet,
      byte @Nullable [] body,
      boolean exact,
      short[][] symbols,
      BitSet[] missing,
      BitSet[] doubtful) {
    if (body == null) {
      mark(packet, missing);
      return true;
    }
    if (!lane.decode(packet, body, symbols)) {
      mark(packet, missing);
      erase(packet, symbols);
      return false;
    }
    if (!exact) {
      mark(packet, doubtful);
    }
    return true;
  }

  private void mark(int packet, BitSet[] marks) {
    forEach(packet, (tensor, index) -> marks[tensor].set(index));
  }

  private void erase(int packet, short[][] symbols) {
    forEach(packet, (tensor, index) -> symbols[tensor][index] = 0);
  }

  /** Visits a symbol. */
  private interface SymbolVisitor {
    void visit(int tensor, int index);
  }

  private void forEach(int packet, SymbolVisitor visitor) {
    for (SymbolRun run : lane.runs(packet)) {
      for (int i = 0; i < run.count(); i++) {
        visitor.visit(run.tensor(), run.start() + i * group.sourcePackets());
      }
    }
  }
}
