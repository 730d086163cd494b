package dev.sirencast.receiver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.quantization.Float16;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LosslessCodingTest {
  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 20, 2, 3, 30, 30);

  private static EncodedStream pack(SirenWeights weights, WeightCoding coding) {
    return Packetizer.packetize(
        SmallStreams.PICTURE,
        weights,
        WeightOrigin.PLAIN,
        PacketizerOptions.DEFAULTS.withCoding(coding));
  }

  private static void assertReturns(SirenWeights weights, WeightCoding coding) throws Exception {
    ReceivedStream received =
        SmallStreams.receive(pack(weights, coding).frames(), DeliveryPolicy.STRICT);
    for (int t = 0; t < weights.tensors().size(); t++) {
      assertTrue(received.tensors().get(t).isIntact());
      float[] sent = weights.tensors().get(t).toArray();
      for (int i = 0; i < sent.length; i++) {
        assertEquals(
            Float.floatToRawIntBits(sent[i]),
            Float.floatToRawIntBits(received.tensors().get(t).values().get(i)));
      }
    }
  }

  @Test
  void everyBitReturns() throws Exception {
    float[] flat = SirenInitializer.initialize(NETWORK, 3).toFlatArray();
    float[] extreme = {-0f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.MIN_NORMAL, 0f, 1f};
    System.arraycopy(extreme, 0, flat, 7, extreme.length);
    assertReturns(SirenWeights.ofFlat(NETWORK, flat), WeightCoding.FLOAT_32);
    assertReturns(SmallStreams.halves(NETWORK, 5), WeightCoding.FLOAT_16);
    assertReturns(SmallStreams.halves(NETWORK, 6), WeightCoding.FLOAT_32);
  }

  @Test
  void halvesAreExactBothWays() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float16.toFloat(bits);
      if (Float.isFinite(value)) {
        assertEquals(bits, Float16.exactBits(value));
        assertEquals(-1, Float16.exactBits(Math.nextUp(value == 0 ? 0x1p-25f : value)));
      }
    }
    assertEquals(-1, Float16.exactBits(65536f));
    assertEquals(65504f, Float16.toFloat(0x7bff));
    assertArrayEquals(
        new float[] {1f, -2f, 0x1p-24f},
        new float[] {Float16.toFloat(0x3c00), Float16.toFloat(0xc000), Float16.toFloat(1)});
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNoNumbersAreRefused(float value) {
    float[] flat = new float[NETWORK.parameters()];
    flat[2] = value;
    SirenWeights weights = SirenWeights.ofFlat(NETWORK, flat);
    for (WeightCoding coding : new WeightCoding[] {WeightCoding.FLOAT_32, WeightCoding.FLOAT_16}) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> pack(weights, coding));
      assertEquals(
          "layers.0.weight holds " + value + ", weights must be finite", refusal.getMessage());
    }
  }

  @Test
  void weightsOfMoreBitsAreNoHalves() {
    float[] flat = new float[NETWORK.parameters()];
    flat[0] = 0.1f;
    SirenWeights weights = SirenWeights.ofFlat(NETWORK, flat);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> pack(weights, WeightCoding.FLOAT_16));
    assertEquals(
        "layers.0.weight holds 0.1, which has no 16 bits; expected float16 weights",
        refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> pack(weights, WeightCoding.ENTROPY_CODED));
  }
}
