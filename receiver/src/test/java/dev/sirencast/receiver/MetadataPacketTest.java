package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.CompressedMessage;
import dev.sirencast.format.ManifestSerializer;
import dev.sirencast.format.MetadataMessage;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.proto.Manifest;
import dev.sirencast.proto.Metadata;
import dev.sirencast.quantization.QuantizedNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Metadata travels once, in a packet that may be lost. */
class MetadataPacketTest {
  private static final SortedMap<String, MetadataValue> TEXTS =
      new TreeMap<>(Map.of("title", new MetadataValue.Text("a lighthouse at noon")));

  private static final int COPIES = 3;

  private static EncodedStream stream(SortedMap<String, MetadataValue> metadata) {
    return Packetizer.packetize(
        SmallStreams.PICTURE,
        QuantizedNetwork.of(SmallStreams.SMALL, SmallStreams.network(SmallStreams.SMALL, 5, 3, 1)),
        PacketizerOptions.DEFAULTS
            .withCoding(WeightCoding.ENTROPY_CODED)
            .withManifestCopies(COPIES)
            .withMetadata(metadata));
  }

  private static WeightPacket metadataPacket(EncodedStream stream) {
    return stream.packets().get(stream.packets().size() - 1);
  }

  private static void assertWeightsAreExact(ReceivedStream received) {
    assertTrue(received.tensors().stream().allMatch(ReceivedTensor::isIntact));
  }

  private static void assertCountsAddUp(ReceivedStream received) {
    PacketCounts c = received.packets();
    assertEquals(
        c.expected(), c.ok() + c.repaired() + c.damagedDelivered() + c.lost() + c.retransmitted());
  }

  @Test
  void textIsInTheStreamOnce() {
    EncodedStream bare = stream(new TreeMap<>());
    EncodedStream stream = stream(TEXTS);
    WeightPacket packet = metadataPacket(stream);
    assertEquals(PacketKind.METADATA, packet.kind());
    int digests = COPIES * 6;
    assertEquals(
        bare.bytes() + digests + PacketFormat.HEADER_BYTES + packet.bodyLength(), stream.bytes());
    assertEquals(bare.packets().size() + 1, stream.packets().size());
    assertEquals(stream.packets().size(), stream.manifest().packets());
  }

