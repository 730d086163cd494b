package dev.sirencast.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.LinkEstimate;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.quantization.QuantizedTensor;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a network to frames: what was asked for is what they are. */
class StreamEncoderTest {
  private static final TrainedNetwork ALONE = TrainedNetworks.alone();
  private static final TrainedNetwork WITH_SIGNAL = TrainedNetworks.withSignal();
  private static final RateTarget BYTES = new RateTarget.Bytes(200);

  private static EncodedNetwork encoded(RateTarget target, TrainedNetwork network) {
    return StreamEncoder.of(EncoderOptions.of(target).withWay(RoundingWay.NEAREST)).encode(network);
  }

  /** The PSNR of what is sent, against the network's signal. */
  private static double psnr(EncodedNetwork encoded) {
    return ReconstructionPsnr.against(WITH_SIGNAL.signal().orElseThrow())
        .applyAsDouble(WITH_SIGNAL.quantized(encoded.rounded().tensors()).dequantize());
  }

  private static double floatPsnr() {
    return ReconstructionPsnr.against(WITH_SIGNAL.signal().orElseThrow())
        .applyAsDouble(WITH_SIGNAL.weights());
  }

  private static long frameBytes(EncodedNetwork encoded) {
    return encoded.stream().frames().stream().mapToLong(frame -> frame.length).sum();
  }

