package dev.sirencast.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.NoiseSource;
import dev.sirencast.trainer.network.SignalPoints;
import dev.sirencast.trainer.network.TrainedParameters;
import dev.sirencast.trainer.network.TrainingDevice;
import dev.sirencast.trainer.torch.LocalReparameterization;
import dev.sirencast.trainer.torch.MeanSquaredError;
import dev.sirencast.trainer.torch.MomentLoss;
import dev.sirencast.trainer.torch.Objective;
import dev.sirencast.trainer.torch.Step;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the losses predict, against the mean of what noise really does to a trained network. */
class NoiseTruthTest {
  private static final int DRAWS = 400;
  private static final int LOCAL_DRAWS = 30;

  /** Four standard errors: with seeds that are fixed a mean does not stray so far by chance. */
  private static final double STANDARD_ERRORS = 4;

  private static final SirenArchitecture NETWORK = new SirenArchitecture(2, 64, 2, 3, 30, 30);
  private static final Signal SIGNAL = TestSignals.waves(3, 16, 12);

  private static NDManager manager;
  private static NoiseSource source;
  private static SirenWeights trained;

  @BeforeAll
  static void train() {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withSteps(250)
            .withLearningRate(1e-3)
            .withBatchSize(0)
            .withThreads(1)
            .withDevice(TrainingDevice.CPU);
    trained = SirenTrainer.train(SIGNAL, NETWORK, options, TrainingListener.none()).weights();
    manager = DjlEngine.get().newManager(Device.cpu());
    source = new NoiseSource(manager, 1, 1 << 14);
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  /**
   * The shares are what a prediction may be off by beyond chance. Local noise is exact where the
   * noise is Gaussian, and takes the sum of a few masked weights as Gaussian. The closed form
   * neglects that the neurons of a layer, which share their inputs, vary together; with masks in a
   * first layer that is sent it is of no use, as it says.
   */
  @ParameterizedTest
  @CsvSource({
    "gaussian:1e-3, NONE, 0.35, 0",
    "gaussian:3e-3, FIRST_LAYER, 0.25, 0",
    "relative:2%, NONE, 0.45, 0",
    "mask:1e-2, NONE, 10, 0.2",
    "mask:1e-2, FIRST_LAYER, 0.2, 0.5",
    "gaussian:1e-3+mask:5e-3, FIRST_LAYER_AND_BIASES, 0.35, 0.2"
  })
  void predictionsMatchTheMeanOfRealDraws(
      String noise, Seeding seeding, double shareOfMoments, double shareOfLocalNoise) {
    TrainingNoise parsed = TrainingNoise.parse(noise);
    SeededTensors seeded = seeding.tensors(NETWORK, 0);
    Mean real = Mean.of(DRAWS, draw -> realError(parsed.middle(), seeded, draw));
    double moments = loss(new MomentLoss(parsed), seeded, 0);
    assertEquals(
        real.mean,
        moments,
        STANDARD_ERRORS * real.error + shareOfMoments * real.mean,
        real::toString);
    Mean local =
        Mean.of(LOCAL_DRAWS, step -> loss(new LocalReparameterization(parsed, 0), seeded, step));
    assertEquals(
        real.mean,
        local.mean,
        STANDARD_ERRORS * Math.hypot(real.error, local.error) + shareOfLocalNoise * real.mean,
        real::toString);
    // The comparison is worth something: noise does far more than nothing, and the means are sharp.
    double clean = loss(new MeanSquaredError(), seeded, 0);
    assertTrue(real.mean > 2 * clean, () -> real + ", without noise " + clean);
    assertTrue(real.error < 0.1 * real.mean, real::toString);
  }

  private static double loss(Objective objective, SeededTensors seeded, int step) {
    try (NDManager scope = manager.newSubManager()) {
      ParameterSpace space = new ParameterSpace(NETWORK, seeded);
      FoldedParameters network = new TrainedParameters(scope, space, trained).network(scope);
      source.seek(step);
      Batch grid = new SignalPoints(scope, SIGNAL, 64).grid();
      return objective.evaluate(new Step(network, grid, source, 0)).value();
    }
  }

  private static double realError(WeightNoise noise, SeededTensors seeded, int draw) {
    SirenWeights noisy =
        WeightPerturbation.applyAll(noise.perturbations(), trained, seeded, 1000L * draw);
    float[] outputs = SirenNetwork.of(noisy).evaluate(SIGNAL.grid());
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      int components = SIGNAL.components();
      double target = 2.0 * SIGNAL.sample(i / components, i % components) - 1;
      sum += Math.pow(outputs[i] - target, 2);
    }
    return sum / SIGNAL.grid().points();
  }

  /** A mean and its standard error. */
  private record Mean(double mean, double error) {
    static Mean of(int count, IntToDoubleFunction value) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        double drawn = value.applyAsDouble(i);
        sum += drawn;
        squares += drawn * drawn;
      }
      double mean = sum / count;
      return new Mean(mean, Math.sqrt((squares / count - mean * mean) / (count - 1)));
    }
  }
}