  @Test
  void isCountedOnce() throws Exception {
    EncodedStream stream = stream(TEXTS);
    List<byte[]> frames = new ArrayList<>(stream.frames());
    frames.add(PacketSerializer.serialize(metadataPacket(stream)));
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.STRICT);
    assertEquals(TEXTS, received.manifest().metadata());
    assertEquals(stream.packets().size(), received.packets().expected());
    assertEquals(stream.packets().size(), received.packets().ok());
    assertEquals(1, received.packets().duplicate());
    assertCountsAddUp(received);
  }

  @Test
  void streamWithoutItDecodes() throws Exception {
    EncodedStream stream = stream(TEXTS);
    List<byte[]> frames = stream.frames().subList(0, stream.packets().size() - 1);
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      ReceivedStream received = SmallStreams.receive(frames, policy);
      assertWeightsAreExact(received);
      assertEquals(Map.of(), received.manifest().metadata());
      assertEquals(1, received.packets().missingConcealed());
      assertCountsAddUp(received);
    }
  }

  @Test
  void mayComeBeforeTheManifest() throws Exception {
    List<byte[]> frames = new ArrayList<>(stream(TEXTS).frames());
    Collections.reverse(frames);
    assertEquals(TEXTS, SmallStreams.receive(frames, DeliveryPolicy.STRICT).manifest().metadata());
  }

  @Test
  void damagedTextIsDropped() throws Exception {
    List<byte[]> frames = new ArrayList<>(stream(TEXTS).frames());
    byte[] damaged = frames.get(frames.size() - 1).clone();
    damaged[PacketFormat.HEADER_BYTES + 12] ^= 7;
    frames.set(frames.size() - 1, damaged);
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      ReceivedStream received = SmallStreams.receive(frames, policy);
      assertWeightsAreExact(received);
      assertEquals(Map.of(), received.manifest().metadata());
      assertEquals(1, received.packets().droppedPolicy());
      assertCountsAddUp(received);
    }
  }

  @Test
  void aFlippedBitOfTextIsPutRight() throws Exception {
    List<byte[]> frames = new ArrayList<>(stream(TEXTS).frames());
    byte[] damaged = frames.get(frames.size() - 1).clone();
    damaged[PacketFormat.HEADER_BYTES + 12] ^= 1;
    frames.set(frames.size() - 1, damaged);
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      ReceivedStream received = SmallStreams.receive(frames, policy);
      boolean corrected = policy != DeliveryPolicy.STRICT;
      assertEquals(corrected ? TEXTS : Map.of(), received.manifest().metadata());
      assertEquals(corrected ? 1 : 0, received.packets().repaired());
      assertCountsAddUp(received);
    }
  }

  @Test
  void otherTextThanTheManifestStatesIsRejected() throws Exception {
    EncodedStream stream = stream(TEXTS);
    SortedMap<String, MetadataValue> forged =
        new TreeMap<>(Map.of("title", new MetadataValue.Text("another")));
    WeightPacket sent = metadataPacket(stream);
    for (byte[] body : List.of(MetadataMessage.body(forged), new byte[0], new byte[] {1, 2})) {
      WeightPacket other = WeightPacket.of(PacketKind.METADATA, sent.streamId(), 0, body);
      List<byte[]> frames =
          new ArrayList<>(stream.frames().subList(0, stream.packets().size() - 1));
      frames.add(PacketSerializer.serialize(other));
      ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.STRICT);
      assertWeightsAreExact(received);
      assertEquals(Map.of(), received.manifest().metadata());
      assertEquals(1, received.frames().rejected());
      assertEquals(1, received.packets().missingConcealed());
    }
  }

  @Test
  void textThatTheManifestDoesNotStateIsRejected() throws Exception {
    EncodedStream bare = stream(new TreeMap<>());
    List<byte[]> frames = new ArrayList<>(bare.frames());
    WeightPacket unasked =
        WeightPacket.of(
            PacketKind.METADATA, bare.packets().get(0).streamId(), 0, MetadataMessage.body(TEXTS));
    frames.add(PacketSerializer.serialize(unasked));
    ReceivedStream received = SmallStreams.receive(frames, DeliveryPolicy.STRICT);
    assertEquals(Map.of(), received.manifest().metadata());
    assertEquals(1, received.frames().rejected());
  }

  @Test
  void textInTheManifestItselfIsRead() throws Exception {
    byte[] message = ManifestSerializer.serialize(stream(new TreeMap<>()).manifest()).body();
    byte[] older =
        Manifest.parseFrom(message).toBuilder()
            .addMetadata(Metadata.newBuilder().setKey("title").setText("old"))
            .build()
            .toByteArray();
    WeightPacket packet =
        WeightPacket.of(PacketKind.MANIFEST, CompressedMessage.digest(older), 0, older);
    StreamManifest read = ManifestSerializer.parse(packet);
    assertEquals(Map.of("title", new MetadataValue.Text("old")), read.metadata());
    assertEquals(0, read.packets(PacketKind.METADATA));
  }

  @Test
  void textThatFitsNoPacketIsRefused() {
    String noise =
        new SplittableRandom(1)
            .ints(4000, '!', '~')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    for (String text : List.of(noise, "a".repeat(1 << 17))) {
      SortedMap<String, MetadataValue> metadata =
          new TreeMap<>(Map.of("text", new MetadataValue.Text(text)));
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> stream(metadata));
      assertTrue(refusal.getMessage().startsWith("the metadata "), refusal.getMessage());
    }
  }
}
