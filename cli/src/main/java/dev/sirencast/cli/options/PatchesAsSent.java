package dev.sirencast.cli.options;

import dev.sirencast.encoder.packet.PatchPart;
import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.format.BodyFraming;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.patch.PatchCoder;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchRefinement;
import dev.sirencast.patch.PatchRefinementCoder;
import dev.sirencast.patch.PatchSymbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The patches of a whole stream in the parts and the order in which it sends them. */
final class PatchesAsSent {
  private final StreamManifest manifest;
  private final List<@Nullable PatchSymbols> patches;
  private final Set<Integer> seen = new HashSet<>();

  /**
   * @param patches all of the stream's, by their numbers
   */
  PatchesAsSent(StreamManifest manifest, List<@Nullable PatchSymbols> patches) {
    this.manifest = manifest;
    this.patches = patches;
  }

  QuantizedPatches of(List<byte[]> frames) {
    PatchDescription description = manifest.patches().orElseThrow();
    PatchCoder coder = PatchCoder.of(description);
    PatchRefinementCoder refinementCoder = new PatchRefinementCoder(description);
    List<Integer> order = new ArrayList<>();
    Map<Integer, Integer> bits = new HashMap<>();
    List<Boolean> refines = new ArrayList<>();
    for (byte[] frame : frames) {
      byte[] body = body(frame);
      for (PatchRefinement one : refinementCoder.decode(body).orElse(List.of())) {
        order.add(one.patch());
        refines.add(bits.put(one.patch(), one.bits()) == null);
      }
      if (!PatchRefinementCoder.isMeant(body)) {
        for (PatchSymbols one : coder.decode(body).orElse(List.of())) {
          order.add(one.patch());
          refines.add(false);
        }
      }
    }
    List<PatchPart> parts = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      PatchSymbols patch = Objects.requireNonNull(patches.get(order.get(i)));
      parts.add(new PatchPart(patch, bits.getOrDefault(patch.patch(), 0), refines.get(i)));
    }
    return new QuantizedPatches(
        description,
        parts.stream().filter(part -> !part.refines()).map(PatchPart::patch).toList(),
        parts);
  }

  /** What a frame holds of patches; nothing where it is none of theirs, or came before. */
  private byte[] body(byte[] frame) {
    if (PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact) {
      WeightPacket packet = intact.packet();
      PacketGroup group = manifest.group(packet).orElse(null);
      if (packet.kind() == PacketKind.SOURCE
          && group != null
          && group.isOfPatches()
          && seen.add(packet.number())) {
        BodyFraming framing = new BodyFraming(manifest.bodyLengths(group));
        return framing.bodyOf(framing.open(PacketKind.SOURCE, packet.body(), true).bytes());
      }
    }
    return new byte[0];
  }
}
