package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.ParsedPacket;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a receiver does with damaged packets that was not told: what the stream was made for. */
class DefaultPolicyTest {
  private static final SignalDescription PICTURE =
      new SignalDescription(new ImageFormat(8), CoordinateGrid.of(24, 16), 3);
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 32, 2, 3, 30, 30);
  private static final SirenWeights WEIGHTS = halves(SirenInitializer.initialize(NETWORK, 7));
  private static final UnequalErrorProtection WHOLE_PACKETS =
      UnequalErrorProtection.ofOverhead(0.4);
  private static final UnequalErrorProtection SLICED =
      UnequalErrorProtection.equal(FecScheme.reedSolomon(60, 24).withSliceBytes(16));

  /** Weights that every coding can hold. */
  private static SirenWeights halves(SirenWeights weights) {
    float[] flat = weights.toFlatArray();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = Math.round(flat[i] * 1024) / 1024f;
    }
    return SirenWeights.ofFlat(NETWORK, flat);
  }

  private static EncodedStream stream(WeightCoding coding, UnequalErrorProtection protection) {
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS
            .withCoding(coding)
            .withPacketBytes(140)
            .withProtection(protection);
    return coding.isLossless()
        ? Packetizer.packetize(PICTURE, WEIGHTS, WeightOrigin.PLAIN, options)
        : Packetizer.packetize(PICTURE, Quantizer.quantize(WEIGHTS, 8), options);
  }

  /**
   * What arrives where 8 % of the frames are lost, and 1 in 1,000 bits behind the headers flips.
   */
  private static List<byte[]> damaged(EncodedStream stream, long seed) {
    return damaged(stream, 1e-3, seed);
  }

  private static List<byte[]> damaged(EncodedStream stream, double flips, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> arrived = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      byte[] frame = PacketSerializer.serialize(packet);
      if (packet.kind() == PacketKind.MANIFEST) {
        arrived.add(frame);
      } else if (random.nextDouble() >= 0.08) {
        for (int bit = 8 * PacketFormat.HEADER_BYTES; bit < 8 * frame.length; bit++) {
          frame[bit / 8] ^= (byte) ((random.nextDouble() < flips ? 1 : 0) << bit % 8);
        }
        arrived.add(frame);
      }
    }
    return arrived;
  }

  private static Reception receive(List<byte[]> frames, ReceiverOptions options)
      throws InvalidStreamException {
    SirenReceiver receiver = SirenReceiver.create(options);
    frames.forEach(receiver::accept);
    return receiver.finish();
  }

  private static Reception receive(List<byte[]> frames) throws InvalidStreamException {
    return receive(frames, ReceiverOptions.DEFAULTS);
  }

  private static Reception receive(List<byte[]> frames, DeliveryPolicy policy)
      throws InvalidStreamException {
    return receive(frames, ReceiverOptions.DEFAULTS.withPolicy(policy));
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void theStreamsCodingDecides(WeightCoding coding) throws InvalidStreamException {
    for (UnequalErrorProtection protection :
        List.of(UnequalErrorProtection.NONE, WHOLE_PACKETS, SLICED)) {
      DeliveryPolicy expected =
          coding == WeightCoding.ERROR_RESILIENT
              ? DeliveryPolicy.REPAIR_SOFT
              : DeliveryPolicy.REPAIR;
      EncodedStream stream = stream(coding, protection);
      assertEquals(expected, receive(stream.frames()).report().policy());
      assertEquals(
          DeliveryPolicy.STRICT, receive(stream.frames(), DeliveryPolicy.STRICT).report().policy());
      List<byte[]> arrived = damaged(stream, 1);
      assertEquals(receive(arrived, expected).report(), receive(arrived).report());
    }
  }

  @Test
  void aProtectedStreamKeepsItsQualityWithoutBeingAskedTo() throws InvalidStreamException {
    for (UnequalErrorProtection protection : List.of(WHOLE_PACKETS, SLICED)) {
      EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT, protection);
      Signal sent = receive(stream.frames()).reconstruct();
      double untold = 0;
      double strict = 0;
      for (int seed = 0; seed < 10; seed++) {
        List<byte[]> arrived = damaged(stream, seed);
        untold += psnr(sent, receive(arrived)) / 10;
        strict += psnr(sent, receive(arrived, DeliveryPolicy.STRICT)) / 10;
      }
      assertTrue(untold > 40, "mean of " + untold + " dB");
      assertTrue(untold > strict + 10, "mean of " + untold + " dB, strict " + strict);
    }
  }

  /** Decibels against what was sent, 60 where nothing else is worse. */
  private static double psnr(Signal sent, Reception reception) {
    return Math.min(60, Psnr.decibels(sent, reception.reconstruct()));
  }

  @Test
  void slicesOfAnEntropyCodedStreamAreUsedWithoutBeingAskedTo() throws InvalidStreamException {
    for (WeightCoding coding :
        List.of(WeightCoding.ENTROPY_CODED, WeightCoding.FLOAT_16, WeightCoding.FLOAT_32)) {
      EncodedStream stream = stream(coding, SLICED);
      int untold = 0;
      int strict = 0;
      for (int seed = 0; seed < 10; seed++) {
        List<byte[]> arrived = damaged(stream, 4e-4, seed);
        untold += receive(arrived).report().concealedWeights();
        strict += receive(arrived, DeliveryPolicy.STRICT).report().concealedWeights();
      }
      assertTrue(untold < strict / 4, coding.label() + ": " + untold + ", strict " + strict);
    }
  }

  @ParameterizedTest
  @EnumSource(WeightCoding.class)
  void packetsThatCameBeforeTheManifestAreTreatedAsItSays(WeightCoding coding)
      throws InvalidStreamException {
    for (UnequalErrorProtection protection : List.of(UnequalErrorProtection.NONE, SLICED)) {
      List<byte[]> arrived = damaged(stream(coding, protection), 5);
      int manifests = (int) arrived.stream().filter(DefaultPolicyTest::isManifest).count();
      List<byte[]> late = new ArrayList<>(arrived.subList(manifests, arrived.size()));
      late.addAll(arrived.subList(0, manifests));
      assertEquals(receive(arrived).report(), receive(late).report());
      assertArrayEquals(
          receive(arrived).weights().toFlatArray(), receive(late).weights().toFlatArray());
    }
  }

  private static boolean isManifest(byte[] frame) {
    return PacketSerializer.parse(frame) instanceof ParsedPacket.Intact intact
        && intact.packet().kind() == PacketKind.MANIFEST;
  }

  @Test
  void damagedManifestsAreComparedBeforeOneSaysWhatToDo() throws InvalidStreamException {
    List<byte[]> frames =
        stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.NONE).frames();
    List<Integer> manifests =
        IntStream.range(0, frames.size()).filter(i -> isManifest(frames.get(i))).boxed().toList();
    for (int i = 0; i < manifests.size(); i++) {
      frames.get(manifests.get(i))[PacketFormat.HEADER_BYTES + i] ^= 1;
    }
    assertTrue(receive(frames).report().isExact());
    assertThrows(InvalidStreamException.class, () -> receive(frames, DeliveryPolicy.STRICT));
  }

  @Test
  void strictThatWasAskedForDropsWhatIsDamaged() throws InvalidStreamException {
    List<byte[]> arrived =
        damaged(stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.NONE), 7);
    ReceptionReport strict = receive(arrived, DeliveryPolicy.STRICT).report();
    assertTrue(strict.packets().droppedPolicy() > 0, strict.packets().toString());
    assertEquals(0, strict.packets().damagedDelivered() + strict.doubtfulWeights());
    ReceptionReport untold = receive(arrived).report();
    assertTrue(untold.packets().damagedDelivered() > 0 && untold.packets().repaired() > 0);
    assertEquals(
        strict.packets().droppedPolicy(),
        untold.packets().damagedDelivered() + untold.packets().repaired());
    assertEquals(0, untold.packets().droppedPolicy());
  }

  @Test
  void strictThatWasAskedForRefusesWholePacketsThatAreNotWhatWasSent()
      throws InvalidStreamException {
    List<byte[]> lying = new ArrayList<>();
    for (WeightPacket packet :
        stream(WeightCoding.ERROR_RESILIENT, UnequalErrorProtection.NONE).packets()) {
      byte[] body = packet.body();
      body[0] ^= (byte) (packet.kind() == PacketKind.SOURCE ? 1 : 0);
      lying.add(
          PacketSerializer.serialize(
              WeightPacket.of(packet.kind(), packet.streamId(), packet.number(), body)));
    }
    assertThrows(InvalidStreamException.class, () -> receive(lying, DeliveryPolicy.STRICT));
    assertTrue(receive(lying).report().inexactTensors().size() > 0);
  }

  @Test
  void whatIsShownOnTheWayFollowsTheStreamToo() throws InvalidStreamException {
    List<byte[]> arrived = damaged(stream(WeightCoding.ERROR_RESILIENT, SLICED), 2);
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver =
        ProgressiveReceiver.create(ReceiverOptions.DEFAULTS, 5, updates::add);
    arrived.forEach(receiver::accept);
    assertEquals(receive(arrived).report(), receiver.finish().report());
    for (ProgressiveUpdate update : updates) {
      assertEquals(DeliveryPolicy.REPAIR_SOFT, update.reception().report().policy());
    }
  }
}
