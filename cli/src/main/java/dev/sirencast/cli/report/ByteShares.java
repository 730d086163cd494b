package dev.sirencast.cli.report;

import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.report.HtmlPage.Share;
import java.util.ArrayList;
import java.util.List;

/** Where a stream's bytes went, as parts of a whole. */
public final class ByteShares {
  private ByteShares() {}

  /** Returns the parts that the stream has, in the order of what they are for. */
  public static List<Share> of(StreamManifest manifest, List<byte[]> frames) {
    StreamInventory inventory = StreamInventory.of(manifest, frames);
    String weights =
        manifest.patches().isPresent()
            ? "the symbols of the base network and of the patches"
            : "the symbols of the network's tensors";
    List<Share> shares = new ArrayList<>();
    add(shares, "weights", weights, inventory.body(PacketKind.SOURCE));
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

  private static void add(List<Share> shares, String name, String words, long amount) {
    if (amount > 0) {
      shares.add(new Share(name, words, amount));
    }
  }
}
