package dev.sirencast.receiver;

import dev.sirencast.format.FloatPlaneCoder;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.patch.KnownPatches;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.receiver.packet.FrameState;
import dev.sirencast.receiver.packet.PacketStore;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The packets of one stream, whose manifest is known. Not thread-safe. */
final class StreamAssembly {
  private final StreamManifest manifest;
  private final int streamId;
  private final DeliveryPolicy policy;
  private final SidePackets side;
  private final @Nullable SignedContents signed;
  private final List<GroupAssembly> groups = new ArrayList<>();

  /** How many of the first groups are known to be complete. */
  private int complete;

  /**
   * Begins a stream.
   *
   * @param first the packet of its manifest
   * @param trusting whether the manifest's signature is right, and nothing else is taken than what
   *     it is of
   * @param known patches that need not be decoded again
   */
  StreamAssembly(
      StreamManifest manifest,
      WeightPacket first,
      DeliveryPolicy policy,
      boolean trusting,
      KnownPatches known) {
    this.manifest = manifest;
    this.streamId = first.streamId();
    this.policy = policy;
    this.signed = trusting ? new SignedContents(manifest) : null;
    this.side = new SidePackets(manifest, first.body(), policy, signed);
    int sources = 0;
    int repairs = 0;
    for (PacketGroup group : manifest.groups()) {
      groups.add(
          new GroupAssembly(
              manifest,
              group,
              policy,
              signed == null ? null : signed.group(sources, repairs),
              known));
      sources += group.sourcePackets();
      repairs += group.repairPackets();
    }
  }

  StreamManifest manifest() {
    return side.manifest();
  }

  boolean isComplete() {
    while (complete < groups.size() && groups.get(complete).isComplete()) {
      complete++;
    }
    return complete == groups.size();
  }

  /** What the whole packets of patches that have arrived hold. */
  KnownPatches knownPatches() {
    List<byte[]> bodies = groups.stream().flatMap(group -> group.patchBodies().stream()).toList();
    return manifest
        .patches()
        .map(patches -> KnownPatches.of(patches, bodies))
        .orElse(KnownPatches.NONE);
  }

  /** How many bodies with right checksums turned out to be none. */
  int refused() {
    return groups.stream().mapToInt(group -> group.store(PacketKind.SOURCE).refused()).sum();
  }

  /** Takes a packet, which no frame that can be parsed is too odd for. */
  FrameState place(ParsedPacket parsed) {
    WeightPacket packet = parsed.packetOrNull();
    if (packet == null || packet.streamId() != streamId) {
      return FrameState.REJECTED;
    }
    if (signed != null
        && signed.has(packet.kind(), packet.number())
        && !signed.isKnown(packet.kind(), packet.number())) {
      return FrameState.WAITING;
    }
    return switch (packet.kind()) {
      case MANIFEST -> side.placeManifest(parsed, packet);
      case SOURCE, REPAIR -> placeInGroup(parsed, packet);
      case METADATA -> side.placeMetadata(parsed, packet);
      case DIGESTS -> side.placeDigests(parsed, packet);
    };
  }

  /** The list of digests that a packet waits for. */
  int awaited(WeightPacket packet) {
    return signed == null ? 0 : signed.list(packet.kind(), packet.number());
  }

  /** The list of digests that a packet is; empty for another. */
  OptionalInt list(WeightPacket packet) {
    return signed == null || packet.kind() != PacketKind.DIGESTS
        ? OptionalInt.empty()
        : OptionalInt.of(packet.number() % signed.lists());
  }

  private FrameState placeInGroup(ParsedPacket parsed, WeightPacket packet) {
    int number = packet.number();
    for (GroupAssembly group : groups) {
      PacketStore store = group.store(packet.kind());
      if (number < store.packets()) {
        return group.place(packet.kind(), number, parsed);
      }
      number -= store.packets();
    }
    return FrameState.REJECTED;
  }

