package dev.sirencast.trainer;

import static dev.sirencast.trainer.Problem.FLOAT_TOLERANCE;
import static dev.sirencast.trainer.Problem.WHOLE_BATCH;
import static dev.sirencast.trainer.Vectors.assertClose;
import static dev.sirencast.trainer.Vectors.differences;
import static dev.sirencast.trainer.Vectors.toDoubles;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.NoiseSource;
import dev.sirencast.trainer.torch.LocalReparameterization;
import dev.sirencast.trainer.torch.LossGradient;
import dev.sirencast.trainer.torch.MomentLoss;
import dev.sirencast.trainer.torch.NoiseAware;
import dev.sirencast.trainer.torch.WeightDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The losses under noise and their gradients, against references in double precision. */
class NoisyGradientTest {
  private static final int STEP = 5;
  private static final int TILE = 10;

  private static NDManager shared;

  /** One for all: to fill its pool takes longer than a test. */
  private static NoiseSource source;

  private NDManager manager;

  @BeforeAll
  static void openSource() {
    DjlEngine.get().useThreads(1);
    shared = DjlEngine.get().newManager(Device.cpu());
    source = new NoiseSource(shared, 3, 1 << 12);
  }

  @AfterAll
  static void closeSource() {
    shared.close();
  }

  @BeforeEach
  void open() {
    manager = DjlEngine.get().newManager(Device.cpu());
    source.seek(STEP);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Arguments> cases() {
    List<SirenArchitecture> architectures =
        List.of(
            new SirenArchitecture(1, 6, 0, 1, 30, 30),
            new SirenArchitecture(2, 5, 1, 3, 20, 10),
            new SirenArchitecture(2, 6, 2, 3, 30, 30),
            new SirenArchitecture(3, 5, 2, 1, 5, 10, 0.2));
    List<WeightNoise> noises =
        List.of(
            WeightNoise.NONE,
            WeightNoise.gaussian(1e-3),
            WeightNoise.gaussian(0.03),
            new WeightNoise(0, 0.05, 0),
            WeightNoise.mask(0.03),
            new WeightNoise(0.002, 0.03, 0.02));
    List<Arguments> cases = new ArrayList<>();
    for (SirenArchitecture architecture : architectures) {
      for (WeightNoise noise : noises) {
        for (Seeding seeding : Seeding.values()) {
          cases.add(Arguments.of(architecture, noise, seeding));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void momentsMatchTheReferenceAndItsDifferences(
      SirenArchitecture architecture, WeightNoise noise, Seeding seeding) {
    Problem problem = new Problem(manager, architecture, seeding);
    DoubleMoments reference = new DoubleMoments(problem, noise, TILE);
    MomentLoss loss = new MomentLoss(TrainingNoise.of(noise));
    double expected = reference.loss(problem.parameters);
    double[] gradient = differences(reference::loss, problem.parameters, 1e-6);
    for (int tileSize : new int[] {WHOLE_BATCH, TILE}) {
      LossGradient actual = problem.evaluate(loss, tileSize, source);
      assertEquals(expected, actual.value(), 2e-5 * expected);
      assertEquals(actual.value(), actual.reconstruction());
      assertClose(gradient, toDoubles(actual.gradient()), FLOAT_TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void localNoiseMatchesTheReferenceWithTheSameDeviates(
      SirenArchitecture architecture, WeightNoise noise, Seeding seeding) {
    Problem problem = new Problem(manager, architecture, seeding);
    for (int pairs : new int[] {0, 1}) {
      source.seek(STEP);
      LossGradient actual =
          problem.evaluate(
              new LocalReparameterization(TrainingNoise.of(noise), pairs), TILE, source);
      source.seek(STEP);
      DoubleMoments[] references = drawn(problem, noise, pairs);
      double expected = DoubleMoments.meanLoss(references, problem.parameters);
      assertEquals(expected, actual.value(), 2e-5 * expected);
      assertClose(
          differences(at -> DoubleMoments.meanLoss(references, at), problem.parameters, 1e-6),
          toDoubles(actual.gradient()),
          FLOAT_TOLERANCE);
    }
  }

  /** One reference for each sign, with what the loss has drawn, in the order of its drawing. */
  private DoubleMoments[] drawn(Problem problem, WeightNoise noise, int pairs) {
    SirenArchitecture architecture = problem.architecture;
    DoubleMoments[] references = new DoubleMoments[1 + pairs];
    Arrays.setAll(references, i -> new DoubleMoments(problem, noise, TILE));
    SplittableRandom random = source.random();
    random.nextDouble(); // the place in a mixture
    int points = problem.coordinates.length;
    for (int first = 0; first < points; first += TILE) {
      int count = Math.min(TILE, points - first);
      if (noise.mask() > 0 && problem.space.isSent(0)) {
        boolean[] kept = new boolean[DoubleMoments.firstLayer(architecture)];
        for (int i = 0; i < kept.length; i++) {
          kept[i] = random.nextDouble() >= noise.mask();
        }
        for (DoubleMoments reference : references) {
          reference.mask(first, count, kept);
        }
      }
      SplittableRandom chooser = new SplittableRandom(random.nextLong());
      for (int layer = 0; layer < architecture.layers() - 2; layer++) {
        int size = count * architecture.rows(layer);
        boolean sent = problem.space.isSent(2 * layer) || problem.space.isSent(2 * layer + 1);
        // A first layer that is sent has real masks: they need no deviates.
        boolean masked = layer == 0 && noise.sigma() + noise.relative() == 0;
        float[] deviates =
            sent && !noise.isNone() && !masked
                ? source.deviates(manager, chooser, size).toFloatArray()
                : new float[size];
        for (int i = 0; i < references.length; i++) {
          references[i].draw(layer, first, deviates, i == 0 ? 1 : -1);
        }
      }
    }
    return references;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noiseAwareMatchesTheReferenceAtTheSameNoisyWeights(
      SirenArchitecture architecture, WeightNoise noise, Seeding seeding) {
    Problem problem = new Problem(manager, architecture, seeding);
    double[] at = problem.parameters;
    source.seek(STEP);
    Draw draw = new Draw(problem, noise);
    double[][] losses = new double[2][];
    double[][] gradients = new double[2][];
    for (int i = 0; i < 2; i++) {
      double[] noisy = new double[at.length];
      for (int p = 0; p < at.length; p++) {
        noisy[p] = draw.scale[p] * at[p] + (i == 0 ? 1 : -1) * draw.shift[p];
      }
      losses[i] = new double[] {problem.reference.loss(noisy)};
      gradients[i] = problem.reference.gradient(noisy);
      for (int p = 0; p < at.length; p++) {
        gradients[i][p] *= draw.scale[p];
      }
    }
    double[] both = new double[at.length];
    for (int p = 0; p < at.length; p++) {
      both[p] = (gradients[0][p] + gradients[1][p]) / 2;
    }
    assertNoiseAware(problem, noise, false, losses[0][0], gradients[0]);
    assertNoiseAware(problem, noise, true, (losses[0][0] + losses[1][0]) / 2, both);
  }

  private static void assertNoiseAware(
      Problem problem, WeightNoise noise, boolean antithetic, double loss, double[] gradient) {
    source.seek(STEP);
    LossGradient actual =
        problem.evaluate(new NoiseAware(TrainingNoise.of(noise), antithetic), TILE, source);
    assertEquals(loss, actual.value(), 2e-5 * loss);
    assertClose(gradient, toDoubles(actual.gradient()), FLOAT_TOLERANCE);
  }

  /** What {@link NoiseAware} draws, in the order of its drawing: w becomes scale w + shift. */
  private final class Draw {
    private final double[] scale;
    private final double[] shift;

    Draw(Problem problem, WeightNoise noise) {
      int count = problem.parameters.length;
      float[] sent = problem.space.perTensor(tensor -> problem.space.isSent(tensor) ? 1 : 0);
      source.random().nextDouble(); // the place in a mixture
      shift = deviates(noise.sigma(), count);
      scale = deviates(noise.relative(), count);
      for (int i = 0; i < count; i++) {
        boolean masked = noise.mask() > 0 && source.random().nextDouble() < noise.mask();
        scale[i] = sent[i] == 0 ? 1 : masked ? 0 : 1 + scale[i];
        shift[i] *= sent[i];
      }
    }

    private double[] deviates(double deviation, int count) {
      if (deviation == 0) {
        return new double[count];
      }
      double[] deviates = toDoubles(source.deviates(manager, count));
      for (int i = 0; i < count; i++) {
        deviates[i] *= deviation;
      }
      return deviates;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noiseLeavesSeededTensorsAsTheyAreAndNothingTrainsThem(
      SirenArchitecture architecture, WeightNoise noise, Seeding seeding) {
    Problem problem = new Problem(manager, architecture, seeding);
    FoldedParameters network = problem.trained.network(manager);
    float[] noisy = WeightDraw.of(network, source, noise).apply(network, -1).toFloatArray();
    float[] rates = problem.trained.rates().toFloatArray();
    float[] before = problem.weights.toFlatArray();
    float[] sent = network.sent().toFloatArray();
    int seeded = 0;
    for (int i = 0; i < before.length; i++) {
      assertEquals(sent[i] == 1, rates[i] > 0);
      if (sent[i] == 0) {
        assertEquals(before[i], noisy[i]);
        seeded++;
      }
    }
    assertEquals(before.length - problem.space.seeded().sentWeights(architecture), seeded);
    assertArrayEquals(before, network.parameters().toFloatArray());
  }
}
