package dev.sirencast.encoder.packet;

import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.FloatPlaneCoder;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.MetadataMessage;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Cuts quantised weights into packets that stand alone, and computes their protection. */
public final class Packetizer {
  private Packetizer() {}

  /**
   * Returns the stream of a quantised network.
   *
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest or the
   *     metadata would not fit one packet
   */
  public static EncodedStream packetize(
      SignalDescription signal, QuantizedNetwork network, PacketizerOptions options) {
    return packetize(
        signal, network, new WeightOrigin(network.seeded(), WeightNoise.NONE, false), options);
  }

  /**
   * Returns the stream of a quantised network, of which the seeded tensors are left out.
   *
   * @param origin which tensors are seeded, as the network says it, and the noise of training
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest or the
   *     metadata would not fit one packet
   */
  public static EncodedStream packetize(
      SignalDescription signal,
      QuantizedNetwork network,
      WeightOrigin origin,
      PacketizerOptions options) {
    return assemble(content(signal, network, origin, Optional.empty(), options), options);
  }

  /**
   * Returns the stream of a signal in patches.
   *
   * @param base the base network
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest, the
   *     metadata or a patch would not fit one packet
   */
  public static EncodedStream packetize(
      SignalDescription signal,
      QuantizedNetwork base,
      WeightOrigin origin,
      QuantizedPatches patches,
      PacketizerOptions options) {
    return assemble(content(signal, base, origin, Optional.of(patches), options), options);
  }

  /**
   * Returns patches of which each fits a packet: the steps of those that do not become longer. What
   * {@link #packetize} and {@link #streamBytes} take.
   *
   * @return none if a patch does not fit with the longest steps
   */
  public static Optional<QuantizedPatches> fitting(
      QuantizedPatches patches, PacketizerOptions options) {
    return PatchPacking.fitting(patches.codedAs(options), PacketGrouping.longestPatch(options));
  }

  /** Returns the bytes of the stream of a signal in patches, exactly. */
  public static long streamBytes(
      SignalDescription signal,
      QuantizedNetwork base,
      WeightOrigin origin,
      QuantizedPatches patches,
      PacketizerOptions options) {
    return content(signal, base, origin, Optional.of(patches), options).bytes();
  }

  /**
   * Returns the stream of a signal in patches, with weights as they are, to the bit.
   *
   * @param base the base network
   * @param patches as {@link dev.sirencast.patch.FloatPatches} makes them
   * @param options whose weight coding is lossless
   * @throws IllegalArgumentException if a weight is not finite, or not one of the coding's, or the
   *     parts do not fit each other
   */
  public static EncodedStream packetize(
      SignalDescription signal,
      SirenWeights base,
      WeightOrigin origin,
      QuantizedPatches patches,
      PacketizerOptions options) {
    return packetize(signal, base, origin, Optional.of(patches.codedAs(options)), options);
  }

  /**
   * Returns the stream of weights as they are, to the bit.
   *
   * @param options whose weight coding is lossless
   * @throws IllegalArgumentException if a weight is not finite, or not one of the coding's, or the
   *     parts do not fit each other
   */
  public static EncodedStream packetize(
      SignalDescription signal,
      SirenWeights weights,
      WeightOrigin origin,
      PacketizerOptions options) {
    return packetize(signal, weights, origin, Optional.empty(), options);
  }

  private static EncodedStream packetize(
      SignalDescription signal,
      SirenWeights weights,
      WeightOrigin origin,
      Optional<QuantizedPatches> patches,
      PacketizerOptions options) {
    if (!options.coding().isLossless()) {
      throw new IllegalArgumentException(
          "weight coding " + options.coding().label() + " takes quantised tensors, not weights");
    }
    SirenArchitecture architecture = weights.architecture();
    short[][] symbols = new short[architecture.tensors()][];
    List<TensorLayout> layouts = new ArrayList<>();
    for (int id = 0; id < symbols.length; id++) {
      boolean seeded = origin.seeded().contains(id);
      WeightTensor tensor = weights.tensors().get(id);
      symbols[id] = seeded ? new short[0] : FloatPlaneCoder.symbols(options.coding(), id, tensor);
      layouts.add(seeded ? TensorLayout.SEEDED : TensorLayout.ofLossless(symbols[id]));
    }
    return assemble(
        StreamContent.of(signal, architecture, layouts, symbols, origin, patches, options),
        options);
  }

