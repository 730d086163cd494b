package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream while it arrives. */
class ProgressiveReceiverTest {
  private static final Signal CARD = TestCard.create(48, 32);
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 32, 2, 3, 30, 30);
  private static final SirenWeights WEIGHTS =
      livelier(SirenInitializer.initialize(ARCHITECTURE, 7));

  /** Weights as training makes them: a network that has just begun is nearly one grey. */
  private static SirenWeights livelier(SirenWeights initial) {
    float[] flat = initial.toFlatArray();
    int first = initial.weight(0).size() + initial.bias(0).size();
    int last = flat.length - initial.weight(3).size() - initial.bias(3).size();
    for (int i = first; i < flat.length; i++) {
      flat[i] *= i < last ? 1.6f : 8f;
    }
    return SirenWeights.ofFlat(ARCHITECTURE, flat);
  }

  private static EncodedStream stream(WeightCoding coding) {
    PacketizerOptions options = PacketizerOptions.DEFAULTS.withCoding(coding).withPacketBytes(100);
    return Packetizer.packetize(
        SignalDescription.of(CARD), Quantizer.quantize(WEIGHTS, 8), options);
  }

  private static List<byte[]> shuffled(EncodedStream stream, long seed) {
    List<byte[]> frames = new ArrayList<>(stream.frames());
    Collections.shuffle(frames, new Random(seed));
    return frames;
  }

  /** All frames but a share of those with hidden layers' weights. */
  private static List<byte[]> lossy(EncodedStream stream, double lost, long seed) {
    int highPriority = stream.manifest().groups().get(0).sourcePackets();
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> arrived = new ArrayList<>();
    for (WeightPacket packet : stream.packets()) {
      boolean hidden = packet.kind() == PacketKind.SOURCE && packet.number() >= highPriority;
      if (!hidden || random.nextDouble() >= lost) {
        arrived.add(PacketSerializer.serialize(packet));
      }
    }
    return arrived;
  }

  private static Signal received(List<byte[]> frames, Concealment concealment)
      throws InvalidStreamException {
    SirenReceiver receiver =
        SirenReceiver.create(ReceiverOptions.DEFAULTS.withConcealment(concealment));
    frames.forEach(receiver::accept);
    return receiver.finish().reconstruct();
  }

  @ParameterizedTest
  @EnumSource(
      value = WeightCoding.class,
      names = {"ERROR_RESILIENT", "ENTROPY_CODED"})
  void endsWithTheSameBitsAsInOneGoWhateverTheOrder(WeightCoding coding)
      throws InvalidStreamException {
    EncodedStream stream = stream(coding);
    SirenReceiver once = SirenReceiver.create();
    stream.frames().forEach(once::accept);
    Reception expected = once.finish();
    for (int seed = 0; seed < 5; seed++) {
      List<ProgressiveUpdate> updates = new ArrayList<>();
      ProgressiveReceiver receiver = ProgressiveReceiver.create(updates::add);
      shuffled(stream, seed).forEach(receiver::accept);
      Reception last = updates.get(updates.size() - 1).reception();
      assertTrue(last.report().isExact());
      assertArrayEquals(
          expected.reconstruct().toArray(), last.reconstruct().toArray(), "order " + seed);
      assertEquals(expected.report(), receiver.finish().report());
    }
  }

  @Test
  void endsWithTheSameBitsAsInOneGoWhereSomethingIsLost() throws InvalidStreamException {
    List<byte[]> frames = shuffled(stream(WeightCoding.ERROR_RESILIENT), 3);
    List<byte[]> arrived = frames.subList(0, frames.size() * 3 / 4);
    ProgressiveReceiver receiver = ProgressiveReceiver.create(update -> {});
    arrived.forEach(frame -> receiver.accept(ByteBuffer.wrap(frame)));
    assertArrayEquals(
        received(arrived, Concealment.POSTERIOR).toArray(),
        receiver.finish().reconstruct().toArray());
  }

  @Test
  void whoIsNotWatchedMakesTheSame() throws InvalidStreamException {
    List<byte[]> frames = stream(WeightCoding.ENTROPY_CODED).frames();
    ProgressiveReceiver receiver = ProgressiveReceiver.unwatched(ReceiverOptions.DEFAULTS);
    frames.forEach(receiver::accept);
    assertArrayEquals(
        received(frames, Concealment.ZERO).toArray(), receiver.finish().reconstruct().toArray());
  }

  @Test
  void showsTheFirstWeightsAtOnceAndThenEvenly() {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT);
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver =
        ProgressiveReceiver.create(ReceiverOptions.DEFAULTS, 10, updates::add);
    stream.frames().forEach(receiver::accept);
    assertEquals(2, updates.get(0).packets());
    assertTrue(updates.size() >= 10 && updates.size() <= 12, updates.size() + " updates");
    for (int i = 1; i < updates.size(); i++) {
      assertTrue(updates.get(i).packets() > updates.get(i - 1).packets());
      assertTrue(updates.get(i).bytes() > updates.get(i - 1).bytes());
    }
    ProgressiveUpdate last = updates.get(updates.size() - 1);
    assertEquals(Double.POSITIVE_INFINITY, last.estimatedDecibels());
    assertFalse(updates.get(0).reception().report().isExact());
  }

  @Test
  void sameUpdatesAsTheEarliestWhenTheManifestComesLast() throws InvalidStreamException {
    List<byte[]> frames = new ArrayList<>(stream(WeightCoding.ENTROPY_CODED).frames());
    byte[] manifest = frames.remove(0);
    frames = frames.subList(0, 12);
    frames.add(manifest);
    List<ProgressiveUpdate> updates = new ArrayList<>();
    ProgressiveReceiver receiver = ProgressiveReceiver.create(updates::add);
    frames.forEach(receiver::accept);
    assertEquals(1, updates.size());
    assertEquals(13, updates.get(0).packets());
  }

  @Test
  void estimatesThePsnrFromWhatArrived() throws InvalidStreamException {
    EncodedStream stream = stream(WeightCoding.ERROR_RESILIENT);
    Signal whole = received(stream.frames(), Concealment.ZERO);
    double before = 0;
    for (double lost : new double[] {0.2, 0.1, 0.03}) {
      double estimated = 0;
      double measured = 0;
      for (int seed = 0; seed < 8; seed++) {
        SirenReceiver receiver =
            SirenReceiver.create(ReceiverOptions.DEFAULTS.withConcealment(Concealment.POSTERIOR));
        lossy(stream, lost, seed).forEach(receiver::accept);
        Reception reception = receiver.finish();
        estimated += reception.estimatedDecibels(256) / 8;
        measured += Psnr.decibels(whole, reception.reconstruct()) / 8;
      }
      // Clamping of what lies outside of [0, 1] is not in the estimate, which so errs low.
      assertTrue(estimated > before, estimated + " dB, with more lost " + before + " dB");
      before = estimated;
      assertEquals(measured, estimated, 4.5, lost + " of the packets lost");
    }
  }

  @Test
  void whatIsToBeExpectedIsNearerThanTheMiddle() throws InvalidStreamException {
    PacketizerOptions options =
        PacketizerOptions.DEFAULTS.withPacketBytes(100).withOrder(PacketOrder.PROGRESSIVE);
    EncodedStream stream =
        Packetizer.packetize(SignalDescription.of(CARD), Quantizer.quantize(WEIGHTS, 8), options);
    Signal whole = received(stream.frames(), Concealment.ZERO);
    List<byte[]> half = stream.frames().subList(0, stream.frames().size() / 2);
    double middle = Psnr.decibels(whole, received(half, Concealment.ZERO));
    double expected = Psnr.decibels(whole, received(half, Concealment.POSTERIOR));
    assertTrue(expected > middle, expected + " dB, the middle " + middle + " dB");
    double spread =
        Psnr.decibels(
            whole,
            received(lossy(stream(WeightCoding.ERROR_RESILIENT), 0.5, 1), Concealment.POSTERIOR));
    assertTrue(expected > spread + 3, expected + " dB, in the other order " + spread + " dB");
  }

  @Test
  void noBytesMakeItThrow() {
    SplittableRandom random = new SplittableRandom(1);
    ProgressiveReceiver receiver = ProgressiveReceiver.create(update -> {});
    for (int i = 0; i < 1000; i++) {
      byte[] frame = new byte[random.nextInt(200)];
      random.nextBytes(frame);
      receiver.accept(frame);
    }
    assertThrows(InvalidStreamException.class, receiver::finish);
  }

  @Test
  void refusesNoUpdatesAtAll() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ProgressiveReceiver.create(ReceiverOptions.DEFAULTS, 0, update -> {}));
  }
}
