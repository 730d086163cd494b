package dev.sirencast.codec;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts quantised weights into packets that stand alone, and computes their protection. */
public final class Packetizer {
  private Packetizer() {}

  /**
   * Returns the stream of a quantised network.
   *
   * @param tensors weight and bias of layer 0, of layer 1, and so on
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest would not
   *     fit one packet
   */
  public static EncodedStream packetize(
      SignalDescription signal,
      SirenArchitecture architecture,
      List<QuantizedTensor> tensors,
      PacketizerOptions options) {
    return packetize(signal, architecture, tensors, WeightOrigin.PLAIN, options);
  }

  /**
   * Returns the stream of a quantised network, of which the seeded tensors are left out.
   *
   * @param tensors weight and bias of layer 0, of layer 1, and so on, as {@link
   *     Quantizer#quantize(SirenWeights, SeededTensors, int)} returns them
   * @throws IllegalArgumentException if the parts do not fit each other, or the manifest would not
   *     fit one packet
   */
  public static EncodedStream packetize(
      SignalDescription signal,
      SirenArchitecture architecture,
      List<QuantizedTensor> tensors,
      WeightOrigin origin,
      PacketizerOptions options) {
    List<TensorLayout> layouts = tensors.stream().map(TensorLayout::of).toList();
    StreamManifest manifest =
        new StreamManifest(
            signal,
            architecture,
            layouts,
            PacketGrouping.group(architecture, layouts, origin.seeded(), options),
            options.manifestCopies(),
            options.metadata(),
            origin);
    WeightPacket first = ManifestSerializer.serialize(manifest);
    List<List<WeightPacket>> strands = new ArrayList<>();
    strands.add(manifests(first, manifest.manifestCopies()));
    int sources = 0;
    int repairs = 0;
    for (PacketGroup group : manifest.groups()) {
      List<byte[]> bodies = sourceBodies(manifest, group, tensors);
      List<byte[]> repairBodies = repairBodies(group, bodies);
      List<WeightPacket> strand = new ArrayList<>();
      addPackets(strand, PacketKind.SOURCE, first.streamId(), sources, bodies);
      addPackets(strand, PacketKind.REPAIR, first.streamId(), repairs, repairBodies);
      strands.add(strand);
      sources += bodies.size();
      repairs += repairBodies.size();
    }
    return new EncodedStream(manifest, spread(strands));
  }

  private static List<WeightPacket> manifests(WeightPacket first, int copies) {
    List<WeightPacket> manifests = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      manifests.add(WeightPacket.of(PacketKind.MANIFEST, first.streamId(), copy, first.body()));
    }
    return manifests;
  }

  private static List<byte[]> sourceBodies(
      StreamManifest manifest, PacketGroup group, List<QuantizedTensor> tensors) {
    GroupLayout layout = GroupLayout.of(manifest.architecture(), manifest.tensors(), group);
    List<byte[]> bodies = new ArrayList<>();
    for (int packet = 0; packet < group.sourcePackets(); packet++) {
      byte[] body = new byte[layout.bodyBytes()];
      SymbolBits.Writer writer = new SymbolBits.Writer(body);
      layout.forEachSymbol(
          packet, (tensor, index, bits) -> writer.write(tensors.get(tensor).symbol(index), bits));
      bodies.add(body);
    }
    return bodies;
  }

  private static List<byte[]> repairBodies(PacketGroup group, List<byte[]> sources) {
    if (group.repairPackets() == 0) {
      return List.of();
    }
    byte[][] repairs = new byte[group.repairPackets()][];
    for (int block = 0; block < group.blocks(); block++) {
      List<byte[]> members = new ArrayList<>();
      for (int i = block; i < sources.size(); i += group.blocks()) {
        members.add(sources.get(i));
      }
      List<byte[]> encoded =
          ErasureCode.of(members.size(), group.repairsInBlock(block)).encode(members);
      for (int i = 0; i < encoded.size(); i++) {
        repairs[block + i * group.blocks()] = encoded.get(i);
      }
    }
    return List.of(repairs);
  }

  private static void addPackets(
      List<WeightPacket> packets, PacketKind kind, int streamId, int first, List<byte[]> bodies) {
    for (int i = 0; i < bodies.size(); i++) {
      packets.add(WeightPacket.of(kind, streamId, first + i, bodies.get(i)));
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
    return placed.stream().map(Placed::packet).toList();
  }
}
