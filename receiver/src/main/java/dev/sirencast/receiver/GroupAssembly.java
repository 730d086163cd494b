package dev.sirencast.receiver;

import dev.sirencast.fec.ErasureCode;
import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.BodyLengths;
import dev.sirencast.format.ChecksumCorrection;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.SlicedSymbol;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.checksum.Crc32c;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of one group: collected, restored block by block, and read. Not thread-safe. */
final class GroupAssembly {
  /** Look-ups for flipped bits in all, some seconds' work: what hostile frames may ask for. */
  private static final long MAX_SEARCHES = 1L << 32;

  /** Those that found nothing, about a second's: more bits are flipped than can be found. */
  private static final long MAX_VAIN_SEARCHES = 1L << 28;

  private final StreamManifest manifest;
  private final PacketGroup group;
  private final BodyLengths lengths;
  private final BodyFraming framing;
  private final DeliveryPolicy policy;
  private final SignedContents.@Nullable BodyCheck signed;
  private final KnownPatches known;
  private final PacketStore sources;
  private final PacketStore repairs;
  private long searches;
  private long vainSearches;
  private boolean hasRestored;
  private boolean hasCorrected;

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
    return hasCorrected;
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
    hasCorrected = false;
    int blocks = group.code().blocks();
    for (int block = 0; block < blocks; block++) {
      if (trusting && (group.isOfPatches() || !isErrorResilient())) {
        prove(block, reader);
      }
      List<@Nullable SlicedSymbol> symbols = opened(PacketKind.SOURCE, block, trusting);
      if (repairing && policy.repairs() && repairs.packets() > 0) {
        restore(symbols, block, trusting, tally);
        if (signed != null) {
          dropUnsigned(symbols, block);
        }
      }
      boolean exact = true;
      for (int i = 0; i < symbols.size(); i++) {
        int packet = block + i * blocks;
        SlicedSymbol symbol = symbols.get(i);
        boolean known = symbol != null && symbol.isWhole(lengths.slices());
        boolean read = reader.read(packet, symbol);
        if (!read) {
          sources.refuse(packet);
        }
        tally.count(sources, packet, known && read, read);
        exact &= known && read;
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
        policy.repairs() ? opened(PacketKind.REPAIR, repairs, packet, trusting) : null;
    return symbol != null && symbol.isWhole(lengths.slices());
  }

  private boolean isErrorResilient() {
    return lengths.coding().isErrorResilient();
  }

  private List<@Nullable SlicedSymbol> opened(PacketKind kind, int block, boolean trusting) {
    PacketStore store = store(kind);
    List<@Nullable SlicedSymbol> symbols = new ArrayList<>();
    for (int packet = block; packet < store.packets(); packet += group.code().blocks()) {
      symbols.add(opened(kind, store, packet, trusting));
    }
    return symbols;
  }

  private @Nullable SlicedSymbol opened(
      PacketKind kind, PacketStore store, int packet, boolean trusting) {
    byte[] exact = store.exactBody(packet);
    if (exact != null) {
      return framing.open(kind, exact, true);
    }
    MajorityVoting copies = store.damagedCopies(packet);
    if (copies == null) {
      return null;
    }
    boolean asItIs = !policy.repairs() && isErrorResilient();
    if (asItIs || copies.isExact()) {
      return framing.open(kind, copies.body(), !asItIs);
    }
    byte[] corrected = copies.corrected();
    if (corrected == null || !framing.isEncoded(corrected)) {
      corrected = null;
    }
    // Slices have checksums of their own, which tell more.
    boolean trusted = trusting && corrected != null && lengths.sliceBytes() == 0;
    hasCorrected |= trusted;
    SlicedSymbol symbol =
        framing.open(kind, corrected == null ? copies.body() : corrected, trusted);
    for (byte[] copy : copies.copies()) {
      symbol.complete(framing.open(kind, copy, false), lengths);
    }
    return symbol;
  }

  /**
   * Takes back what was put right to a body that none of the coding is, and looks for one that is.
   */
  private void prove(int block, BodyReader reader) {
    // Slices have checksums of their own.
    boolean tells = reader.isSure() && lengths.sliceBytes() == 0;
    for (int i = block; i < sources.packets(); i += group.code().blocks()) {
      int packet = i;
      MajorityVoting copies = sources.damagedCopies(packet);
      if (copies != null && sources.exactBody(packet) == null) {
        long left = Math.min(MAX_SEARCHES - searches, MAX_VAIN_SEARCHES - vainSearches);
        long taken =
            copies.prove(
                wire ->
                    framing.isEncoded(wire)
                        && reader.isBody(packet, framing.open(PacketKind.SOURCE, wire, true)),
                tells ? left : 0);
        searches += taken;
        vainSearches += copies.corrected() == null ? taken : 0;
      }
    }
  }

  /** Takes back what was restored to something that was not signed. */
  private void dropUnsigned(List<@Nullable SlicedSymbol> symbols, int block) {
    for (int i = 0; i < symbols.size(); i++) {
      SlicedSymbol symbol = symbols.get(i);
      int packet = block + i * group.code().blocks();
      if (symbol != null && sources.exactBody(packet) == null) {
        byte[] wire = framing.seal(PacketKind.SOURCE, framing.bodyOf(symbol.bytes()));
        if (!isRight(PacketKind.SOURCE, packet, wire)) {
          symbols.set(i, null);
        }
      }
    }
  }

  /** Completes a block's symbols as far as the code can, one column of slices after another. */
  private void restore(
      List<@Nullable SlicedSymbol> sources, int block, boolean trusting, PacketCounters tally) {
    List<@Nullable SlicedSymbol> certain = opened(PacketKind.REPAIR, block, false);
    List<@Nullable SlicedSymbol> repairs = opened(PacketKind.REPAIR, block, trusting);
    ErasureCode code = group.code(block);
    for (int slice = 0; slice < lengths.slices(); slice++) {
      List<byte @Nullable []> left = column(sources, slice, true);
      if (left.contains(null)) {
        List<byte @Nullable []> solved = new ArrayList<>(left);
        boolean all =
            code.restore(solved, column(certain, slice, true))
                || code.restore(solved, column(repairs, slice, true));
        tally.countRepaired(place(left, solved, sources, slice, true));
        if (!all && isErrorResilient() && policy.deliversDamaged()) {
          guess(code, sources, repairs, slice);
        }
      }
    }
  }

  /**
   * Restores what is not there at all from damaged slices as if they were exact: a flipped bit
   * makes one byte of what is restored wrong, and the others are right.
   */
  private void guess(
      ErasureCode code,
      List<@Nullable SlicedSymbol> sources,
      List<@Nullable SlicedSymbol> repairs,
      int slice) {
    List<byte @Nullable []> left = column(sources, slice, false);
    List<byte @Nullable []> solved = new ArrayList<>(left);
    if (!code.restore(solved, column(repairs, slice, true))) {
      code.restore(solved, column(repairs, slice, false));
    }
    place(left, solved, sources, slice, false);
  }

  /** Takes what was restored; returns its bytes. */
  private int place(
      List<byte @Nullable []> before,
      List<byte @Nullable []> after,
      List<@Nullable SlicedSymbol> symbols,
      int slice,
      boolean exact) {
    int bytes = 0;
    for (int i = 0; i < after.size(); i++) {
      byte[] content = after.get(i);
      if (before.get(i) == null && content != null) {
        SlicedSymbol symbol = symbols.get(i);
        if (symbol == null) {
          symbol = SlicedSymbol.missing(lengths.symbol());
          symbols.set(i, symbol);
        }
        if (exact) {
          symbol.restore(slice, lengths.sliceStart(slice), content);
          hasRestored = true;
        } else {
          symbol.guess(slice, lengths.sliceStart(slice), content);
        }
        bytes += content.length;
      }
    }
    return bytes;
  }

  private List<byte @Nullable []> column(
      List<@Nullable SlicedSymbol> symbols, int slice, boolean exact) {
    int from = lengths.sliceStart(slice);
    int to = lengths.sliceStart(slice + 1);
    List<byte @Nullable []> column = new ArrayList<>();
    for (SlicedSymbol symbol : symbols) {
      boolean there = symbol != null && (exact ? symbol.isExact(slice) : symbol.isThere(slice));
      column.add(there ? symbol.slice(from, to) : null);
    }
    return column;
  }
}
