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
    BodyCoder whole = BodyCoder.of(manifest.lane(), manifest.tensors(), SymbolPart.WHOLE);
    for (PacketGroup group : manifest.groups()) {
      BodyCoder coder =
          group.part().isWhole()
              ? whole
              : BodyCoder.of(manifest.lane(), manifest.tensors(), group.part());
      groups.add(new GroupAssembly(manifest, group, coder, policy));
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
    boolean intact = parsed instanceof ParsedPacket.Intact;
    WeightPacket packet = packet(parsed);
    if (packet == null || packet.streamId() != streamId) {
      return FrameState.REJECTED;
    }
    return switch (packet.kind()) {
      case MANIFEST -> placeManifest(packet, intact);
      case SOURCE, REPAIR -> placeInGroup(packet, intact);
    };
  }

  private static @Nullable WeightPacket packet(ParsedPacket parsed) {
    if (parsed instanceof ParsedPacket.Intact intact) {
      return intact.packet();
    }
    return parsed instanceof ParsedPacket.Damaged damaged ? damaged.packet() : null;
  }

  private FrameState placeManifest(WeightPacket packet, boolean intact) {
    if (packet.number() >= manifests.packets()) {
      return FrameState.REJECTED;
    }
    return manifests.put(packet.number(), intact ? packet.body() : null, intact);
  }

  private FrameState placeInGroup(WeightPacket packet, boolean intact) {
    int number = packet.number();
    for (GroupAssembly group : groups) {
      PacketStore store = group.store(packet.kind());
      if (number < store.packets()) {
        return group.place(packet.kind(), number, packet.body(), intact);
      }
      number -= store.packets();
    }
    return FrameState.REJECTED;
  }

  ReceivedStream finish(FrameCounts frames) throws InvalidStreamException {
    int tensors = manifest.tensors().size();
    short[][] symbols = new short[tensors][];
    BitSet[] missing = new BitSet[tensors];
    BitSet[] doubtful = new BitSet[tensors];
    byte[][] unknownBits = new byte[tensors][];
    for (int tensor = 0; tensor < tensors; tensor++) {
      symbols[tensor] =
          new short[manifest.rows(tensor) * manifest.columns(tensor) * manifest.lane().symbols()];
      missing[tensor] = new BitSet();
      doubtful[tensor] = new BitSet();
      unknownBits[tensor] = new byte[symbols[tensor].length];
    }
    PacketTally tally = new PacketTally();
    tally.countManifests(manifests);
    for (GroupAssembly group : groups) {
      group.finish(symbols, missing, doubtful, unknownBits, tally);
    }
    List<ReceivedTensor> received = new ArrayList<>();
    for (int tensor = 0; tensor < tensors; tensor++) {
      ReceivedTensor result =
          received(tensor, symbols[tensor], missing[tensor], doubtful[tensor], unknownBits[tensor]);
      boolean whole = result.missing() == 0 && result.coarse() == 0;
      if (policy == DeliveryPolicy.STRICT && whole && !result.isIntact()) {
        throw new InvalidStreamException(
            SirenWeights.name(tensor)
                + ": the packets are whole, but not what the manifest's checksum says");
      }
      received.add(result);
    }
    return new ReceivedStream(manifest, received, tally.counts(manifest.packets(), frames), frames);
  }

  private ReceivedTensor received(
      int tensor, short[] symbols, BitSet missing, BitSet doubtful, byte[] unknownBits) {
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
          doubtful,
          unknownBits,
          intact);
    }
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = FloatPlaneCoder.value(manifest.lane(), symbols, i);
    }
    return ReceivedTensor.ofLossless(WeightTensor.of(rows, columns, values), missing, intact);
  }
}