  private static EncodedStream assemble(StreamContent content, PacketizerOptions options) {
    StreamManifest manifest = content.manifest();
    WeightPacket first = ManifestSerializer.serialize(manifest);
    List<List<WeightPacket>> strands = new ArrayList<>();
    strands.add(manifests(first, manifest.manifestCopies()));
    boolean inTurn =
        options.order() == PacketOrder.PROGRESSIVE
            || (options.order() == PacketOrder.LOCAL && manifest.patches().isPresent());
    int sources = 0;
    int repairs = 0;
    for (PackedGroup group : content.groups()) {
      BodyFraming framing = new BodyFraming(manifest.bodyLengths(group.group()));
      List<byte[]> repairBodies = repairBodies(group.group(), framing, group.bodies());
      boolean follows = inTurn && strands.size() > 1;
      List<WeightPacket> strand = follows ? strands.get(1) : new ArrayList<>();
      if (!follows) {
        strands.add(strand);
      }
      addPackets(strand, PacketKind.SOURCE, first.streamId(), sources, framing, group.bodies());
      if (inTurn && manifest.patches().isPresent() && !follows) {
        // Where the base is there they bring nothing, and a burst would take both.
        strand = new ArrayList<>();
        strands.add(strand);
      }
      addPackets(strand, PacketKind.REPAIR, first.streamId(), repairs, framing, repairBodies);
      sources += group.bodies().size();
      repairs += repairBodies.size();
    }
    List<WeightPacket> packets = spread(strands);
    if (manifest.metadataDigest().isPresent()) {
      byte[] body = MetadataMessage.body(manifest.metadata());
      packets.add(WeightPacket.of(PacketKind.METADATA, first.streamId(), 0, body));
    }
    return new EncodedStream(manifest, packets);
  }

  /**
   * Returns the bytes of the stream that {@link #packetize} would return, all frames included.
   * Exact; takes the time of packetising but for the repair packets' content.
   *
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest or the
   *     metadata would not fit one packet
   */
  public static long streamBytes(
      SignalDescription signal,
      QuantizedNetwork network,
      WeightOrigin origin,
      PacketizerOptions options) {
    return content(signal, network, origin, Optional.empty(), options).bytes();
  }

  private static StreamContent content(
      SignalDescription signal,
      QuantizedNetwork network,
      WeightOrigin origin,
      Optional<QuantizedPatches> patches,
      PacketizerOptions options) {
    if (!origin.seeded().equals(network.seeded())) {
      throw new IllegalArgumentException(
          "the network is sent without "
              + network.seeded().names()
              + ", its origin says "
              + origin.seeded().names());
    }
    if (options.coding().isLossless()) {
      throw new IllegalArgumentException(
          "weight coding " + options.coding().label() + " takes weights, not quantised tensors");
    }
    List<TensorLayout> layouts =
        TensorLayouts.of(network.tensors(), origin.seeded(), options.coding());
    short[][] symbols =
        network.tensors().stream().map(QuantizedTensor::toArray).toArray(short[][]::new);
    return StreamContent.of(
        signal,
        network.architecture(),
        layouts,
        symbols,
        origin,
        patches.map(all -> all.codedAs(options)),
        options);
  }

  private static List<WeightPacket> manifests(WeightPacket first, int copies) {
    List<WeightPacket> manifests = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      manifests.add(WeightPacket.of(PacketKind.MANIFEST, first.streamId(), copy, first.body()));
    }
    return manifests;
  }

  private static List<byte[]> repairBodies(
      PacketGroup group, BodyFraming framing, List<byte[]> sources) {
    if (group.repairPackets() == 0) {
      return List.of();
    }
    byte[][] repairs = new byte[group.repairPackets()][];
    int blocks = group.code().blocks();
    for (int block = 0; block < blocks; block++) {
      List<byte[]> members = new ArrayList<>();
      for (int i = block; i < sources.size(); i += blocks) {
        members.add(framing.symbolOf(sources.get(i)));
      }
      List<byte[]> encoded = group.code(block).encode(members);
      for (int i = 0; i < encoded.size(); i++) {
        repairs[block + i * blocks] = encoded.get(i);
      }
    }
    return List.of(repairs);
  }

  private static void addPackets(
      List<WeightPacket> packets,
      PacketKind kind,
      int streamId,
      int first,
      BodyFraming framing,
      List<byte[]> bodies) {
    for (int i = 0; i < bodies.size(); i++) {
      byte[] wire = framing.seal(kind, bodies.get(i));
      packets.add(WeightPacket.of(kind, streamId, first + i, wire));
    }
  }

  /**
   * Merges strands of packets so that each is spread evenly over the whole stream: the first packet
   * of the first strand (a manifest) comes first and its last one last, and a burst of losses takes
   * a little of every strand instead of all of one.
   */
  private static List<WeightPacket> spread(List<List<WeightPacket>> strands) {
    record Placed(double position, WeightPacket packet) {}
    List<Placed> placed = new ArrayList<>();
    for (int s = 0; s < strands.size(); s++) {
      List<WeightPacket> strand = strands.get(s);
      for (int i = 0; i < strand.size(); i++) {
        double position =
            s == 0 ? i / Math.max(1.0, strand.size() - 1.0) : (i + 0.5) / strand.size();
        placed.add(new Placed(position, strand.get(i)));
      }
    }
    // The sort is stable: equal positions keep the strands' order.
    placed.sort(Comparator.comparingDouble(Placed::position));
    return new ArrayList<>(placed.stream().map(Placed::packet).toList());
  }
}
