package dev.sirencast.receiver;

import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.BodyLengths;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.SlicedSymbol;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.checksum.ChecksumCorrection;
import dev.sirencast.format.checksum.Crc32c;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.receiver.packet.FrameState;
import dev.sirencast.receiver.packet.PacketStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of one group: collected, restored block by block, and read. Not thread-safe. */
final class GroupAssembly {
  private final StreamManifest manifest;
  private final PacketGroup group;
  private final BodyLengths lengths;
  private final BodyFraming framing;
  private final DeliveryPolicy policy;
  private final SignedContents.@Nullable BodyCheck signed;
  private final KnownPatches known;
  private final PacketStore sources;
  private final PacketStore repairs;
  private final SymbolReader symbols;
  private boolean hasRestored;

  /**
   * Begins with no packets.
   *
   * @param signed tells which bodies are taken; null for all that come whole, and damaged ones as
   *     the policy says
   * @param known patches that need not be decoded again
   */
  GroupAssembly(
      StreamManifest manifest,
      PacketGroup group,
      DeliveryPolicy policy,
      SignedContents.@Nullable BodyCheck signed,
      KnownPatches known) {
    this.manifest = manifest;
    this.group = group;
    this.lengths = manifest.bodyLengths(group);
    this.framing = new BodyFraming(lengths);
    this.policy = policy;
    this.signed = signed;
    this.known = known;
    this.sources = new PacketStore(group.sourcePackets());
    this.repairs = new PacketStore(group.repairPackets());
    this.symbols = new SymbolReader(framing, lengths, policy, group.code().blocks());
  }

  PacketGroup group() {
    return group;
  }

  PacketStore store(PacketKind kind) {
    return kind == PacketKind.SOURCE ? sources : repairs;
  }

  boolean isComplete() {
    return sources.isComplete();
  }

  /** Whether the last {@link #finish} took anything from the erasure code. */
  boolean hasRestored() {
    return hasRestored;
  }

  /** Whether the last {@link #finish} took a body that its checksum put right for exact. */
  boolean hasCorrected() {
    return symbols.hasCorrected();
  }

  FrameState place(PacketKind kind, int number, ParsedPacket parsed) {
    if (parsed instanceof ParsedPacket.Intact intact) {
      byte[] body = intact.packet().body();
      return lengths.allows(kind, body.length) && isRight(kind, number, body)
          ? store(kind).putIntact(number, body)
          : FrameState.REJECTED;
    }
    if (parsed instanceof ParsedPacket.Damaged damaged) {
      byte[] body = damaged.packet().body();
      if (!lengths.allows(kind, body.length)) {
        return FrameState.REJECTED;
      }
      if (store(kind).exactBody(number) != null) {
        return FrameState.DUPLICATE;
      }
      if (store(kind).mayCorrect(number)) {
        if (framing.correct(body)
            && Crc32c.of(body, 0, body.length) == damaged.checksum()
            && isRight(kind, number, body)) {
          return store(kind).putCorrected(number, body);
        }
        byte[] other = damaged.packet().body();
        if (signed != null
            && policy.usesDamaged()
            && ChecksumCorrection.correct(other, damaged.checksum())
            && isRight(kind, number, other)) {
          return store(kind).putCorrected(number, other);
        }
      }
      // Of a signed body that is not as it was, nobody can say which part is.
      boolean keep =
          signed == null && policy.usesDamaged() && (policy.repairs() || kind == PacketKind.SOURCE);
      return store(kind).putDamaged(number, body, damaged.checksum(), keep);
    }
    return FrameState.REJECTED;
  }

  /** Whether a whole body may be taken. What is there was asked before. */
  private boolean isRight(PacketKind kind, int number, byte[] body) {
    if (signed == null) {
      return true;
    }
    byte[] known = store(kind).exactBody(number);
    return known != null ? Arrays.equals(known, body) : signed.isRight(kind, number, body);
  }

