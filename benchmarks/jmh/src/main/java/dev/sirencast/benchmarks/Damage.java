package dev.sirencast.benchmarks;

import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.signal.Signal;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.impairment.ChannelStatistics;
import java.util.Arrays;
import java.util.BitSet;

/** Any bytes, cut into datagrams under the header of our own, through a channel. */
final class Damage {
  private static final int PROBES = 20_000;

  private final ChannelModel channel;

  Damage(ChannelModel channel) {
    this.channel = channel;
  }

  /**
   * Bytes as they arrived.
   *
   * @param bytes zeros where nothing arrived; not to be changed
   * @param missing which of them did not
   */
  record Arrived(java.nio.ByteBuffer bytes, BitSet missing) {
    /** A copy of the bytes up to the first missing one, at most {@code to}, from {@code from}. */
    byte[] upToGap(int from, int to) {
      int gap = missing.nextSetBit(from);
      return Arrays.copyOfRange(bytes.array(), from, gap < 0 ? to : Math.min(gap, to));
    }
  }

  static Arrived whole(byte[] bytes) {
    return new Arrived(java.nio.ByteBuffer.wrap(bytes), new BitSet());
  }

  /** Sends bytes; damaged bodies are delivered as they are. */
  Arrived send(byte[] bytes, long seed) {
    int body = PacketFormat.MAX_BODY_BYTES;
    byte[] out = new byte[bytes.length];
    BitSet missing = new BitSet();
    missing.set(0, bytes.length);
    ChannelSession session = channel.open(seed, PacketFormat.HEADER_BYTES);
    for (int i = 0; i * body < bytes.length; i++) {
      byte[] part = Arrays.copyOfRange(bytes, i * body, Math.min(bytes.length, (i + 1) * body));
      byte[] frame = PacketSerializer.serialize(WeightPacket.of(PacketKind.SOURCE, 0, i, part));
      session.offer(frame).forEach(arrived -> place(arrived, out, missing));
    }
    session.flush().forEach(arrived -> place(arrived, out, missing));
    return new Arrived(java.nio.ByteBuffer.wrap(out), missing);
  }

  private static void place(byte[] frame, byte[] out, BitSet missing) {
    WeightPacket packet = PacketSerializer.parse(frame).packetOrNull();
    if (packet != null) {
      int at = packet.number() * PacketFormat.MAX_BODY_BYTES;
      System.arraycopy(packet.body(), 0, out, at, packet.bodyLength());
      missing.clear(at, at + packet.bodyLength());
    }
  }

  /** What a channel does to packets, seen on many. */
  static LinkEstimate estimate(ChannelModel channel) {
    ChannelSession session = channel.open(0, PacketFormat.HEADER_BYTES);
    byte[] frame = new byte[PacketFormat.MAX_FRAME_BYTES];
    for (int i = 0; i < PROBES; i++) {
      session.offer(frame);
    }
    session.flush();
    ChannelStatistics seen = session.statistics();
    double bits = 8.0 * frame.length * Math.max(1, seen.delivered());
    return new LinkEstimate(
        seen.missingRate(), Math.max(1, seen.meanLossBurst()), seen.bitsFlipped() / bits);
  }

  static Signal grey(Signal like) {
    float[] samples = new float[like.grid().points() * like.components()];
    Arrays.fill(samples, 0.5f);
    return Signal.of(like.format(), like.grid(), like.components(), samples);
  }
}