  @Test
  void bitsAreTheHiddenSymbolsWidth() {
    EncodedNetwork encoded = encoded(new RateTarget.Bits(6), ALONE);
    assertEquals(6, encoded.rounded().tensors().get(2).bits());
    assertEquals("fixed_width", encoded.rounded().how());
    assertEquals(WeightCoding.ERROR_RESILIENT, encoded.stream().manifest().coding());
    assertTrue(encoded.rounded().met());
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 12})
  void protectionAgainstFlipsFollowsTheBits(int bits) {
    EncoderOptions options = EncoderOptions.of(new RateTarget.Bits(bits));
    EncodedNetwork planned =
        StreamEncoder.of(options.withPlan(ProtectionPlan.againstFlips())).encode(ALONE);
    PacketizerOptions stated =
        options.packets().withProtection(UnequalErrorProtection.againstFlips(bits));
    assertEquals(stated.protection(), planned.packets().protection());
    assertArrayEquals(
        StreamEncoder.of(options.withPackets(stated)).encode(ALONE).stream().frames().toArray(),
        planned.stream().frames().toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {160, 200, 250})
  void bytesAreThoseOfAllFramesAndNeverMore(long most) {
    EncodedNetwork encoded = encoded(new RateTarget.Bytes(most), ALONE);
    assertTrue(encoded.rounded().met());
    assertEquals(WeightCoding.ENTROPY_CODED, encoded.stream().manifest().coding());
    assertEquals(frameBytes(encoded), encoded.stream().bytes());
    assertTrue(frameBytes(encoded) <= most && frameBytes(encoded) > 0.9 * most);
  }

  @Test
  void metadataAndStatedProtectionCountAmongTheBytes() {
    PacketizerOptions packets =
        PacketizerOptions.DEFAULTS
            .withCoding(WeightCoding.ENTROPY_CODED)
            .withPacketBytes(100)
            .withProtection(UnequalErrorProtection.ofOverhead(0.5));
    TreeMap<String, MetadataValue> metadata = new TreeMap<>();
    metadata.put("title", new MetadataValue.Text("a small network"));
    EncodedNetwork encoded =
        StreamEncoder.of(EncoderOptions.of(new RateTarget.Bytes(800), RoundingWay.NEAREST, packets))
            .withMetadata(metadata)
            .encode(ALONE);
    assertTrue(encoded.rounded().met());
    assertEquals(metadata, encoded.stream().manifest().metadata());
    assertEquals(packets.protection(), encoded.packets().protection());
    assertTrue(encoded.stream().manifest().repairPackets() > 0);
    assertEquals(frameBytes(encoded), encoded.stream().bytes());
    assertTrue(frameBytes(encoded) <= 800, "took " + frameBytes(encoded));
  }

  @Test
  void saysThatBytesAreTooFew() {
    EncodedNetwork encoded = encoded(new RateTarget.Bytes(20), ALONE);
    assertFalse(encoded.rounded().met());
    assertTrue(frameBytes(encoded) > 20);
    long least = StreamEncoder.of(EncoderOptions.of(new RateTarget.Bytes(20))).leastBytes(ALONE);
    assertEquals(frameBytes(encoded), least, 4);
  }

  @Test
  void aDropOfThePsnrIsCountedFromTheFloatWeights() {
    EncodedNetwork encoded = encoded(new RateTarget.PsnrDrop(0.5), WITH_SIGNAL);
    assertTrue(encoded.rounded().met());
    assertTrue(floatPsnr() - psnr(encoded) <= 0.5, "from " + floatPsnr() + " to " + psnr(encoded));
  }

  @Test
  void aDropOfThePsnrNeedsTheSignal() {
    StreamEncoder encoder = StreamEncoder.of(EncoderOptions.of(new RateTarget.PsnrDrop(0.5)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(ALONE)).getMessage();
    assertEquals(
        "a PSNR drop needs the signal that the PSNR is measured against; without one, ask for a"
            + " PSNR of at least so much",
        message);
  }

  @Test
  void aPsnrIsReachedAgainstTheSignal() {
    EncodedNetwork encoded = encoded(new RateTarget.PsnrAtLeast(28), WITH_SIGNAL);
    assertTrue(encoded.rounded().met());
    assertTrue(psnr(encoded) >= 28, "got " + psnr(encoded));
    assertTrue(
        frameBytes(encoded) < frameBytes(encoded(new RateTarget.PsnrAtLeast(35), WITH_SIGNAL)));
  }

  @Test
  void aPsnrWithoutASignalIsAgainstTheFloatWeights() {
    EncodedNetwork encoded = encoded(new RateTarget.PsnrAtLeast(35), ALONE);
    double reached =
        ReconstructionPsnr.against(ALONE.weights(), TrainedNetworks.GRID)
            .applyAsDouble(ALONE.quantized(encoded.rounded().tensors()).dequantize());
    assertTrue(encoded.rounded().met());
    assertTrue(reached >= 35, "got " + reached);
  }

  @Test
  void saysThatAPsnrIsOutOfReach() {
    EncodedNetwork encoded = encoded(new RateTarget.PsnrAtLeast(90), WITH_SIGNAL);
    assertFalse(encoded.rounded().met());
    assertEquals(floatPsnr(), psnr(encoded), 0.5);
  }

  @Test
  void aLargerLambdaSpendsFewerBytes() {
    assertTrue(
        frameBytes(encoded(new RateTarget.Lambda(1e-3), WITH_SIGNAL))
            < frameBytes(encoded(new RateTarget.Lambda(1e-5), WITH_SIGNAL)));
  }

  @Test
  void losslessStreamsRoundNothing() {
    EncodedNetwork encoded = StreamEncoder.of(EncoderOptions.lossless()).encode(ALONE);
    assertEquals("lossless", encoded.rounded().how());
    assertEquals(List.of(), encoded.rounded().tensors());
    assertEquals(WeightCoding.FLOAT_32, encoded.stream().manifest().coding());
    assertTrue(frameBytes(encoded) > 3 * ALONE.weights().architecture().parameters());
  }

  @Test
  void plannedProtectionKeepsWithinTheBytes() {
    ProtectionPlan plan = ProtectionPlan.forLink(1, new LinkEstimate(0.05, 1, 0));
    PacketizerOptions packets =
        PacketizerOptions.DEFAULTS.withCoding(WeightCoding.ENTROPY_CODED).withPacketBytes(64);
    EncodedNetwork encoded =
        StreamEncoder.of(
                EncoderOptions.of(new RateTarget.Bytes(1000), RoundingWay.NEAREST, packets)
                    .withPlan(plan))
            .encode(WITH_SIGNAL);
    assertTrue(encoded.rounded().met());
    assertFalse(encoded.packets().protection().isNone());
    assertTrue(frameBytes(encoded) <= 1000, "took " + frameBytes(encoded));
  }

  @Test
  void sameNetworkAndOptionsAreTheSameBytes() {
    for (RateTarget target : List.of(new RateTarget.Bits(8), BYTES)) {
      List<byte[]> first = encoded(target, WITH_SIGNAL).stream().frames();
      List<byte[]> again = encoded(target, TrainedNetworks.withSignal()).stream().frames();
      assertArrayEquals(first.toArray(), again.toArray());
    }
  }

  @Test
  void stepsByThemselvesAreTheWhole() {
    StreamEncoder encoder = StreamEncoder.of(EncoderOptions.of(BYTES).withWay(RoundingWay.GPTQ));
    RoundedWeights rounded = encoder.round(ALONE, EncoderListener.none());
    assertEquals(rounded, encoder.tune(ALONE, rounded, EncoderListener.none()));
    assertArrayEquals(
        encoder.encode(ALONE).stream().frames().toArray(),
        encoder.packetize(ALONE, rounded).stream().frames().toArray());
  }

  @Test
  void refusesSymbolsOfAnotherNetwork() {
    StreamEncoder encoder = StreamEncoder.of(EncoderOptions.of(new RateTarget.Bits(8)));
    RoundedWeights none =
        new RoundedWeights(List.<QuantizedTensor>of(), "lossless", Optional.empty(), true);
    assertThrows(IllegalArgumentException.class, () -> encoder.packetize(ALONE, none));
  }

  @Test
  void theWayOfRoundingIsTheOneAskedFor() {
    EncoderOptions options = EncoderOptions.of(BYTES);
    assertEquals(
        "round_to_nearest",
        StreamEncoder.of(options.withWay(RoundingWay.NEAREST)).encode(ALONE).rounded().how());
    assertEquals(
        "gptq", StreamEncoder.of(options.withWay(RoundingWay.GPTQ)).encode(ALONE).rounded().how());
  }

  @Test
  void anotherNetworkIsAnotherStream() {
    assertNotEquals(
        encoded(BYTES, ALONE).stream().packets().get(0).streamId(),
        encoded(BYTES, TrainedNetworks.other()).stream().packets().get(0).streamId());
  }
}
