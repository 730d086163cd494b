package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.DjlEngine;
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

class SirenTrainerTest {
  private static final SirenArchitecture SMALL = new SirenArchitecture(2, 32, 1, 3, 10, 10);
  private static final Signal IMAGE = TestSignals.waves(3, 24, 16);
  private static final TrainingOptions QUICK =
      TrainingOptions.defaults()
          .withSteps(40)
          .withLearningRate(1e-3)
          .withBatchSize(100)
          .withTileSize(64)
          .withDevice(TrainingDevice.CPU)
          .withThreads(1);

  @Test
  void learnsASmoothImage() {
    TrainingResult result = train(QUICK.withSteps(300).withBatchSize(0));
    assertTrue(result.psnr() > 30, () -> "PSNR " + result.psnr());
    assertEquals(TrainingOutcome.COMPLETED, result.outcome());
    assertEquals(300, result.steps());
    assertEquals("cpu", result.device());
  }

  @Test
  void learnsUnderTheGradientNorm() {
    TrainingResult result = train(QUICK.withSteps(300).withLoss(TrainingLoss.gradientNorm(0.01)));
    assertTrue(result.psnr() > 25, () -> "PSNR " + result.psnr());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void learnsSignalsOfOtherDimensions(int axes) {
    Signal signal = TestSignals.waves(1, axes == 1 ? new int[] {300} : new int[] {8, 7, 6});
    SirenArchitecture architecture = new SirenArchitecture(axes, 32, 1, 1, 5, 10);
    TrainingResult result =
        SirenTrainer.train(signal, architecture, QUICK.withSteps(300), TrainingListener.none());
    assertTrue(result.psnr() > 30, () -> "PSNR " + result.psnr());
  }

  @Test
  void reportsThePsnrOfTheWeightsItReturns() {
    TrainingResult result = train(QUICK);
    assertEquals(psnr(result.weights()), result.psnr(), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sameSeedGivesTheSameBits(int threads) {
    TrainingResult first = train(QUICK.withSeed(5).withThreads(threads));
    TrainingResult second = train(QUICK.withSeed(5).withThreads(threads));
    assertArrayEquals(first.weights().toFlatArray(), second.weights().toFlatArray());
    assertEquals(first.psnr(), second.psnr());
    assertEquals(5, first.seed());
    assertFalse(
        Arrays.equals(
            first.weights().toFlatArray(), train(QUICK.withSeed(6)).weights().toFlatArray()));
  }

  static Stream<TrainingLoss> losses() {
    return TestLosses.all();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void sameSeedGivesTheSameBitsWhateverTheLoss(TrainingLoss loss) {
    TrainingOptions options = QUICK.withSteps(12).withSeed(5).withLoss(loss);
    TrainingResult first = train(options);
    TrainingResult second = train(options);
    assertArrayEquals(first.weights().toFlatArray(), second.weights().toFlatArray());
    assertEquals(first.psnr(), second.psnr());
    assertEquals(first.trainingLoss(), second.trainingLoss());
  }

  /**
   * The engine's recorded operations with a number, as in {@code x.mul(2)}, free that number at the
   * next garbage collection and then give wrong gradients. Nothing is recorded here.
   */
  @ParameterizedTest
  @MethodSource("losses")
  void garbageCollectionChangesNothing(TrainingLoss loss) {
    TrainingOptions options = QUICK.withSteps(8).withLoss(loss);
    float[] expected = train(options).weights().toFlatArray();
    float[] collected = train(options, afterEachStep(step -> System.gc())).weights().toFlatArray();
    assertArrayEquals(expected, collected);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void keepsNoArrayBeyondItsStep(TrainingLoss loss) {
    List<Integer> held = new ArrayList<>();
    TrainingOptions options = QUICK.withLoss(loss).withEmaDecay(0.9).withSteps(200);
    try (NDManager manager = DjlEngine.get().newManager(Device.cpu())) {
      TrainingListener count = afterEachStep(step -> held.add(manager.getManagedArrays().size()));
      new TrainingRun(manager, IMAGE, SMALL, options, count).train();
    }
    assertEquals(200, held.size());
    // The first evaluation, not later than that, may fill the pool of noise.
    List<Integer> later = held.subList(50, 200);
    assertEquals(List.of(later.get(0)), later.stream().distinct().toList());
  }

  @ParameterizedTest
  @EnumSource(Seeding.class)
  void leavesSeededTensorsAtTheirInitialBits(Seeding seeding) {
    TrainingOptions options = QUICK.withSeed(3).withSeeding(seeding);
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
  void makesNoMoreNoiseThanTheSignalHasPoints() {
    TrainingOptions options =
        QUICK
            .withSteps(1)
            .withBatchSize(0)
            .withTileSize(TrainingOptions.MAX_TILE_SIZE)
            .withLoss(
                TrainingLoss.localReparameterization(TrainingNoise.parse("gaussian:1e-3"), 0));
    SirenArchitecture wide = new SirenArchitecture(2, 256, 1, 3, 30, 30);
    TrainingResult result =
        SirenTrainer.train(TestSignals.waves(3, 2, 2), wide, options, TrainingListener.none());
    assertEquals(TrainingOutcome.COMPLETED, result.outcome());
  }

  @Test
  void reportsEveryStep() {
    List<TrainingProgress> reports = new ArrayList<>();
    TrainingResult result =
        train(
            QUICK.withBatchSize(0),
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
    TrainingResult result = train(QUICK.withSteps(1000), stop);
    assertEquals(TrainingOutcome.STOPPED, result.outcome());
    assertEquals(30, result.steps());
    assertEquals(psnr(result.weights()), result.psnr(), 1e-3);
    assertTrue(result.psnr() > psnr(SirenInitializer.initialize(SMALL, 0)));
  }

  @Test
  void returnsTheInitialWeightsWhenStoppedBeforeTheFirstStep() {
    TrainingResult result = train(QUICK, new StopAfter(0));
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
        train(QUICK.withLearningRate(1).withLoss(TrainingLoss.gradientNorm(1e38)));
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
      TrainingOptions options = QUICK.withLearningRate(0.05).withLoss(loss);
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
                () -> SirenTrainer.train(IMAGE, grey, QUICK, TrainingListener.none()))
            .getMessage());
  }

  @Test
  void saysWhatToDoWhereNoGpuIsVisible() {
    DjlEngine.get();
    Engine engine = Engine.getEngine("PyTorch");
    assumeTrue(engine.getGpuCount() == 0);
    String message =
        assertThrows(IllegalStateException.class, () -> train(QUICK.withDevice(TrainingDevice.GPU)))
            .getMessage();
    assertEquals(
        "no GPU is visible to the engine (PyTorch "
            + engine.getVersion()
            + " cpu); use --device cpu, or build with the gpu profile",
        message);
  }

  private static TrainingResult train(TrainingOptions options) {
    return train(options, TrainingListener.none());
  }

  private static TrainingResult train(TrainingOptions options, TrainingListener listener) {
    return SirenTrainer.train(IMAGE, SMALL, options, listener);
  }

  private static TrainingListener afterEachStep(IntConsumer action) {
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
