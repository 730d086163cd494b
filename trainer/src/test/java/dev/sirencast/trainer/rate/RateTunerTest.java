package dev.sirencast.trainer.rate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.encoder.rounding.ReconstructionPsnr;
import dev.sirencast.encoder.rounding.layerwise.LayerwiseQuantizer;
import dev.sirencast.entropy.ModelFit;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.Seeding;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TestSignals;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateTunerTest {
  private static final Signal SIGNAL = TestSignals.waves(3, 24, 16);
  private static final SirenArchitecture SMALL = new SirenArchitecture(2, 16, 1, 3, 10, 10);
  private static final RateTuning QUICK =
      new RateTuning(
          300, 2e-3, 1e-2, 0, 0.4, 0.5, 3, 7, TrainingEngine.JAVA, TrainingDevice.CPU, 1);

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

  private static List<QuantizedTensor> rounded(SeededTensors seeded) {
    return LayerwiseQuantizer.roundToNearest(start, seeded, SIGNAL.grid()).quantize(0.005);
  }

  /** The symbols' code lengths in bytes, and about what frames, manifest and tensors take. */
  static long estimatedSize(List<QuantizedTensor> tensors) {
    long bytes = 120;
    for (QuantizedTensor tensor : tensors) {
      if (tensor.step() > 0) {
        ModelFit fit = ModelFit.of(tensor);
        double bits = fit.codeLength(fit.best());
        bytes += 7 + (long) Math.ceil(bits / 8);
      }
    }
    return bytes;
  }

  private static RateTuned tune(SeededTensors seeded, long bytes) {
    RateBudget budget =
        new RateBudget(bytes, RateTunerTest::estimatedSize, ReconstructionPsnr.against(SIGNAL));
    return RateTuner.tune(
        SIGNAL, start, seeded, rounded(seeded), budget, QUICK, RateTuningListener.none());
  }

  private static SirenWeights weights(List<QuantizedTensor> tensors) {
    return SirenWeights.of(SMALL, tensors.stream().map(QuantizedTensor::dequantize).toList());
  }

  @Test
  void learnsTheSignalInSymbols() {
    long bytes = estimatedSize(rounded(SeededTensors.none()));
    RateTuned tuned = tune(SeededTensors.none(), bytes);
    double psnr = ReconstructionPsnr.against(SIGNAL).applyAsDouble(weights(tuned.tensors()));
    assertEquals(psnr, tuned.psnr(), 1e-3);
    assertTrue(psnr > 25, "got " + psnr);
  }

  @Test
  void staysWithinTheBudget() {
    long whole = estimatedSize(rounded(SeededTensors.none()));
    double last = 0;
    for (double share : new double[] {0.5, 0.9}) {
      long budget = (long) (share * whole);
      RateTuned tuned = tune(SeededTensors.none(), budget);
      assertTrue(tuned.met());
      assertTrue(tuned.bytes() <= budget, tuned.bytes() + " in " + budget);
      assertTrue(tuned.bytes() > 0.9 * budget, tuned.bytes() + " in " + budget);
      assertEquals(tuned.bytes(), estimatedSize(tuned.tensors()));
      assertTrue(tuned.psnr() > last, tuned.psnr() + " after " + last);
      last = tuned.psnr();
    }
  }

  @Test
  void aTensorOfZerosStaysWhatItIs() {
    float[] flat = start.toFlatArray();
    int bias = SMALL.rows(0) * SMALL.columns(0);
    Arrays.fill(flat, bias, bias + SMALL.rows(0), 0);
    SirenWeights zeros = SirenWeights.ofFlat(SMALL, flat);
    List<QuantizedTensor> rounded =
        LayerwiseQuantizer.roundToNearest(zeros, SeededTensors.none(), SIGNAL.grid())
            .quantize(0.005);
    assertEquals(0, rounded.get(1).step());
    ReconstructionPsnr psnr = ReconstructionPsnr.against(SIGNAL);
    RateBudget budget = new RateBudget(600, RateTunerTest::estimatedSize, psnr);
    RateTuned tuned =
        RateTuner.tune(
            SIGNAL, zeros, SeededTensors.none(), rounded, budget, QUICK, RateTuningListener.none());
    assertEquals(0, tuned.tensors().get(1).step());
    assertEquals(psnr.applyAsDouble(weights(tuned.tensors())), tuned.psnr(), 1e-9);
    assertTrue(tuned.psnr() > 20, "got " + tuned.psnr());
  }

  @Test
  void whatNothingFitsIsSaid() {
    RateTuned tuned = tune(SeededTensors.none(), 1);
    assertFalse(tuned.met());
    assertTrue(tuned.bytes() < estimatedSize(rounded(SeededTensors.none())));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    RateTuned first = tune(SeededTensors.none(), 500);
    RateTuned second = tune(SeededTensors.none(), 500);
    assertArrayEquals(
        weights(first.tensors()).toFlatArray(), weights(second.tensors()).toFlatArray());
  }

  @Test
  void seededTensorsAreNotSent() {
    RateTuned tuned = tune(SeededTensors.firstLayer(4), 500);
    assertEquals(0, tuned.tensors().get(0).step());
    assertTrue(tuned.psnr() > 20, "got " + tuned.psnr());
  }

  @Test
  void refusesALambdaOfZero() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new RateTuning(
                    1, 1e-3, 1e-2, 0, 0.4, 0.5, 0, 0, TrainingEngine.JAVA, TrainingDevice.CPU, 1));
    assertEquals("lambda must be above 0, got 0.0", refused.getMessage());
  }
}
