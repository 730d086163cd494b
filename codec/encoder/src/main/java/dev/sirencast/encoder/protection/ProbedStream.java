package dev.sirencast.encoder.protection;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.WeightPacket;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream with the least repair packets there are shows of every other one with the same
 * slices or parity bytes and the same lowest bits apart.
 *
 * @param unrepaired its classes, without repair packets
 * @param packets its packets, repair packets included
 * @param bytes its bytes, without repair packets
 * @param manifestBytes bytes that one manifest takes
 */
record ProbedStream(StreamPlan unrepaired, int packets, long bytes, int manifestBytes) {
  private static final FecScheme PROBE = FecScheme.reedSolomon(254, 1);

  /**
   * Packs a stream.
   *
   * @param inner what bodies carry against flipped bits, the lowest bits' apart
   */
  static ProbedStream of(
      UnprotectedStream plain, StreamErrors errors, FecScheme inner, int lowBits) {
    FecScheme outer = PROBE.withSliceBytes(inner.sliceBytes()).withCorrected(inner.corrected());
    EncodedStream stream =
        plain.with(
            new UnequalErrorProtection(
                outer, outer, lowBits, lowBits == 0 ? FecScheme.NONE : PROBE));
    List<PacketGroup> groups = stream.manifest().groups();
    List<ProtectedClass> classes = new ArrayList<>();
    long bytes = stream.bytes();
    int sources = 0;
    int repairs = 0;
    for (PacketGroup group : groups) {
      boolean low = group.part().refining() > 0;
      boolean highPriority = !low && classes.isEmpty() && groups.size() > 1;
      int source = bodyBytes(stream, PacketKind.SOURCE, sources);
      int repair =
          group.repairPackets() == 0 ? source : bodyBytes(stream, PacketKind.REPAIR, repairs);
      ProtectedClass one =
          new ProtectedClass(
              group.sourcePackets(),
              source,
              PacketFormat.HEADER_BYTES + repair,
              low ? FecScheme.NONE : inner,
              low
                  ? errors.low(lowBits)
                  : highPriority ? errors.highPriority() : errors.matrices(lowBits),
              ProtectedClass.CRC_FLIPS,
              low);
      classes.add(one);
      bytes -= (long) group.repairPackets() * one.repairBytes();
      sources += group.sourcePackets();
      repairs += group.repairPackets();
    }
    return new ProbedStream(
        StreamPlan.of(classes, lowBits),
        stream.packets().size(),
        bytes,
        PacketFormat.HEADER_BYTES + stream.packets().get(0).bodyLength());
  }

  private static int bodyBytes(EncodedStream stream, PacketKind kind, int number) {
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() == kind && packet.number() == number) {
        return packet.bodyLength();
      }
    }
    throw new IllegalStateException("no packet " + number + " of kind " + kind);
  }
}