  ReceivedStream finish(FrameCounts frames) throws InvalidStreamException {
    PacketCounters tally = new PacketCounters();
    PatchSymbols[] patches = patches();
    BitSet doubted = new BitSet();
    BitSet unrepaired = new BitSet();
    TensorSymbols symbols = assemble(patches, tally, doubted, unrepaired);
    BitSet wrong = wrong(symbols);
    if (mark(doubted, wrong, GroupAssembly::hasCorrected)) {
      // More bits were flipped than a checksum puts right, and looked like fewer.
      tally = new PacketCounters();
      patches = patches();
      symbols = assemble(patches, tally, doubted, unrepaired);
      wrong = wrong(symbols);
    }
    if (mark(unrepaired, wrong, GroupAssembly::hasRestored)) {
      // A repair packet lied, or a slice's checksum did: what came without them is all there is.
      tally = new PacketCounters();
      patches = patches();
      symbols = assemble(patches, tally, doubted, unrepaired);
      wrong = wrong(symbols);
    }
    if (policy == DeliveryPolicy.STRICT && !wrong.isEmpty()) {
      throw new InvalidStreamException(
          SirenWeights.name(wrong.nextSetBit(0))
              + ": the packets are whole, but not what the manifest's checksum says");
    }
    List<ReceivedTensor> received = new ArrayList<>();
    for (int tensor = 0; tensor < manifest.tensors().size(); tensor++) {
      received.add(received(tensor, symbols, wrong));
    }
    return new ReceivedStream(
        manifest(),
        policy,
        received,
        Arrays.asList(patches),
        tally.counts(manifest.packets(), frames),
        frames,
        tally.repairedBytes());
  }

  /** Room for every patch, none of them there. */
  private PatchSymbols[] patches() {
    return new PatchSymbols[manifest.patches().map(all -> all.grid().patches()).orElse(0)];
  }

  /** Marks the suspects among the groups of wrong tensors; whether there are any. */
  private boolean mark(BitSet marked, BitSet wrong, Predicate<GroupAssembly> suspect) {
    for (int i = 0; i < groups.size(); i++) {
      boolean concerned = groups.get(i).group().tensors().stream().anyMatch(wrong::get);
      marked.set(i, concerned && suspect.test(groups.get(i)));
    }
    return !marked.isEmpty();
  }

  /**
   * Reads all groups, those of {@code doubted} with bodies that their checksums put right as
   * damaged ones, those of {@code unrepaired} without their repair packets.
   */
  private TensorSymbols assemble(
      PatchSymbols[] patches, PacketCounters tally, BitSet doubted, BitSet unrepaired) {
    complete = 0; // a body may turn out to be none
    TensorSymbols symbols = new TensorSymbols(manifest);
    side.count(tally);
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).finish(symbols, patches, tally, !doubted.get(i), !unrepaired.get(i));
    }
    for (int tensor = 0; tensor < symbols.doubtful.length; tensor++) {
      symbols.doubtful[tensor].andNot(symbols.missing[tensor]);
    }
    return symbols;
  }

  /** The tensors that came whole and are not what was sent. */
  private BitSet wrong(TensorSymbols symbols) {
    BitSet sent = new BitSet();
    sent.set(0, manifest.tensors().size());
    manifest.origin().seeded().tensors().forEach(sent::clear);
    BitSet wrong = new BitSet();
    if (manifest.checksum().isPresent()) {
      short[][] all = sent.stream().mapToObj(t -> symbols.symbols[t]).toArray(short[][]::new);
      boolean differs =
          sent.stream().allMatch(symbols::isWhole)
              && TensorLayout.checksum(all) != manifest.checksum().getAsInt();
      return differs ? sent : wrong;
    }
    sent.stream()
        .filter(tensor -> symbols.isWhole(tensor) && !isAsSent(tensor, symbols))
        .forEach(wrong::set);
    return wrong;
  }

  private boolean isAsSent(int tensor, TensorSymbols all) {
    return TensorLayout.checksum(all.symbols[tensor]) == manifest.tensors().get(tensor).checksum();
  }

  private ReceivedTensor received(int tensor, TensorSymbols all, BitSet wrong) {
    short[] symbols = all.symbols[tensor];
    BitSet missing = all.missing[tensor];
    TensorLayout layout = manifest.tensors().get(tensor);
    boolean seeded = manifest.origin().seeded().contains(tensor);
    // Where there is one checksum for all, packets' own say of each tensor whether it is whole.
    boolean intact =
        seeded
            || (manifest.checksum().isPresent()
                ? all.isWhole(tensor) && !wrong.get(tensor)
                : missing.isEmpty() && isAsSent(tensor, all));
    int rows = manifest.rows(tensor);
    int columns = manifest.columns(tensor);
    if (!manifest.coding().isLossless()) {
      int peak = QuantizedTensor.maxMagnitude(layout.bits());
      for (int i = 0; i < symbols.length; i++) {
        symbols[i] = (short) Math.max(-peak, Math.min(peak, symbols[i]));
      }
      return ReceivedTensor.of(
          QuantizedTensor.of(rows, columns, layout.bits(), layout.step(), symbols),
          missing,
          all.doubtful[tensor],
          all.unknownBits[tensor],
          intact);
    }
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = FloatPlaneCoder.value(manifest.coding(), symbols, i);
    }
    return ReceivedTensor.ofLossless(WeightTensor.of(rows, columns, values), missing, intact);
  }
}
