package dev.sirencast.receiver;

import dev.sirencast.format.PacketKind;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.checksum.ChecksumCorrection;
import dev.sirencast.format.signature.ContentDigest;
import dev.sirencast.format.signature.DigestLists;
import dev.sirencast.receiver.packet.FrameState;
import dev.sirencast.receiver.packet.PacketStore;
import java.util.HashMap;
import java.util.Map;

/**
 * What the packets of a stream hold, as its manifest and the lists say that have come: only lists
 * that are right themselves count. Not thread-safe.
 */
final class SignedContents {
  private final StreamManifest manifest;
  private final DigestLists lists;
  private final Map<Integer, byte[]> known = new HashMap<>();

  /**
   * Begins with the manifest's list.
   *
   * @param manifest whose signature is right
   */
  SignedContents(StreamManifest manifest) {
    this.manifest = manifest;
    this.lists = manifest.digestLists().orElseThrow();
    known.put(DigestLists.MANIFEST, manifest.signature().orElseThrow().digests());
  }

  /** How many lists there are. */
  int lists() {
    return lists.lists();
  }

  /** Whether a packet is one of the stream's lists or contents. */
  boolean has(PacketKind kind, int number) {
    return kind == PacketKind.DIGESTS
        ? number < manifest.packets(kind)
        : manifest.content(kind, number).isPresent();
  }

  /** The list that holds a packet's digest. */
  int list(PacketKind kind, int number) {
    return place(kind, number).list();
  }

  private DigestLists.Place place(PacketKind kind, int number) {
    return kind == PacketKind.DIGESTS
        ? lists.ofList(number % lists.lists())
        : lists.ofContent(manifest.content(kind, number).orElseThrow());
  }

  /** Whether what is to be known of a packet is known. */
  boolean isKnown(PacketKind kind, int number) {
    return known.containsKey(list(kind, number));
  }

  /** Whether a packet's body is what was signed; false where that is not known. */
  boolean isRight(PacketKind kind, int number, byte[] body) {
    DigestLists.Place place = place(kind, number);
    byte[] list = known.get(place.list());
    int signed = kind == PacketKind.DIGESTS ? number % lists.lists() : number;
    return list != null
        && ContentDigest.isAt(list, place.index(), ContentDigest.of(kind.ordinal(), signed, body));
  }

  /**
   * Takes a list whose digest is known.
   *
   * @param store of the stream's packets of lists
   * @param correcting whether one or two flipped bits are put right
   */
  FrameState placeList(
      ParsedPacket parsed, WeightPacket packet, PacketStore store, boolean correcting) {
    int number = packet.number();
    byte[] body = packet.body();
    if (parsed instanceof ParsedPacket.Damaged damaged
        && !(correcting
            && store.mayCorrect(number)
            && ChecksumCorrection.correct(body, damaged.checksum()))) {
      return store.putDamaged(number, body, 0, false);
    }
    if (!isRight(PacketKind.DIGESTS, number, body)) {
      return FrameState.REJECTED;
    }
    known.putIfAbsent(number % lists.lists(), body);
    return parsed instanceof ParsedPacket.Intact
        ? store.putIntact(number, body)
        : store.putCorrected(number, body);
  }

  /** Tells which bodies of a group's packets are what was signed. */
  interface BodyCheck {
    /**
     * Whether a body is the one that was signed.
     *
     * @param number the packet's in its group
     * @return false where its digest has not come, too
     */
    boolean isRight(PacketKind kind, int number, byte[] body);
  }

  /** The check of a group whose packets begin with these numbers. */
  BodyCheck group(int firstSource, int firstRepair) {
    return (kind, number, body) ->
        isRight(kind, number + (kind == PacketKind.SOURCE ? firstSource : firstRepair), body);
  }
}
