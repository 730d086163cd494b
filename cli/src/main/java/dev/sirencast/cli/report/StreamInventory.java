package dev.sirencast.cli.report;

import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A stream's bytes by purpose, and its frames by integrity.
 *
 * @param bodyBytes of packets of a kind, source packets' without their checks
 * @param checkBytes of source packets: slices' checksums, and parity bytes that correct flipped
 *     bits
 * @param headerBytes of readable frames
 * @param unreadableBytes of all other frames
 * @param bytes of all frames
 * @param intact frames as they were sent
 * @param damaged frames with a damaged body
 * @param unreadable all other frames
 */
public record StreamInventory(
    Map<PacketKind, Long> bodyBytes,
    long checkBytes,
    long headerBytes,
    long unreadableBytes,
    long bytes,
    int intact,
    int damaged,
    int unreadable) {

  public static StreamInventory of(StreamManifest manifest, List<byte[]> frames) {
    Map<PacketKind, Long> bodies = new EnumMap<>(PacketKind.class);
    long checks = 0;
    long lost = 0;
    long bytes = 0;
    int intact = 0;
    int damaged = 0;
    for (byte[] frame : frames) {
      bytes += frame.length;
      ParsedPacket parsed = PacketSerializer.parse(frame);
      WeightPacket packet = null;
      if (parsed instanceof ParsedPacket.Intact whole) {
        intact++;
        packet = whole.packet();
      } else if (parsed instanceof ParsedPacket.Damaged hurt) {
        damaged++;
        packet = hurt.packet();
      }
      if (packet == null) {
        lost += frame.length;
      } else {
        long own = packet.kind() == PacketKind.SOURCE ? manifest.checkBytes(packet) : 0;
        checks += own;
        bodies.merge(packet.kind(), packet.bodyLength() - own, Long::sum);
      }
    }
    long headers = (long) (intact + damaged) * PacketFormat.HEADER_BYTES;
    int unreadable = frames.size() - intact - damaged;
    return new StreamInventory(bodies, checks, headers, lost, bytes, intact, damaged, unreadable);
  }

  /** The bytes of packets of a kind, without their headers; see {@link #bodyBytes}. */
  public long body(PacketKind kind) {
    return bodyBytes.getOrDefault(kind, 0L);
  }
}
