package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.WeightPacket;
import java.util.List;

/**
 * What a stream in patches with the least repair packets there are shows of every other one with
 * packets as long and as many parity bytes.
 *
 * @param base the class of the base
 * @param patches the class of the patches, without repair packets
 * @param unasked repair packets that the base has in any case
 * @param packets all packets of the stream that was made
 * @param bytes its bytes, without repair packets of patches
 */
record ProbedPatches(
    ProtectedClass base, ProtectedClass patches, int unasked, int packets, long bytes) {
  static final FecScheme PROBE = FecScheme.reedSolomon(254, 1);

  /** Without a base there is no picture. */
  private static final ClassErrors ALL = new ClassErrors(1, 0);

  /**
   * Packs a stream.
   *
   * @param options how long packets are
   * @param inner what bodies carry against flipped bits
   * @param resilient whether they have the parity bytes of error-resilient patches beside that
   * @param errors what the loss of patches does
   */
  static ProbedPatches of(
      UnprotectedPatches plain,
      PacketizerOptions options,
      FecScheme inner,
      boolean resilient,
      ClassErrors errors) {
    FecScheme outer = PROBE.withCorrected(inner.corrected());
    EncodedStream stream = plain.with(options.withProtection(protection(inner, outer, resilient)));
    List<PacketGroup> groups = stream.manifest().groups();
    PacketGroup base = groups.get(0);
    PacketGroup patches = groups.get(1);
    int repair = PacketFormat.HEADER_BYTES + longest(stream, PacketKind.REPAIR, patches);
    return new ProbedPatches(
        new ProtectedClass(
            base.sourcePackets(),
            longest(stream, PacketKind.SOURCE, base),
            PacketFormat.HEADER_BYTES + longest(stream, PacketKind.REPAIR, base),
            inner,
            ALL,
            ProtectedClass.CRC_FLIPS,
            false),
        new ProtectedClass(
            patches.sourcePackets(),
            longest(stream, PacketKind.SOURCE, patches),
            repair,
            inner,
            errors,
            ProtectedClass.CHECKED_FLIPS,
            false),
        base.repairPackets(),
        stream.packets().size() - patches.repairPackets(),
        stream.bytes() - (long) patches.repairPackets() * repair);
  }

  /** Protection of a base and patches, with the parity bytes of error-resilient ones or without. */
  static UnequalErrorProtection protection(FecScheme base, FecScheme patches, boolean resilient) {
    return resilient
        ? UnequalErrorProtection.patchesAgainstFlips(base, patches)
        : new UnequalErrorProtection(base, patches, 0, FecScheme.NONE);
  }

  /** Bytes of the stream with so many repair packets. */
  long bytes(int baseRepairs, int patchRepairs) {
    return bytes
        + (long) (baseRepairs - unasked) * base.repairBytes()
        + (long) patchRepairs * patches.repairBytes();
  }

  /** Packets of the stream with so many repair packets. */
  int packets(int baseRepairs, int patchRepairs) {
    return packets + baseRepairs - unasked + patchRepairs;
  }

  /** The longest body of a group's packets of a kind, as it is sent. */
  private static int longest(EncodedStream stream, PacketKind kind, PacketGroup group) {
    return stream.packets().stream()
        .filter(packet -> packet.kind() == kind)
        .filter(packet -> stream.manifest().group(packet).orElseThrow().equals(group))
        .mapToInt(WeightPacket::bodyLength)
        .max()
        .orElse(0);
  }
}
