package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.signing.StreamSigner;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.WeightPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Receivers that trust one signer, and what others do about it. */
class SignedStreamTest {
  static Stream<EncodedStream> kinds() {
    return SignedStreams.kinds().stream();
  }

  /** Those whose digests do not all fit the manifest. */
  static List<EncodedStream> kindsWithLists() {
    List<EncodedStream> all =
        kinds().filter(s -> s.manifest().packets(PacketKind.DIGESTS) > 0).toList();
    assertTrue(all.size() >= 5, "most have more than eight packets");
    assertTrue(
        all.stream()
            .map(s -> s.manifest().digestLists().orElseThrow())
            .anyMatch(lists -> lists.lists() > lists.inManifest()));
    return all;
  }

  private static List<byte[]> frames(EncodedStream stream, Predicate<WeightPacket> kept) {
    return stream.packets().stream().filter(kept).map(PacketSerializer::serialize).toList();
  }

  private static void assertSameSignal(Reception expected, Reception actual) {
    assertArrayEquals(expected.weights().toFlatArray(), actual.weights().toFlatArray());
    assertArrayEquals(
        expected.reconstruct().toArray(), actual.reconstruct().toArray(), "what is shown");
    assertEquals(expected.manifest().metadata(), actual.manifest().metadata());
  }

