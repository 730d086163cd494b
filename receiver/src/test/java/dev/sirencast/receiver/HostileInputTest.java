package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.proto.Manifest;
import dev.sirencast.signal.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases of {@code docs/hostile-inputs.md} that no other test has, by their numbers. */
class HostileInputTest {
  /** What a manifest of a packet's length may allocate. */
  private static final long MAX_BYTES = 16 << 20;

  private static final int START_GROUP = 1000 << 3 | 3;

  private static byte[] valid() {
    return ManifestMessages.valid(dev.sirencast.proto.WeightCoding.WEIGHT_CODING_ERROR_RESILIENT)
        .build()
        .toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Gives a receiver a packet; returns it, if that took little memory. */
  private static Depacketizer accept(WeightPacket packet) {
    Depacketizer depacketizer =
        Depacketizer.create(DeliveryPolicy.REPAIR_SOFT, ReceiverLimits.DEFAULTS);
    byte[] frame = PacketSerializer.serialize(packet);
    long allocated = Allocation.of(() -> depacketizer.accept(frame));
    assertTrue(allocated < MAX_BYTES, allocated + " bytes");
    return depacketizer;
  }

  private static void assertRefused(WeightPacket manifest) {
    Depacketizer depacketizer = accept(manifest);
    assertTrue(depacketizer.manifest().isEmpty());
    assertThrows(InvalidStreamException.class, depacketizer::finish);
  }

  /** The packet of bytes that say they are a manifest, whatever they are. */
  private static WeightPacket manifest(byte[] body) {
    return WeightPacket.of(PacketKind.MANIFEST, 7, 0, body);
  }

  @Test
  @DisplayName("hostile input 10: protobuf groups nested 10,000 deep in unknown fields")
  void nestedGroups() {
    ByteBuffer tags = ByteBuffer.allocate(20_000);
    for (int i = 0; i < 10_000; i++) {
      tags.put((byte) (START_GROUP & 0x7f | 0x80)).put((byte) (START_GROUP >> 7));
    }
    assertRefused(ManifestMessages.packet(joined(valid(), tags.array())));
  }

  @Test
  @DisplayName("hostile input 11: an embedded message, repeated as often as a message has room")
  void repeatedMessages() {
    byte[] empty = {2 << 3 | 2, 0}; // the second field, of no bytes
    byte[] flood = new byte[64_000];
    for (int i = 0; i < flood.length; i += 2) {
      System.arraycopy(empty, 0, flood, i, 2);
    }
    accept(ManifestMessages.packet(joined(valid(), flood)));
  }

  @Test
  @DisplayName("hostile input 12: a packed field that declares 2^31 elements")
  void declaredElements() {
    for (int field = 1; field < 32; field++) {
      int tag = field << 3 | 2;
      byte[] start = tag < 128 ? new byte[] {(byte) tag} : new byte[] {(byte) (tag | 0x80), 1};
      if (tag >= 128) {
        start = new byte[] {(byte) (tag & 0x7f | 0x80), (byte) (tag >> 7)};
      }
      byte[] length = {-1, -1, -1, -1, 7};
      assertRefused(ManifestMessages.packet(joined(valid(), start, length)));
    }
  }

  @Test
  @DisplayName("hostile input 13: unknown enum, no manifest, wrong wire type")
  void whatIsNoManifest() throws Exception {
    Manifest.Builder coding =
        ManifestMessages.valid(dev.sirencast.proto.WeightCoding.WEIGHT_CODING_ERROR_RESILIENT)
            .setWeightCodingValue(99);
    assertRefused(ManifestMessages.packet(coding.build().toByteArray()));
    assertRefused(ManifestMessages.packet(new byte[0]));
    assertRefused(ManifestMessages.packet(new byte[] {2 << 3 | 7, 1}));
    List<byte[]> frames = SmallStreams.stream(WeightCoding.ERROR_RESILIENT, 0).frames();
    assertThrows(
        InvalidStreamException.class,
        () -> SmallStreams.receive(frames.subList(1, frames.size()), DeliveryPolicy.SOFT));
  }

  /** A zstd frame of one run of zeros, whose header is as told. */
  private static byte[] frame(int descriptor, byte[] header, int run) {
    int block = run << 3 | 1 << 1 | 1; // last, run-length
    return joined(
        new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) descriptor},
        header,
        new byte[] {(byte) block, (byte) (block >> 8), (byte) (block >> 16), 0});
  }

  private static byte[] longs(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  @Test
  @DisplayName("hostile input 14: zstd that declares 16 GiB")
  void declaredSize() {
    for (long size : new long[] {1L << 34, Integer.MAX_VALUE, 1 << 17, (1 << 16) + 1, 0, -1}) {
      assertRefused(manifest(frame(0xe0, longs(size), 100)));
    }
  }

  @Test
  @DisplayName("hostile input 15: zstd of unknown size, and of more than it declares")
  void undeclaredSize() {
    assertRefused(manifest(frame(0x00, new byte[] {0x58}, 1 << 17)));
    assertRefused(manifest(frame(0xe0, longs(100), 1 << 17)));
  }

  @Test
  @DisplayName("hostile input 16: zstd windows, skippable and joined frames, dictionaries")
  void zstdExtremes() {
    byte[] good = Zstd.compress(valid());
    byte[] window = {(byte) (21 << 3)}; // 2^31 bytes
    assertRefused(manifest(frame(0xc0, joined(window, longs(1000)), 1000)));
    byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};
    byte[] flood = new byte[800];
    for (int i = 0; i < flood.length; i++) {
      flood[i] = skippable[i % skippable.length];
    }
    assertRefused(manifest(joined(flood, good)));
    accept(manifest(joined(good, flood)));
    assertRefused(manifest(joined(good, good)));
    byte[] dictionary = new byte[1000];
    new Random(1).nextBytes(dictionary);
    byte[] named =
        joined(new byte[] {0x37, (byte) 0xa4, 0x30, (byte) 0xec, 5, 0, 0, 0}, dictionary);
    try (ZstdDictCompress raw = new ZstdDictCompress(dictionary, 3)) {
      assertRefused(manifest(Zstd.compress(named, raw)));
    }
  }

  @Test
  @DisplayName("hostile input 17: zstd truncated or with a flipped bit")
  void damagedZstd() {
    byte[] whole = Zstd.compress(joined(valid(), new byte[] {122, 2, 0, 0}));
    for (int length = 4; length < whole.length; length++) {
      assertRefused(manifest(Arrays.copyOf(whole, length)));
    }
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      // The stream id is of the message, so that another message is refused by it.
      assertRefused(manifest(flipped));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightCoding.class,
      names = {"FLOAT_32", "FLOAT_16", "ERROR_RESILIENT"})
  @DisplayName("hostile input 19: weights that are NaN, infinite or huge, with right checksums")
  void weightsThatAreNoNumbers(WeightCoding coding) throws Exception {
    int[] words = {0x7fc00000, 0x7f800000, 0xff800000, 0x7e967699, 0x7c007e00, -1};
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      for (int word : words) {
        for (int shift = 0; shift < 4; shift++) {
          List<byte[]> frames = new ArrayList<>();
          for (WeightPacket packet : SmallStreams.stream(coding, 0).packets()) {
            byte[] body = packet.body();
            for (int i = 0; packet.kind() == PacketKind.SOURCE && i < body.length; i++) {
              body[i] = (byte) (word >> 8 * (3 - ((i + shift) & 3)));
            }
            frames.add(
                PacketSerializer.serialize(
                    WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
          }
          assertFinite(frames, policy);
        }
      }
    }
  }

  private static void assertFinite(List<byte[]> frames, DeliveryPolicy policy) {
    SirenReceiver receiver = SirenReceiver.create(ReceiverOptions.DEFAULTS.withPolicy(policy));
    frames.forEach(receiver::accept);
    Signal shown;
    try {
      shown = receiver.finish().reconstruct();
    } catch (InvalidStreamException e) {
      assertEquals(DeliveryPolicy.STRICT, policy, "the only one that refuses a stream for that");
      return;
    }
    for (int i = 0; i < shown.grid().points(); i++) {
      for (int c = 0; c < shown.components(); c++) {
        assertTrue(shown.sample(i, c) >= 0 && shown.sample(i, c) <= 1, "sample " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  @DisplayName("hostile input 20: bodies of every other length, and numbers past the last packet")
  void lengthsThatAreNotTheLayouts(WeightCoding coding) throws Exception {
    EncodedStream stream = SmallStreams.stream(coding, 1);
    List<WeightPacket> packets = stream.packets();
    for (int length = 0; length <= 80; length++) {
      List<byte[]> frames = new ArrayList<>();
      for (WeightPacket packet : packets) {
        boolean kept = packet.kind() == PacketKind.MANIFEST;
        byte[] body = kept ? packet.body() : Arrays.copyOf(packet.body(), length);
        frames.add(
            PacketSerializer.serialize(
                WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
      }
      for (DeliveryPolicy policy : DeliveryPolicy.values()) {
        assertCounted(frames, policy);
      }
    }
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.SOFT, ReceiverLimits.DEFAULTS);
    stream.frames().forEach(depacketizer::accept);
    int streamId = packets.get(0).streamId();
    for (PacketKind kind : PacketKind.values()) {
      byte[] frame =
          PacketSerializer.serialize(
              WeightPacket.of(kind, streamId, PacketFormat.MAX_NUMBER, new byte[40]));
      assertTrue(Allocation.of(() -> depacketizer.accept(frame)) < 1 << 16);
    }
    assertExact(depacketizer.finish());
  }

  private static void assertCounted(List<byte[]> frames, DeliveryPolicy policy) {
    try {
      assertCounted(SmallStreams.receive(frames, policy));
    } catch (InvalidStreamException e) {
      assertEquals(DeliveryPolicy.STRICT, policy, "the only one that refuses a stream for that");
    }
  }

  /** Every packet has one outcome. */
  private static void assertCounted(ReceivedStream received) {
    PacketCounts c = received.packets();
    assertEquals(
        c.expected(), c.ok() + c.repaired() + c.damagedDelivered() + c.lost() + c.retransmitted());
  }

  private static void assertExact(ReceivedStream received) {
    assertTrue(received.tensors().stream().allMatch(ReceivedTensor::isIntact));
    assertCounted(received);
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  @DisplayName("hostile input 21: one number, other bytes: the first that is right stays")
  void oneNumberTwoBodies(WeightCoding coding) throws Exception {
    EncodedStream stream = SmallStreams.stream(coding, 0);
    List<byte[]> frames = new ArrayList<>(stream.frames());
    int conflicts = 0;
    for (WeightPacket packet : stream.packets()) {
      byte[] other = packet.body();
      other[other.length / 2] ^= 0x55;
      if (packet.kind() != PacketKind.MANIFEST) {
        conflicts++;
        frames.add(
            PacketSerializer.serialize(
                WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), other)));
      }
    }
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.SOFT);
    assertExact(received);
    assertEquals(conflicts, received.packets().duplicate());
  }

  @Test
  @DisplayName("hostile input 23: packets of another session")
  void anotherSession() throws Exception {
    List<byte[]> frames =
        new ArrayList<>(SmallStreams.stream(WeightCoding.ERROR_RESILIENT, 0).frames());
    List<byte[]> others = SmallStreams.stream(WeightCoding.ENTROPY_CODED, 0).frames();
    frames.addAll(1, others);
    frames.addAll(others);
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.SOFT);
    assertExact(received);
    assertEquals(0, received.packets().duplicate());
  }

  @Test
  @DisplayName("hostile input 24: random order, and the largest number there is")
  void anyOrder() throws Exception {
    for (WeightCoding coding : WeightCoding.values()) {
      for (int seed = 0; seed < 50; seed++) {
        EncodedStream stream = SmallStreams.stream(coding, 0.5);
        List<byte[]> frames = new ArrayList<>(stream.frames());
        int streamId = stream.packets().get(0).streamId();
        frames.add(
            PacketSerializer.serialize(
                WeightPacket.of(
                    PacketKind.SOURCE, streamId, PacketFormat.MAX_NUMBER, new byte[9])));
        Collections.shuffle(frames, new Random(seed));
        assertExact(SmallStreams.receive(frames, DeliveryPolicy.SOFT));
      }
    }
  }

  @Test
  @DisplayName("hostile input 28: every bit of the header flipped in turn")
  void everyBitOfTheHeader() {
    for (byte[] frame : SmallStreams.stream(WeightCoding.ENTROPY_CODED, 0).frames()) {
      for (int bit = 0; bit < 8 * PacketFormat.HEADER_BYTES; bit++) {
        byte[] flipped = frame.clone();
        flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
        assertInstanceOf(ParsedPacket.Unreadable.class, PacketSerializer.parse(flipped));
      }
      assertFalse(PacketSerializer.parse(frame) instanceof ParsedPacket.Unreadable);
    }
  }
}
