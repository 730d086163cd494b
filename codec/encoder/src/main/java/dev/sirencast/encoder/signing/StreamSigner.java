package dev.sirencast.encoder.signing;

import dev.sirencast.encoder.packet.DigestPacking;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.format.signature.ContentDigest;
import dev.sirencast.format.signature.DigestLists;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.format.signature.StreamSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Signs whole streams: what the packets hold stays as it is, the manifest says who made them and
 * what they hold, and packets of digests come in between, the first right behind the first
 * manifest, their copies evenly over the stream. The stream's id becomes another. Thread-safe.
 */
public final class StreamSigner {
  private StreamSigner() {}

  /**
   * Returns a stream signed.
   *
   * @throws IllegalArgumentException if the manifest would no longer fit one packet
   */
  public static EncodedStream sign(EncodedStream stream, SigningKey key) {
    EncodedStream signed = signed(stream.packets(), key);
    // Of its metadata, which has a packet of its own, the manifest itself says nothing.
    return new EncodedStream(
        signed.manifest().withMetadata(stream.manifest().metadata()), signed.packets());
  }

  /**
   * Returns the frames of a stream signed; a signature that it has is replaced.
   *
   * @param frames all of them, in any order
   * @throws IllegalArgumentException if one is damaged, missing or another stream's, or the
   *     manifest would no longer fit one packet
   */
  public static List<byte[]> sign(List<byte[]> frames, SigningKey key) {
    List<WeightPacket> packets = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      if (!(PacketSerializer.parse(frames.get(i)) instanceof ParsedPacket.Intact intact)) {
        throw new IllegalArgumentException(
            "packet " + (i + 1) + " of " + frames.size() + " is damaged; a whole stream is signed");
      }
      packets.add(intact.packet());
    }
    return signed(packets, key).frames();
  }

  private static EncodedStream signed(List<WeightPacket> packets, SigningKey key) {
    WeightPacket first =
        packets.stream()
            .filter(packet -> packet.kind() == PacketKind.MANIFEST)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no manifest to sign"));
    try {
      StreamManifest manifest = ManifestSerializer.parse(first);
      DigestPacking packing = DigestPacking.of(manifest, longest(packets));
      DigestLists lists = packing.lists(manifest);
      byte[][] bodies = bodies(lists, digests(manifest, packets));
      StreamSignature unsigned =
          StreamSignature.of(
              key.publicKey(),
              bodies[lists.lists()],
              packing.perPacket(),
              packing.copies(),
              new byte[SignerKey.SIGNATURE_BYTES]);
      WeightPacket signed = ManifestSerializer.signed(first, unsigned, key::sign);
      return new EncodedStream(
          ManifestSerializer.parse(signed),
          merged(packets, signed, bodies, lists.lists(), packing.copies()));
    } catch (InvalidStreamException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static int longest(List<WeightPacket> packets) {
    return packets.stream()
        .filter(StreamSigner::isContent)
        .mapToInt(packet -> PacketFormat.HEADER_BYTES + packet.bodyLength())
        .max()
        .orElse(0);
  }

  private static boolean isContent(WeightPacket packet) {
    return packet.kind() != PacketKind.MANIFEST && packet.kind() != PacketKind.DIGESTS;
  }

  /** The digests of all contents. */
  private static byte[][] digests(StreamManifest manifest, List<WeightPacket> packets) {
    byte[][] digests = new byte[manifest.contents()][];
    int id = packets.get(0).streamId();
    for (WeightPacket packet : packets) {
      if (packet.streamId() != id) {
        throw new IllegalArgumentException("there are packets of several streams");
      }
      if (isContent(packet)) {
        int content =
            manifest
                .content(packet.kind(), packet.number())
                .orElseThrow(
                    () -> new IllegalArgumentException(name(packet) + " is none of the stream's"));
        byte[] digest = digest(packet.kind(), packet.number(), packet.body());
        if (digests[content] != null && !Arrays.equals(digests[content], digest)) {
          throw new IllegalArgumentException(name(packet) + " is there twice, and not the same");
        }
        digests[content] = digest;
      }
    }
    long missing = Arrays.stream(digests).filter(digest -> digest == null).count();
    if (missing > 0) {
      throw new IllegalArgumentException(
          missing + " of " + digests.length + " packets are missing; a whole stream is signed");
    }
    return digests;
  }

  private static String name(WeightPacket packet) {
    return "packet " + packet.number() + " of kind " + packet.kind().ordinal();
  }

  private static byte[] digest(PacketKind kind, int number, byte[] body) {
    return ContentDigest.of(kind.ordinal(), number, body);
  }

  /** All lists, the manifest's last. */
  private static byte[][] bodies(DigestLists lists, byte[][] contents) {
    byte[][] bodies = new byte[lists.lists() + 1][];
    for (int list = 0; list < lists.lists(); list++) {
      bodies[list] = new byte[lists.size(list) * ContentDigest.BYTES];
    }
    bodies[lists.lists()] = new byte[lists.inManifest() * ContentDigest.BYTES];
    for (int i = 0; i < contents.length; i++) {
      put(bodies, lists.ofContent(i), contents[i]);
    }
    // A list's own digest stands in a later one.
    for (int list = 0; list < lists.lists(); list++) {
      put(bodies, lists.ofList(list), digest(PacketKind.DIGESTS, list, bodies[list]));
    }
    return bodies;
  }

  private static void put(byte[][] bodies, DigestLists.Place at, byte[] digest) {
    byte[] body = bodies[at.list() == DigestLists.MANIFEST ? bodies.length - 1 : at.list()];
    System.arraycopy(digest, 0, body, at.index() * ContentDigest.BYTES, ContentDigest.BYTES);
  }

  /** The stream's packets with its new manifest and id, and copies of the lists in between. */
  private static List<WeightPacket> merged(
      List<WeightPacket> packets, WeightPacket signed, byte[][] bodies, int lists, int copies) {
    List<WeightPacket> kept =
        packets.stream().filter(packet -> packet.kind() != PacketKind.DIGESTS).toList();
    List<WeightPacket> merged = new ArrayList<>();
    int copy = 0;
    for (int i = 0; i < kept.size(); i++) {
      WeightPacket packet = kept.get(i);
      byte[] body = packet.kind() == PacketKind.MANIFEST ? signed.body() : packet.body();
      merged.add(WeightPacket.of(packet.kind(), signed.streamId(), packet.number(), body));
      while (copy < copies && i >= (long) copy * kept.size() / copies) {
        for (int list = 0; list < lists; list++) {
          merged.add(digests(signed.streamId(), copy * lists + list, bodies[list]));
        }
        copy++;
      }
    }
    return merged;
  }

  private static WeightPacket digests(int streamId, int number, byte[] body) {
    return WeightPacket.of(PacketKind.DIGESTS, streamId, number, body);
  }
}
