package dev.sirencast.cli.report;

import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.report.HtmlPage.Share;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where a stream's bytes went, as parts of a whole. */
public final class ByteShares {
  private ByteShares() {}

  /** Returns the parts that the stream has, in the order of what they are for. */
  public static List<Share> of(StreamManifest manifest, List<byte[]> frames) {
    StreamInventory inventory = StreamInventory.of(manifest, frames);
    List<Share> shares = new ArrayList<>();
    weights(manifest, frames).forEach((part, bytes) -> add(shares, part.label, part.words, bytes));
    long intact = shares.stream().mapToLong(Share::amount).sum();
    add(
        shares,
        "damaged weights",
        "packets that were damaged in the file",
        inventory.body(PacketKind.SOURCE) - intact);
    add(
        shares,
        "checks",
        "parity bytes that correct flipped bits, and checksums of slices, inside packets",
        inventory.checkBytes());
    add(
        shares,
        "repair",
        manifest.repairPackets() + " packets, from which lost ones are computed",
        inventory.body(PacketKind.REPAIR));
    add(
        shares,
        "manifest",
        manifest.manifestCopies() == 1
            ? "what a receiver must know first"
            : "what a receiver must know first, in " + manifest.manifestCopies() + " copies",
        inventory.body(PacketKind.MANIFEST));
    add(shares, "metadata", "what the file said besides", inventory.body(PacketKind.METADATA));
    add(shares, "digests", "what a signature stands for", inventory.body(PacketKind.DIGESTS));
    add(
        shares,
        "headers",
        PacketFormat.HEADER_BYTES
            + " bytes in each of "
            + (inventory.intact() + inventory.damaged())
            + " packets",
        inventory.headerBytes());
    add(shares, "unreadable", "damaged in the file", inventory.unreadableBytes());
    return shares;
  }

  /** What symbols are of. */
  private enum Part {
    BASE("base network", "the symbols of the network of the whole signal"),
    PATCHES("patches", "the symbols of the patches' networks"),
    ENDS("first and last layer", "their symbols, and those of all biases"),
    HIDDEN("hidden layers", "the symbols of their matrices"),
    ALL("weights", "the symbols of the network's tensors");

    private final String label;
    private final String words;

    Part(String label, String words) {
      this.label = label;
      this.words = words;
    }

    static Part of(StreamManifest manifest, PacketGroup group) {
      if (manifest.patches().isPresent()) {
        return group.isOfPatches() ? PATCHES : BASE;
      }
      long hidden =
          group.tensors().stream().filter(manifest.architecture()::isHiddenMatrix).count();
      return hidden == 0 ? ENDS : hidden == group.tensors().size() ? HIDDEN : ALL;
    }
  }

  /** The bytes of source packets without their checks. */
  private static Map<Part, Long> weights(StreamManifest manifest, List<byte[]> frames) {
    Map<Part, Long> weights = new EnumMap<>(Part.class);
    for (byte[] frame : frames) {
      if (PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact
          && intact.packet().kind() == PacketKind.SOURCE) {
        WeightPacket packet = intact.packet();
        Part part = manifest.group(packet).map(group -> Part.of(manifest, group)).orElse(Part.ALL);
        weights.merge(part, (long) packet.bodyLength() - manifest.checkBytes(packet), Long::sum);
      }
    }
    return weights;
  }

  private static void add(List<Share> shares, String name, String words, long amount) {
    if (amount > 0) {
      shares.add(new Share(name, words, amount));
    }
  }
}
