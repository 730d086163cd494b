package dev.sirencast.codec;

import dev.sirencast.codec.Depacketizer.FrameState;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of one stream, whose manifest is known. Not thread-safe. */
final class StreamAssembly {
  private final StreamManifest manifest;
  private final int streamId;
  private final DeliveryPolicy policy;
  private final PacketStore manifests;
  private final List<GroupAssembly> groups = new ArrayList<>();

  StreamAssembly(StreamManifest manifest, int streamId, DeliveryPolicy policy) {
    this.manifest = manifest;
    this.streamId = streamId;
    this.policy = policy;
    this.manifests = new PacketStore(manifest.manifestCopies());
    for (PacketGroup group : manifest.groups()) {
      groups.add(new GroupAssembly(manifest, group, policy));
    }
  }

  StreamManifest manifest() {
    return manifest;
  }

  boolean isComplete() {
    return groups.stream().allMatch(GroupAssembly::isComplete);
  }

  /** Takes a packet, which no frame that can be parsed is too odd for. */
  FrameState place(ParsedPacket parsed) {
    WeightPacket packet = packet(parsed);
    if (packet == null || packet.streamId() != streamId) {
      return FrameState.REJECTED;
    }
    return switch (packet.kind()) {
      case MANIFEST -> placeManifest(parsed, packet);
      case SOURCE, REPAIR -> placeInGroup(parsed, packet);
    };
  }

  private static @Nullable WeightPacket packet(ParsedPacket parsed) {
    if (parsed instanceof ParsedPacket.Intact intact) {
      return intact.packet();
    }
    return parsed instanceof ParsedPacket.Damaged damaged ? damaged.packet() : null;
  }

  private FrameState placeManifest(ParsedPacket parsed, WeightPacket packet) {
    if (packet.number() >= manifests.packets()) {
      return FrameState.REJECTED;
    }
    return parsed instanceof ParsedPacket.Intact
        ? manifests.putIntact(packet.number(), packet.body())
        : manifests.putDamaged(packet.number(), packet.body(), 0, false);
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
    PacketTally tally = new PacketTally();
    TensorSymbols symbols = assemble(tally, new BitSet());
    BitSet wrong = wrong(symbols);
    BitSet unrepaired = new BitSet();
    for (int i = 0; i < groups.size(); i++) {
      boolean suspect = groups.get(i).group().tensors().stream().anyMatch(wrong::get);
      unrepaired.set(i, suspect && groups.get(i).hasRestored());
    }
    if (!unrepaired.isEmpty()) {
      // A repair packet lied, or a slice's checksum did: what came without them is all there is.
      tally = new PacketTally();
      symbols = assemble(tally, unrepaired);
      wrong = wrong(symbols);
    }
    if (policy == DeliveryPolicy.STRICT && !wrong.isEmpty()) {
      throw new InvalidStreamException(
          SirenWeights.name(wrong.nextSetBit(0))
              + ": the packets are whole, but not what the manifest's checksum says");
    }
    List<ReceivedTensor> received = new ArrayList<>();
    for (int tensor = 0; tensor < manifest.tensors().size(); tensor++) {
      received.add(received(tensor, symbols));
    }
    return new ReceivedStream(
        manifest,
        policy,
        received,
        tally.counts(manifest.packets(), frames),
        frames,
        tally.repairedBytes());
  }

  /** Reads all groups, those of {@code unrepaired} without their repair packets. */
  private TensorSymbols assemble(PacketTally tally, BitSet unrepaired) {
    TensorSymbols symbols = new TensorSymbols(manifest);
    tally.countManifests(manifests);
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).finish(symbols, tally, !unrepaired.get(i));
    }
    for (int tensor = 0; tensor < symbols.doubtful.length; tensor++) {
      symbols.doubtful[tensor].andNot(symbols.missing[tensor]);
    }
    return symbols;
  }

  /** The tensors that came whole and are not what was sent. */
  private BitSet wrong(TensorSymbols symbols) {
    BitSet wrong = new BitSet();
    for (int tensor = 0; tensor < manifest.tensors().size(); tensor++) {
      boolean sent = !manifest.origin().seeded().contains(tensor);
      int checksum = manifest.tensors().get(tensor).checksum();
      wrong.set(tensor, sent && symbols.isWrong(tensor, checksum));
    }
    return wrong;
  }

  private ReceivedTensor received(int tensor, TensorSymbols all) {
    short[] symbols = all.symbols[tensor];
    BitSet missing = all.missing[tensor];
    TensorLayout layout = manifest.tensors().get(tensor);
    boolean seeded = manifest.origin().seeded().contains(tensor);
    boolean intact =
        missing.isEmpty() && (seeded || TensorLayout.checksum(symbols) == layout.checksum());
    int rows = manifest.rows(tensor);
    int columns = manifest.columns(tensor);
    if (!manifest.lane().isLossless()) {
      int peak = QuantizedTensor.peak(layout.bits());
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
      values[i] = FloatPlaneCoder.value(manifest.lane(), symbols, i);
    }
    return ReceivedTensor.ofLossless(WeightTensor.of(rows, columns, values), missing, intact);
  }
}
