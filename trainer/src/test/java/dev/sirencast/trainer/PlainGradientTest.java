package dev.sirencast.trainer;

import static dev.sirencast.trainer.Vectors.differences;
import static dev.sirencast.trainer.Vectors.norm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.engine.NoisePool;
import dev.sirencast.trainer.loss.TrainingLoss;
import dev.sirencast.trainer.loss.TrainingNoise;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.plain.PlainGradients;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss of the engine in plain Java against double precision. */
class PlainGradientTest {
  private static final int STEP = 5;

  /** Relative, of whole vectors. */
  private static final double TOLERANCE = 1e-5;

  /** Differences of the reference: what these are right to. */
  private static final double DIFFERENCES = 2e-5;

  private static NDManager manager;

  /** One for all: to fill it takes longer than a test. */
  private static NoisePool pool;

  @BeforeAll
  static void open() {
    manager = DjlEngine.get().newManager(Device.cpu());
    pool = new NoisePool(3, 1 << 14);
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  private static PlainGradients.Found evaluate(Problem problem, TrainingLoss loss) {
    pool.seek(STEP);
    return PlainGradients.of(problem.space, loss, problem.signal, problem.weights, pool);
  }

  private static void assertNear(double[] expected, float[] actual, double tolerance) {
    double[] difference = expected.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= actual[i];
    }
    double share = norm(difference) / norm(expected);
    assertTrue(share <= tolerance, () -> "off by " + share);
  }

