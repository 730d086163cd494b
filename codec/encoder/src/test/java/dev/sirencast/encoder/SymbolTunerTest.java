package dev.sirencast.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a tuner is asked, and what of its answer is taken. */
class SymbolTunerTest {
  private static final TrainedNetwork NETWORK = TrainedNetworks.alone();
  private static final RateTarget ENOUGH = new RateTarget.Bytes(180);

  private final List<SymbolTuner.Task> asked = new ArrayList<>();

  /** Answers every task with the same. */
  private SymbolTuner answering(Optional<List<QuantizedTensor>> answer) {
    return (task, listener) -> {
      asked.add(task);
      return answer;
    };
  }

  private RoundedWeights rounded(RateTarget target, Optional<List<QuantizedTensor>> answer) {
    EncoderOptions options = EncoderOptions.of(target).withWay(RoundingWay.NEAREST);
    return StreamEncoder.of(options).withTuner(answering(answer)).encode(NETWORK).rounded();
  }

  /** Symbols are the same if all of their stream is. */
  private static void assertUntuned(RateTarget target, RoundedWeights rounded) {
    StreamEncoder encoder =
        StreamEncoder.of(EncoderOptions.of(target).withWay(RoundingWay.NEAREST));
    EncodedNetwork untuned = encoder.encode(NETWORK);
    assertEquals(untuned.rounded().how(), rounded.how());
    assertArrayEquals(
        untuned.stream().frames().toArray(),
        encoder.packetize(NETWORK, rounded).stream().frames().toArray());
  }

  private static RoundedWeights untuned(RateTarget target) {
    return StreamEncoder.of(EncoderOptions.of(target).withWay(RoundingWay.NEAREST))
        .encode(NETWORK)
        .rounded();
  }

  private static List<QuantizedTensor> bits(int bits) {
    return Quantizer.quantize(NETWORK.weights(), NETWORK.seeded(), bits).tensors();
  }

  @Test
  void isAskedForBytesOnly() {
    for (RateTarget target :
        List.of(
            new RateTarget.Bits(8), new RateTarget.PsnrAtLeast(25), new RateTarget.Lambda(1e-4))) {
      assertUntuned(target, rounded(target, Optional.empty()));
    }
    assertTrue(asked.isEmpty(), "asked " + asked);
    rounded(ENOUGH, Optional.empty());
    assertEquals(1, asked.size());
  }

  @Test
  void isNotAskedForWhatNoRoundingMeets() {
    rounded(new RateTarget.Bytes(20), Optional.empty());
    assertTrue(asked.isEmpty(), "asked " + asked);
  }

  @Test
  void isToldTheNetworkItsAimAndTheBytes() {
    RoundedWeights rounded = rounded(ENOUGH, Optional.empty());
    SymbolTuner.Task task = asked.get(0);
    assertSame(NETWORK, task.network());
    assertEquals(NETWORK.description(), SignalDescription.of(task.aim()));
    assertEquals(180, task.bytes());
    assertEquals(rounded.tensors(), task.rounded());
    assertTrue(task.size().applyAsLong(task.rounded()) <= 180);
  }

  @Test
  void betterSymbolsThatFitAreTaken() {
    // What better rounding finds stands for what training would.
    StreamEncoder finer = StreamEncoder.of(EncoderOptions.of(ENOUGH).withWay(RoundingWay.GPTQ));
    EncodedNetwork better = finer.encode(NETWORK);
    RoundedWeights rounded = rounded(ENOUGH, Optional.of(better.rounded().tensors()));
    assertEquals("tuned", rounded.how());
    assertArrayEquals(
        better.stream().frames().toArray(),
        finer.packetize(NETWORK, rounded).stream().frames().toArray());
    assertTrue(rounded.met());
  }

  @Test
  void worseSymbolsAreNot() {
    assertUntuned(ENOUGH, rounded(ENOUGH, Optional.of(bits(2))));
    assertUntuned(ENOUGH, rounded(ENOUGH, Optional.of(untuned(ENOUGH).tensors())));
  }

  @Test
  void betterSymbolsThatDoNotFitAreNot() {
    assertUntuned(ENOUGH, rounded(ENOUGH, Optional.of(bits(12))));
    assertTrue(asked.get(0).size().applyAsLong(bits(12)) > 180);
  }
}
