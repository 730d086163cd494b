package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does, whichever engine computes its steps. */
abstract class SirenTrainerTest {
  static final SirenArchitecture SMALL = new SirenArchitecture(2, 32, 1, 3, 10, 10);
  static final Signal IMAGE = TestSignals.waves(3, 24, 16);
  final TrainingOptions quick;

  SirenTrainerTest(TrainingEngine engine) {
    quick =
        TrainingOptions.defaults()
            .withSteps(40)
            .withLearningRate(1e-3)
            .withBatchSize(100)
            .withTileSize(64)
            .withEngine(engine)
            .withDevice(TrainingDevice.CPU)
            .withThreads(1);
  }

  @Test
  void learnsASmoothImage() {
    TrainingResult result = train(quick.withSteps(300).withBatchSize(0));
    assertTrue(result.psnr() > 30, () -> "PSNR " + result.psnr());
    assertEquals(TrainingOutcome.COMPLETED, result.outcome());
    assertEquals(300, result.steps());
    assertEquals("cpu", result.device());
    assertEquals(quick.engine(), result.engine());
  }

  @Test
  void learnsUnderTheGradientNorm() {
    TrainingResult result = train(quick.withSteps(300).withLoss(TrainingLoss.gradientNorm(0.01)));
    assertTrue(result.psnr() > 25, () -> "PSNR " + result.psnr());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void learnsSignalsOfOtherDimensions(int axes) {
    Signal signal = TestSignals.waves(1, axes == 1 ? new int[] {300} : new int[] {8, 7, 6});
    SirenArchitecture architecture = new SirenArchitecture(axes, 32, 1, 1, 5, 10);
    TrainingResult result =
        SirenTrainer.train(signal, architecture, quick.withSteps(300), TrainingListener.none());
    assertTrue(result.psnr() > 30, () -> "PSNR " + result.psnr());
  }

  @Test
  void reportsThePsnrOfTheWeightsItReturns() {
    TrainingResult result = train(quick);
    assertEquals(psnr(result.weights()), result.psnr(), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sameSeedGivesTheSameBits(int threads) {
    TrainingResult first = train(quick.withSeed(5).withThreads(threads));
    TrainingResult second = train(quick.withSeed(5).withThreads(threads));
    assertArrayEquals(first.weights().toFlatArray(), second.weights().toFlatArray());
    assertEquals(first.psnr(), second.psnr());
    assertEquals(5, first.seed());
    assertFalse(
        Arrays.equals(
            first.weights().toFlatArray(), train(quick.withSeed(6)).weights().toFlatArray()));
  }

  static Stream<TrainingLoss> losses() {
    return TestLosses.all();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void sameSeedGivesTheSameBitsWhateverTheLoss(TrainingLoss loss) {
    TrainingOptions options = quick.withSteps(12).withSeed(5).withLoss(loss);
    TrainingResult first = train(options);
    TrainingResult second = train(options);
    assertArrayEquals(first.weights().toFlatArray(), second.weights().toFlatArray());
    assertEquals(first.psnr(), second.psnr());
    assertEquals(first.trainingLoss(), second.trainingLoss());
  }

  @ParameterizedTest
  @EnumSource(Seeding.class)
  void leavesSeededTensorsAtTheirInitialBits(Seeding seeding) {
    TrainingOptions options = quick.withSeed(3).withSeeding(seeding);
    List<TrainingOptions> runs =
        List.of(
            options,
            options.withEmaDecay(0.9),
            options.withLoss(TrainingLoss.l1(1e-5)),
            options.withLoss(
                TrainingLoss.localReparameterization(
                    TrainingNoise.parse("gaussian:1e-3+mask:1e-3"), 0)));
    for (TrainingOptions run : runs) {
      TrainingResult result = train(run);
      assertEquals(seeding.tensors(SMALL, 3), result.seeded());
      SirenWeights initial = SirenInitializer.initialize(SMALL, 3);
      for (int tensor = 0; tensor < SMALL.tensors(); tensor++) {
        boolean same =
            Arrays.equals(
                initial.tensors().get(tensor).toArray(),
                result.weights().tensors().get(tensor).toArray());
        assertEquals(result.seeded().contains(tensor), same, run + ", tensor " + tensor);
      }
    }
  }

  @Test
  void reportsEveryStep() {
    List<TrainingProgress> reports = new ArrayList<>();
    TrainingResult result =
        train(
            quick.withBatchSize(0),
            new TrainingListener() {
              @Override
              public void onProgress(TrainingProgress progress) {
                reports.add(progress);
              }
            });
    assertEquals(40, reports.size());
    assertEquals(1, reports.get(0).step());
    assertTrue(Double.isNaN(reports.get(0).gridPsnr()));
    TrainingProgress last = reports.get(39);
    assertEquals(40, last.steps());
    assertEquals(result.trainingLoss(), last.trainingLoss());
    assertTrue(last.trainingLoss() < reports.get(0).trainingLoss());
    // The whole grid is the batch here, so both estimates look at the same points.
    assertEquals(last.batchPsnr(), last.gridPsnr(), 1);
  }

  @Test
  void stopsWhenAskedAndReturnsTheBestWeights() {
    StopAfter stop = new StopAfter(30);
    TrainingResult result = train(quick.withSteps(1000), stop);
    assertEquals(TrainingOutcome.STOPPED, result.outcome());
    assertEquals(30, result.steps());
    assertEquals(psnr(result.weights()), result.psnr(), 1e-3);
    assertTrue(result.psnr() > psnr(SirenInitializer.initialize(SMALL, 0)));
  }

  @Test
  void returnsTheInitialWeightsWhenStoppedBeforeTheFirstStep() {
    TrainingResult result = train(quick, new StopAfter(0));
    assertEquals(0, result.steps());
    assertTrue(Double.isNaN(result.trainingLoss()));
    SirenWeights initial = SirenInitializer.initialize(SMALL, 0);
    assertArrayEquals(initial.toFlatArray(), result.weights().toFlatArray());
    assertEquals(psnr(initial), result.psnr(), 1e-3);
  }

  @Test
  void returnsUsableWeightsWhenTheLossDiverges() {
    // An outrageous lambda makes the gradient overflow, and with it the weights.
    TrainingResult result =
        train(quick.withLearningRate(1).withLoss(TrainingLoss.gradientNorm(1e38)));
    assertEquals(TrainingOutcome.DIVERGED, result.outcome());
    assertFalse(Double.isFinite(result.trainingLoss()));
    assertTrue(result.steps() < 40);
    assertEquals(psnr(result.weights()), result.psnr(), 1e-3);
  }

  @Test
  void trainsTheSmallestNetworkOnOnePoint() {
    Signal point = TestSignals.waves(1, 1);
    SirenArchitecture smallest = new SirenArchitecture(1, 1, 0, 1, 1, 1);
    for (TrainingLoss loss : List.of(TrainingLoss.mse(), TrainingLoss.gradientNorm(0.01))) {
      TrainingOptions options = quick.withLearningRate(0.05).withLoss(loss);
      TrainingResult result = SirenTrainer.train(point, smallest, options, TrainingListener.none());
      assertEquals(TrainingOutcome.COMPLETED, result.outcome());
      assertTrue(result.psnr() > 20, () -> loss + ": PSNR " + result.psnr());
    }
  }

  @Test
  void rejectsANetworkThatDoesNotFitTheSignal() {
    SirenArchitecture grey = new SirenArchitecture(2, 8, 1, 1, 30, 30);
    assertEquals(
        "a signal of 2 axes and 3 components needs a network of as many inputs and outputs, got"
            + " 2-8x2-1",
        assertThrows(
                IllegalArgumentException.class,
                () -> SirenTrainer.train(IMAGE, grey, quick, TrainingListener.none()))
            .getMessage());
  }

  static TrainingResult train(TrainingOptions options) {
    return train(options, TrainingListener.none());
  }

  static TrainingResult train(TrainingOptions options, TrainingListener listener) {
    return SirenTrainer.train(IMAGE, SMALL, options, listener);
  }

  static TrainingListener afterEachStep(IntConsumer action) {
    return new TrainingListener() {
      @Override
      public void onProgress(TrainingProgress progress) {
        action.accept(progress.step());
      }
    };
  }

  /** The PSNR by the plain-Java network. */
  private static double psnr(SirenWeights weights) {
    float[] samples = SirenNetwork.of(weights).evaluate(IMAGE.grid());
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.min(1f, Math.max(0f, (samples[i] + 1) / 2));
    }
    return Psnr.decibels(
        IMAGE, Signal.of(IMAGE.format(), IMAGE.grid(), IMAGE.components(), samples));
  }

  /** Asks for the end after a number of steps. */
  private static final class StopAfter implements TrainingListener {
    private int left;

    StopAfter(int steps) {
      this.left = steps;
    }

    @Override
    public boolean stopRequested() {
      return left-- == 0;
    }
  }
}