  @ParameterizedTest
  @MethodSource("dev.sirencast.trainer.GradientTest#architectures")
  void squaredError(SirenArchitecture architecture) {
    Problem problem = new Problem(manager, architecture);
    PlainGradients.Found found = evaluate(problem, TrainingLoss.mse());
    double loss = problem.reference.loss(problem.parameters);
    assertEquals(loss, found.loss().value(), 1e-5 * loss);
    assertEquals(found.loss().value(), found.loss().reconstruction());
    assertNear(problem.reference.gradient(problem.parameters), found.gradient(), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("dev.sirencast.trainer.GradientTest#architectures")
  void gradientNorm(SirenArchitecture architecture) {
    double lambda = 0.05;
    Problem problem = new Problem(manager, architecture);
    double[] gradient = problem.reference.gradient(problem.parameters);
    double norm = norm(gradient);
    double[] direction = DoubleSiren.shifted(new double[gradient.length], gradient, 1 / norm);
    double[] product = problem.reference.hessianProduct(problem.parameters, direction, 1e-6);
    double loss = problem.reference.loss(problem.parameters);
    PlainGradients.Found exact = evaluate(problem, TrainingLoss.gradientNorm(lambda));
    assertEquals(loss + lambda * norm, exact.loss().value(), 1e-5 * loss);
    assertEquals(loss, exact.loss().reconstruction(), 1e-5 * loss);
    double[] expected = DoubleSiren.shifted(gradient, product, lambda);
    assertNear(expected, exact.gradient(), TOLERANCE);
    PlainGradients.Found difference =
        evaluate(problem, TrainingLoss.gradientNormDifference(lambda));
    assertEquals(exact.loss(), difference.loss());
    double[] penalty = new double[product.length];
    for (int i = 0; i < penalty.length; i++) {
      penalty[i] = (difference.gradient()[i] - gradient[i]) / lambda;
    }
    double share = norm(DoubleSiren.shifted(penalty, product, -1)) / norm(product);
    assertTrue(share < 0.05, () -> "the difference is off by " + share);
    PlainGradients.Found eq9 = evaluate(problem, TrainingLoss.gradientNormEq9(lambda));
    assertEquals(exact.loss(), eq9.loss());
    assertNear(DoubleSiren.shifted(gradient, gradient, lambda / norm), eq9.gradient(), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("dev.sirencast.trainer.PenaltyGradientTest#architectures")
  void penalties(SirenArchitecture architecture) {
    double beta = 0.3;
    Problem problem = new Problem(manager, architecture, Seeding.FIRST_LAYER);
    double[] at = problem.parameters;
    double[] gradient = problem.reference.gradient(at);
    double loss = problem.reference.loss(at);
    double[] byPenalty =
        differences(
            p -> beta / 2 * PenaltyGradientTest.distanceFromOrthogonal(architecture, p), at, 1e-5);
    double penalty = beta / 2 * PenaltyGradientTest.distanceFromOrthogonal(architecture, at);
    PlainGradients.Found lipschitz = evaluate(problem, TrainingLoss.lipschitz(beta));
    assertEquals(loss + penalty, lipschitz.loss().value(), 1e-5 * (loss + penalty));
    assertNear(DoubleSiren.shifted(gradient, byPenalty, 1), lipschitz.gradient(), DIFFERENCES);
    float[] sent = problem.space.perTensor(tensor -> problem.space.isSent(tensor) ? 1 : 0);
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      gradient[i] += 0.01 * sent[i] * Math.signum(at[i]);
      sum += sent[i] * Math.abs(at[i]);
    }
    PlainGradients.Found l1 = evaluate(problem, TrainingLoss.l1(0.01));
    assertEquals(loss + 0.01 * sum, l1.loss().value(), 1e-5 * (loss + 0.01 * sum));
    assertNear(gradient, l1.gradient(), TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("dev.sirencast.trainer.NoisyGradientTest#cases")
  void moments(SirenArchitecture architecture, WeightNoise noise, Seeding seeding) {
    Problem problem = new Problem(manager, architecture, seeding);
    DoubleMoments reference = new DoubleMoments(problem, noise, Problem.WHOLE_BATCH);
    PlainGradients.Found found = evaluate(problem, TrainingLoss.moments(TrainingNoise.of(noise)));
    double expected = reference.loss(problem.parameters);
    assertEquals(expected, found.loss().value(), 2e-5 * expected);
    assertEquals(found.loss().value(), found.loss().reconstruction());
    assertNear(
        differences(reference::loss, problem.parameters, 1e-6), found.gradient(), DIFFERENCES);
  }

  @ParameterizedTest
  @MethodSource("dev.sirencast.trainer.NoisyGradientTest#cases")
  void localNoise(SirenArchitecture architecture, WeightNoise noise, Seeding seeding) {
    Problem problem = new Problem(manager, architecture, seeding);
    for (int pairs : new int[] {0, 1}) {
      PlainGradients.Found found =
          evaluate(problem, TrainingLoss.localReparameterization(TrainingNoise.of(noise), pairs));
      DoubleMoments[] references = drawn(problem, noise, pairs);
      double expected = DoubleMoments.meanLoss(references, problem.parameters);
      assertEquals(expected, found.loss().value(), 2e-5 * expected);
      assertNear(
          differences(at -> DoubleMoments.meanLoss(references, at), problem.parameters, 1e-6),
          found.gradient(),
          DIFFERENCES);
    }
  }

  /** One reference for each sign, with what the loss has drawn for its one tile. */
  private static DoubleMoments[] drawn(Problem problem, WeightNoise noise, int pairs) {
    SirenArchitecture architecture = problem.architecture;
    DoubleMoments[] references = new DoubleMoments[1 + pairs];
    int points = problem.coordinates.length;
    Arrays.setAll(references, i -> new DoubleMoments(problem, noise, points));
    pool.seek(STEP);
    pool.random().nextDouble(); // the place in a mixture
    SplittableRandom random = new SplittableRandom(pool.random().nextLong());
    if (noise.mask() > 0 && problem.space.isSent(0)) {
      boolean[] kept = new boolean[DoubleMoments.firstLayer(architecture)];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = random.nextDouble() >= noise.mask();
      }
      for (DoubleMoments reference : references) {
        reference.mask(0, points, kept);
      }
    }
    SplittableRandom chooser = new SplittableRandom(random.nextLong());
    for (int layer = 0; layer < architecture.layers() - 2; layer++) {
      int rows = architecture.rows(layer);
      boolean sent = problem.space.isSent(2 * layer) || problem.space.isSent(2 * layer + 1);
      // A first layer that is sent has real masks: they need no deviates.
      boolean masked = layer == 0 && noise.sigma() + noise.relative() == 0;
      float[] deviates = new float[points * rows];
      if (sent && !noise.isNone() && !masked) {
        int place = NoisePool.place(chooser);
        for (int i = 0; i < deviates.length; i++) {
          deviates[i] = pool.deviates()[place + i % rows * points + i / rows];
        }
      }
      for (int i = 0; i < references.length; i++) {
        references[i].draw(layer, 0, deviates, i == 0 ? 1 : -1);
      }
    }
    return references;
  }

  @ParameterizedTest
  @MethodSource("dev.sirencast.trainer.NoisyGradientTest#cases")
  void noiseAware(SirenArchitecture architecture, WeightNoise noise, Seeding seeding) {
    Problem problem = new Problem(manager, architecture, seeding);
    double[] at = problem.parameters;
    float[] sent = problem.space.perTensor(tensor -> problem.space.isSent(tensor) ? 1 : 0);
    pool.seek(STEP);
    SplittableRandom random = pool.random();
    random.nextDouble(); // the place in a mixture
    int shift = noise.sigma() > 0 ? NoisePool.place(random) : 0;
    int scale = noise.relative() > 0 ? NoisePool.place(random) : 0;
    double[][] gradients = new double[2][];
    double[] factors = new double[at.length];
    double[][] noisy = new double[2][at.length];
    for (int i = 0; i < at.length; i++) {
      boolean masked = noise.mask() > 0 && random.nextDouble() < noise.mask();
      double drawn = 1 + noise.relative() * pool.deviates()[scale + i];
      factors[i] = sent[i] == 0 ? 1 : masked ? 0 : drawn;
      double added = sent[i] * noise.sigma() * pool.deviates()[shift + i];
      noisy[0][i] = factors[i] * at[i] + added;
      noisy[1][i] = factors[i] * at[i] - added;
    }
    for (int sign = 0; sign < 2; sign++) {
      gradients[sign] = problem.reference.gradient(noisy[sign]);
      for (int i = 0; i < at.length; i++) {
        gradients[sign][i] *= factors[i];
      }
    }
    double[] losses = {problem.reference.loss(noisy[0]), problem.reference.loss(noisy[1])};
    TrainingNoise trained = TrainingNoise.of(noise);
    PlainGradients.Found one = evaluate(problem, TrainingLoss.noiseAware(trained, false));
    assertEquals(losses[0], one.loss().value(), 2e-5 * losses[0]);
    assertNear(gradients[0], one.gradient(), DIFFERENCES);
    PlainGradients.Found both = evaluate(problem, TrainingLoss.noiseAware(trained, true));
    assertEquals((losses[0] + losses[1]) / 2, both.loss().value(), 2e-5 * losses[0]);
    double[] mean = DoubleSiren.shifted(new double[at.length], gradients[0], 0.5);
    assertNear(DoubleSiren.shifted(mean, gradients[1], 0.5), both.gradient(), DIFFERENCES);
  }
}
