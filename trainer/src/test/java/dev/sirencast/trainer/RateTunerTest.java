package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.rounding.EstimatedSize;
import dev.sirencast.rounding.LayerwiseQuantizer;
import dev.sirencast.rounding.ReconstructionPsnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateTunerTest {
  private static final Signal SIGNAL = TestSignals.waves(3, 24, 16);
  private static final SirenArchitecture SMALL = new SirenArchitecture(2, 16, 1, 3, 10, 10);
  private static final RateTuning QUICK =
      new RateTuning(300, 2e-3, 1e-2, 0, 0.4, 3, 0, 7, TrainingDevice.CPU, 1);

  private static SirenWeights start = SirenInitializer.initialize(SMALL, 4);

  /** Tuning is for trained weights: of others it is cheapest to keep nothing but the mean. */
  @BeforeAll
  static void train() {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withSteps(300)
            .withLearningRate(3e-3)
            .withSeed(4)
            .withSeeding(Seeding.FIRST_LAYER)
            .withDevice(TrainingDevice.CPU)
            .withThreads(1);
    start = SirenTrainer.train(SIGNAL, SMALL, options, TrainingListener.none()).weights();
  }

  private RateTuned tune(SeededTensors seeded, RateTuning tuning) {
    List<QuantizedTensor> rounded =
        LayerwiseQuantizer.of(start, seeded, SIGNAL.grid()).plain(0.005);
    return RateTuner.tune(SIGNAL, start, seeded, rounded, tuning, TrainingListener.none());
  }

  private static SirenWeights weights(List<QuantizedTensor> tensors) {
    return SirenWeights.of(SMALL, tensors.stream().map(QuantizedTensor::dequantize).toList());
  }

  @Test
  void learnsTheSignalInSymbols() {
    RateTuned tuned = tune(SeededTensors.none(), QUICK);
    double psnr = ReconstructionPsnr.against(SIGNAL).applyAsDouble(weights(tuned.tensors()));
    assertTrue(psnr > 25, "got " + psnr);
    assertEquals(psnr, tuned.psnr(), 0.05);
  }

  @Test
  void aDearerBitIsSpentLess() {
    RateTuning dear = new RateTuning(300, 2e-3, 1e-2, 0, 0.4, 12, 0, 7, TrainingDevice.CPU, 1);
    EstimatedSize size = new EstimatedSize();
    long poor = size.applyAsLong(tune(SeededTensors.none(), dear).tensors());
    long rich = size.applyAsLong(tune(SeededTensors.none(), QUICK).tensors());
    assertTrue(poor < rich, poor + " is not below " + rich);
  }

  @Test
  void comesNearTheBitsAskedFor() {
    RateTuning aimed = new RateTuning(600, 2e-3, 2e-2, 0, 0.4, 3, 4, 7, TrainingDevice.CPU, 1);
    assertEquals(4, tune(SeededTensors.none(), aimed).bitsPerWeight(), 0.5);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    RateTuned first = tune(SeededTensors.none(), QUICK);
    RateTuned second = tune(SeededTensors.none(), QUICK);
    assertArrayEquals(first.weights().toFlatArray(), second.weights().toFlatArray());
    assertArrayEquals(
        weights(first.tensors()).toFlatArray(), weights(second.tensors()).toFlatArray());
  }

  @Test
  void leavesSeededTensorsAlone() {
    SeededTensors seeded = SeededTensors.firstLayer(4);
    RateTuned tuned = tune(seeded, QUICK);
    assertArrayEquals(start.weight(0).toArray(), tuned.weights().weight(0).toArray());
    assertEquals(0, tuned.tensors().get(0).step());
    assertTrue(tuned.psnr() > 20, "got " + tuned.psnr());
  }

  @Test
  void refusesALambdaOfZero() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RateTuning(1, 1e-3, 1e-2, 0, 0.4, 0, 0, 0, TrainingDevice.CPU, 1));
    assertEquals("lambda must be above 0, got 0.0", refused.getMessage());
  }
}