  /**
   * Restores what can be, reads every body and counts every packet.
   *
   * @param out receives tensors' symbols
   * @param patches receives the patches' symbols
   * @param trusting false to take bodies that their checksums put right as damaged
   * @param repairing false to take the source packets alone
   */
  void finish(
      TensorSymbols out,
      PatchSymbols[] patches,
      PacketCounters tally,
      boolean trusting,
      boolean repairing) {
    if (group.isOfPatches()) {
      PatchDescription description = manifest.patches().orElseThrow();
      read(
          new PatchBodies(description, framing, policy, known, patches),
          tally,
          trusting,
          repairing);
    } else if (group.part().isWhole()) {
      read(bodies(out), tally, trusting, repairing);
    } else {
      TensorSymbols parts = out.parts(group.tensors());
      read(bodies(parts), tally, trusting, repairing);
      out.join(group.part(), group.tensors(), parts);
    }
  }

  /** The whole bodies of patches that have arrived, without what only travels with them. */
  List<byte[]> patchBodies() {
    List<byte[]> bodies = new ArrayList<>();
    for (int packet = 0; group.isOfPatches() && packet < sources.packets(); packet++) {
      byte[] wire = sources.exactBody(packet);
      if (wire != null) {
        bodies.add(framing.bodyOf(framing.open(PacketKind.SOURCE, wire, true).bytes()));
      }
    }
    return bodies;
  }

  /** Made anew each time: its tables would be most of what a receiver takes while it waits. */
  private BodyReader bodies(TensorSymbols out) {
    return new TensorBodies(manifest, group, framing, policy, out);
  }

  private void read(BodyReader reader, PacketCounters tally, boolean trusting, boolean repairing) {
    hasRestored = false;
    symbols.begin();
    int blocks = group.code().blocks();
    for (int block = 0; block < blocks; block++) {
      if (trusting && (group.isOfPatches() || !isErrorResilient())) {
        symbols.prove(sources, block, reader);
      }
      List<@Nullable SlicedSymbol> read =
          symbols.block(PacketKind.SOURCE, sources, block, trusting);
      if (repairing && policy.repairs() && repairs.packets() > 0) {
        restore(read, block, trusting, tally);
        if (signed != null) {
          dropUnsigned(read, block);
        }
      }
      boolean exact = true;
      for (int i = 0; i < read.size(); i++) {
        int packet = block + i * blocks;
        SlicedSymbol symbol = read.get(i);
        boolean known = symbol != null && symbol.isWhole(lengths.slices());
        boolean isBody = reader.read(packet, symbol);
        if (!isBody) {
          sources.refuse(packet);
        }
        tally.count(sources, packet, known && isBody, isBody);
        exact &= known && isBody;
      }
      for (int packet = block; packet < repairs.packets(); packet += blocks) {
        boolean known = exact || (repairing && isKnownRepair(packet, trusting));
        tally.count(repairs, packet, known, false);
      }
    }
  }

  /** Whether all of a repair packet is there, such as by its checksum, or parity bytes. */
  private boolean isKnownRepair(int packet, boolean trusting) {
    SlicedSymbol symbol =
        policy.repairs() ? symbols.symbol(PacketKind.REPAIR, repairs, packet, trusting) : null;
    return symbol != null && symbol.isWhole(lengths.slices());
  }

  private boolean isErrorResilient() {
    return lengths.coding().isErrorResilient();
  }

  /** Completes a block's symbols as far as the code can. */
  private void restore(
      List<@Nullable SlicedSymbol> read, int block, boolean trusting, PacketCounters tally) {
    boolean guessing = isErrorResilient() && policy.deliversDamaged();
    int bytes =
        new BlockRepair(group.code(block), lengths, guessing)
            .restore(
                read,
                symbols.block(PacketKind.REPAIR, repairs, block, false),
                symbols.block(PacketKind.REPAIR, repairs, block, trusting));
    hasRestored |= bytes > 0;
    tally.countRepaired(bytes);
  }

  /** Takes back what was restored to something that was not signed. */
  private void dropUnsigned(List<@Nullable SlicedSymbol> read, int block) {
    for (int i = 0; i < read.size(); i++) {
      SlicedSymbol symbol = read.get(i);
      int packet = block + i * group.code().blocks();
      if (symbol != null && sources.exactBody(packet) == null) {
        byte[] wire = framing.seal(PacketKind.SOURCE, framing.bodyOf(symbol.bytes()));
        if (!isRight(PacketKind.SOURCE, packet, wire)) {
          read.set(i, null);
        }
      }
    }
  }
}