  private static void assertCountedOnce(Reception reception) {
    PacketCounts c = reception.report().packets();
    assertEquals(reception.manifest().packets(), c.expected());
    assertEquals(
        c.expected(), c.ok() + c.repaired() + c.retransmitted() + c.damagedDelivered() + c.lost());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void signedStreamsDecodeAsUnsignedOnesDo(EncodedStream stream) throws Exception {
    Reception trusting = SignedStreams.receive(stream.frames());
    Reception others = SignedStreams.receiver(stream.frames(), ReceiverOptions.DEFAULTS).finish();
    assertSameSignal(others, trusting);
    assertTrue(trusting.report().isExact());
    assertEquals(stream.packets().size(), trusting.report().packets().ok());
    assertEquals(stream.packets().size(), others.report().packets().ok());
    assertCountedOnce(trusting);
    assertEquals(
        SignedStreams.SIGNER.publicKey(), trusting.manifest().signature().orElseThrow().key());
  }

  /** Every packet in turn is altered, with right checksums: it is as if it had been lost. */
  @ParameterizedTest
  @MethodSource("kinds")
  void anAlteredPacketIsAsGoodAsLost(EncodedStream stream) throws Exception {
    for (int i = 0; i < stream.packets().size(); i++) {
      List<byte[]> altered = new ArrayList<>(stream.frames());
      altered.set(i, SignedStreams.forged(stream.packets().get(i)));
      List<byte[]> without = new ArrayList<>(stream.frames());
      without.remove(i);
      Reception actual = SignedStreams.receive(altered);
      assertSameSignal(SignedStreams.receive(without), actual);
      assertEquals(1, actual.report().frames().rejected());
      PacketCounts counts = actual.report().packets();
      assertEquals(1, counts.lost() + counts.repaired(), "the others are all there");
      assertEquals(0, counts.damagedDelivered());
      assertCountedOnce(actual);
    }
  }

  /** As a forger does who is quicker than the sender. */
  @ParameterizedTest
  @MethodSource("kinds")
  void forgedPacketsDoNotKeepOutTheRightOnes(EncodedStream stream) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      frames.add(SignedStreams.forged(packet));
      frames.add(PacketSerializer.serialize(packet));
    }
    Reception reception = SignedStreams.receive(frames);
    assertSameSignal(SignedStreams.receive(stream.frames()), reception);
    assertEquals(stream.packets().size(), reception.report().packets().ok());
    assertEquals(stream.packets().size(), reception.report().frames().rejected());
  }

  /** A forger who knows the stream's id and signs with his own key, frame by frame in between. */
  @ParameterizedTest
  @MethodSource("kinds")
  void nothingOfAnInterleavedForgersStreamIsShown(EncodedStream stream) throws Exception {
    EncodedStream other =
        StreamSigner.sign(SignedStreams.picture(SignedStreams.OPTIONS, 2), SignedStreams.FORGER);
    int id = stream.packets().get(0).streamId();
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < Math.max(other.packets().size(), stream.packets().size()); i++) {
      if (i < other.packets().size()) {
        WeightPacket packet = other.packets().get(i);
        frames.add(PacketSerializer.serialize(packet));
        frames.add(
            PacketSerializer.serialize(
                WeightPacket.of(packet.kind(), id, packet.number(), packet.body())));
      }
      if (i < stream.packets().size()) {
        frames.add(stream.frames().get(i));
      }
    }
    Reception reception = SignedStreams.receive(frames);
    assertSameSignal(SignedStreams.receive(stream.frames()), reception);
    assertEquals(stream.packets().size(), reception.report().packets().ok());
  }

  @ParameterizedTest
  @MethodSource("kindsWithLists")
  void packetsWaitForTheirDigests(EncodedStream stream) throws Exception {
    List<byte[]> frames = new ArrayList<>(frames(stream, p -> p.kind() == PacketKind.SOURCE));
    frames.addAll(frames(stream, p -> p.kind() == PacketKind.REPAIR));
    frames.addAll(frames(stream, p -> p.kind() == PacketKind.METADATA));
    frames.addAll(frames(stream, p -> p.kind() == PacketKind.MANIFEST));
    SirenReceiver receiver = SignedStreams.receiver(frames);
    int lists = stream.manifest().packets(PacketKind.DIGESTS);
    assertEquals(stream.packets().size() - lists, receiver.frames().received());
    assertTrue(receiver.frames().waiting() > 0);
    assertFalse(receiver.hasEnough());
    assertEquals(
        0, receiver.finish().report().patches() - receiver.finish().report().lostPatches());

    List<byte[]> digests = frames(stream, p -> p.kind() == PacketKind.DIGESTS);
    digests.forEach(receiver::accept);
    assertEquals(0, receiver.frames().waiting());
    assertTrue(receiver.hasEnough());
    assertSameSignal(SignedStreams.receive(stream.frames()), receiver.finish());
  }

  @Test
  void asManyPacketsWaitAsTheLimitsAllow() throws Exception {
    EncodedStream stream = SignedStreams.signed(SignedStreams.OPTIONS);
    List<byte[]> first = frames(stream, p -> p.kind() == PacketKind.MANIFEST);
    List<byte[]> last = frames(stream, p -> p.kind() == PacketKind.DIGESTS);
    List<byte[]> sources = frames(stream, p -> p.kind() == PacketKind.SOURCE);
    SirenReceiver receiver =
        SirenReceiver.create(
            SignedStreams.TRUSTING.withLimits(new ReceiverLimits(1 << 20, 1 << 20, 600, 1L << 40)));
    Stream.of(first, sources, last).flatMap(List::stream).forEach(receiver::accept);
    int lost = receiver.finish().report().packets().lost();
    assertTrue(lost > sources.size() / 2 && lost < sources.size(), lost + " packets lost");
    assertEquals(lost, receiver.frames().rejected());
    sources.forEach(receiver::accept); // as a carousel does
    assertTrue(receiver.finish().report().isExact());
  }

  @Test
  void nothingIsShownOfWhatNoTrustedKeySigned() {
    EncodedStream plain = SignedStreams.picture(SignedStreams.OPTIONS, 1);
    EncodedStream forgers = StreamSigner.sign(plain, SignedStreams.FORGER);
    assertRefused("it is not signed, and only signed ones are trusted", plain.frames());
    assertRefused(
        "it is signed with key " + SignedStreams.FORGER.publicKey().id() + ", which is not trusted",
        forgers.frames());
  }

  private static void assertRefused(String reason, List<byte[]> frames) {
    SirenReceiver receiver = SignedStreams.receiver(frames);
    InvalidStreamException e = assertThrows(InvalidStreamException.class, receiver::finish);
    assertEquals(reason, e.getMessage());
    assertTrue(receiver.manifest().isEmpty());
    assertTrue(receiver.frames().rejected() > 0);
    assertEquals(0, receiver.frames().accepted());
  }

  @Test
  void severalSignersMayBeTrusted() throws Exception {
    ReceiverOptions both =
        ReceiverOptions.DEFAULTS.withTrusted(
            List.of(SignedStreams.FORGER.publicKey(), SignedStreams.SIGNER.publicKey()));
    EncodedStream stream = SignedStreams.signed(SignedStreams.OPTIONS);
    assertTrue(SignedStreams.receiver(stream.frames(), both).finish().report().isExact());
  }

  @Test
  void theErasureCodeRestoresFromSignedPacketsAlone() throws Exception {
    EncodedStream stream =
        SignedStreams.signed(SignedStreams.protectedBy(FecScheme.reedSolomon(4, 2)));
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      boolean lost = packet.kind() == PacketKind.SOURCE && packet.number() % 9 == 2;
      boolean forged = packet.kind() == PacketKind.REPAIR && packet.number() % 7 == 0;
      frames.add(
          lost || forged ? SignedStreams.forged(packet) : PacketSerializer.serialize(packet));
    }
    Reception reception = SignedStreams.receive(frames);
    assertTrue(reception.report().isExact());
    assertTrue(reception.report().packets().repaired() > 2);
    assertSameSignal(SignedStreams.receive(stream.frames()), reception);
  }

  private static byte[] flipped(WeightPacket packet, int bits) {
    byte[] frame = PacketSerializer.serialize(packet);
    for (int bit = 0; bit < bits; bit++) {
      frame[PacketFormat.HEADER_BYTES + bit] ^= 4;
    }
    return frame;
  }

  private static Reception damaged(EncodedStream stream, int bits) throws InvalidStreamException {
    return SignedStreams.receive(
        stream.packets().stream()
            .map(p -> p.number() == 0 ? flipped(p, bits) : PacketSerializer.serialize(p))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void damageIsPutRightOrLost(EncodedStream stream) throws Exception {
    Reception whole = SignedStreams.receive(stream.frames());
    Reception corrected = damaged(stream, 2);
    assertTrue(corrected.report().isExact());
    assertSameSignal(whole, corrected);
    Reception lost = damaged(stream, 9);
    assertSameSignal(
        SignedStreams.receive(
            frames(stream, p -> p.number() > 0 || p.kind() == PacketKind.MANIFEST)),
        lost);
    assertEquals(0, lost.report().packets().damagedDelivered());
    assertEquals(0, lost.report().doubtfulWeights());
  }

  @Test
  void aDamagedManifestIsPutRightWhereTheSignatureSaysSo() throws Exception {
    EncodedStream stream = SignedStreams.signed(SignedStreams.OPTIONS);
    List<byte[]> frames = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      if (packet.kind() == PacketKind.MANIFEST) {
        byte[] forged = SignedStreams.forged(packet);
        forged[40] ^= 1;
        frames.add(forged);
      }
      frames.add(
          packet.kind() == PacketKind.MANIFEST
              ? flipped(packet, 2)
              : PacketSerializer.serialize(packet));
    }
    assertTrue(SignedStreams.receive(frames).report().isExact());
  }

  @ParameterizedTest
  @EnumSource(DeliveryPolicy.class)
  void damagedPacketsAreNotDeliveredUnderTrust(DeliveryPolicy policy) throws Exception {
    ReceiverOptions options = ReceiverOptions.DEFAULTS.withPolicy(policy);
    if (policy.deliversDamaged()) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> options.withTrusted(List.of(SignedStreams.SIGNER.publicKey())));
      assertTrue(e.getMessage().startsWith("policy " + policy.label()));
      return;
    }
    ReceiverOptions trusting = options.withTrusted(List.of(SignedStreams.SIGNER.publicKey()));
    EncodedStream stream = SignedStreams.signed(SignedStreams.OPTIONS);
    assertTrue(SignedStreams.receiver(stream.frames(), trusting).finish().report().isExact());
  }

  @Test
  void whatArrivesIsShownOnceItsDigestIsThere() {
    EncodedStream stream = SignedStreams.signed(SignedStreams.OPTIONS);
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver =
        ProgressiveReceiver.create(SignedStreams.TRUSTING, 10, updates::add);
    stream.packets().forEach(p -> receiver.accept(SignedStreams.forged(p)));
    assertEquals(0, updates.size());
    stream.frames().forEach(receiver::accept);
    assertTrue(updates.size() > 5);
    assertTrue(updates.get(updates.size() - 1).reception().report().isExact());
  }
}
