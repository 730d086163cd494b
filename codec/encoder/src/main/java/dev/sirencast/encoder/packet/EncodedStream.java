package dev.sirencast.encoder.packet;

import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A stream as it is sent or stored: its manifest and its packets, in the order of sending.
 *
 * @param manifest what the packets mean
 * @param packets manifests, source packets and repair packets, spread over each other
 */
public record EncodedStream(StreamManifest manifest, List<WeightPacket> packets) {
  /** Copies the list. */
  public EncodedStream {
    packets = List.copyOf(packets);
  }

  /** The packets' frames, in the order of sending. */
  public List<byte[]> frames() {
    return packets.stream().map(PacketSerializer::serialize).toList();
  }

  /** The length of all frames together. */
  public long bytes() {
    return packets.stream()
        .mapToLong(packet -> PacketFormat.HEADER_BYTES + packet.bodyLength())
        .sum();
  }

  /** Writes all frames, which is the content of a {@code .siren} file. */
  public void writeTo(OutputStream out) throws IOException {
    for (WeightPacket packet : packets) {
      out.write(PacketSerializer.serialize(packet));
    }
  }
}
