package dev.sirencast.codec;

import dev.sirencast.codec.Depacketizer.FrameState;
import dev.sirencast.codec.GroupLayout.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of one group: collected, restored block by block, and read. Not thread-safe. */
final class GroupAssembly {
  private final PacketGroup group;
  private final GroupLayout layout;
  private final BodyLengths lengths;
  private final BodyCoder coder;
  private final DeliveryPolicy policy;
  private final PacketStore sources;
  private final PacketStore repairs;

  GroupAssembly(
      StreamManifest manifest, PacketGroup group, BodyCoder coder, DeliveryPolicy policy) {
    this.group = group;
    this.layout = GroupLayout.of(manifest.architecture(), manifest.tensors(), group);
    this.lengths = BodyLengths.of(manifest, group);
    this.coder = coder;
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

  FrameState place(PacketKind kind, int number, byte[] body, boolean intact) {
    if (!lengths.allows(kind, body.length)) {
      return FrameState.REJECTED;
    }
    PacketStore store = store(kind);
    boolean bends = lengths.lane().bends() && policy.deliversDamaged();
    boolean keep = intact || (kind == PacketKind.SOURCE && bends);
    return store.put(number, keep ? body : null, intact);
  }

  /** Restores what can be, reads every body into the tensors and counts every packet. */
  void finish(
      short[][] symbols,
      BitSet[] missing,
      BitSet[] doubtful,
      byte[][] unknownBits,
      PacketTally tally) {
    if (group.part().isWhole()) {
      finish(symbols, missing, doubtful, tally);
      return;
    }
    short[][] parts = new short[symbols.length][];
    BitSet[] absent = missing.clone();
    for (int tensor : group.tensors()) {
      parts[tensor] = new short[symbols[tensor].length];
      absent[tensor] = new BitSet();
    }
    finish(parts, absent, doubtful, tally);
    for (int tensor : group.tensors()) {
      if (group.part().refining() == 0) {
        missing[tensor].or(absent[tensor]);
      }
      join(symbols[tensor], parts[tensor], absent[tensor], unknownBits[tensor]);
    }
  }

  /** Adds a part to what is known of a tensor's symbols, where the parts before it are there. */
  private void join(short[] symbols, short[] parts, BitSet absent, byte[] unknownBits) {
    SymbolPart part = group.part();
    int before = part.refining() == 0 ? 0 : part.skipped() + part.refining();
    for (int i = 0; i < symbols.length; i++) {
      if (!absent.get(i) && unknownBits[i] == before) {
        symbols[i] = (short) part.join(symbols[i], parts[i]);
        unknownBits[i] = (byte) part.skipped();
      }
    }
  }

  private void finish(short[][] symbols, BitSet[] missing, BitSet[] doubtful, PacketTally tally) {
    for (int block = 0; block < group.blocks(); block++) {
      List<byte @Nullable []> bodies = intactBodies(sources, block);
      boolean exact = restore(bodies, block);
      for (int i = 0; i < bodies.size(); i++) {
        int packet = block + i * group.blocks();
        byte[] body = bodies.get(i) != null ? bodies.get(i) : sources.body(packet);
        boolean known = bodies.get(i) != null;
        if (read(packet, body, known, symbols, missing, doubtful)) {
          tally.count(sources, packet, known, true);
        } else {
          sources.refuse(packet);
          tally.count(sources, packet, false, false);
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
    List<byte @Nullable []> padded = new ArrayList<>();
    for (byte[] body : bodies) {
      padded.add(body == null ? null : lengths.padded(body));
    }
    boolean restored =
        ErasureCode.reedSolomon(group.sourcesInBlock(block), group.repairsInBlock(block))
            .restore(padded, intactBodies(repairs, block));
    for (int i = 0; restored && i < bodies.size(); i++) {
      if (bodies.get(i) == null) {
        bodies.set(i, lengths.unpadded(padded.get(i)));
      }
    }
    return restored;
  }

  /**
   * Reads a body to its places.
   *
   * @return whether it was one; if not, its symbols are missing
   */
  private boolean read(
      int packet,
      byte @Nullable [] body,
      boolean exact,
      short[][] symbols,
      BitSet[] missing,
      BitSet[] doubtful) {
    List<Run> runs = layout.runs(packet, group.sourcePackets());
    boolean there = body != null && coder.decode(body, runs, symbols);
    for (Run run : runs) {
      if (!there) {
        clear(symbols[run.tensor()], run);
        mark(missing[run.tensor()], run);
      } else if (!exact) {
        mark(doubtful[run.tensor()], run);
      }
    }
    return there;
  }

  private void clear(short[] symbols, Run run) {
    int half = symbols.length / lengths.lane().symbols();
    for (int i = 0, index = run.start(); i < run.count(); i++, index += run.stride()) {
      for (int at = index; at < symbols.length; at += half) {
        symbols[at] = 0;
      }
    }
  }

  private static void mark(BitSet set, Run run) {
    for (int i = 0, index = run.start(); i < run.count(); i++, index += run.stride()) {
      set.set(index);
    }
  }
}
