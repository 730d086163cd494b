package dev.sirencast.trainer;

import static dev.sirencast.trainer.Problem.FLOAT_TOLERANCE;
import static dev.sirencast.trainer.Problem.WHOLE_BATCH;
import static dev.sirencast.trainer.Vectors.assertClose;
import static dev.sirencast.trainer.Vectors.differences;
import static dev.sirencast.trainer.Vectors.norm;
import static dev.sirencast.trainer.Vectors.toDoubles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.torch.GradientNormDifference;
import dev.sirencast.trainer.torch.GradientNormEq9;
import dev.sirencast.trainer.torch.L1Penalty;
import dev.sirencast.trainer.torch.LipschitzPenalty;
import dev.sirencast.trainer.torch.LossGradient;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The paper's penalties and those that it compares with, against double precision. */
class PenaltyGradientTest {
  private NDManager manager;

  @BeforeEach
  void open() {
    DjlEngine.get().useThreads(1);
    manager = DjlEngine.get().newManager(Device.cpu());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<SirenArchitecture> architectures() {
    return Stream.concat(
        GradientTest.architectures(), Stream.of(new SirenArchitecture(2, 2, 1, 3, 30, 30)));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void gradientNormByDifferencesFollowsTheExactHessian(SirenArchitecture architecture) {
    double lambda = 0.05;
    Problem problem = new Problem(manager, architecture);
    double[] gradient = problem.reference.gradient(problem.parameters);
    double norm = norm(gradient);
    double[] direction = DoubleSiren.shifted(new double[gradient.length], gradient, 1 / norm);
    double[] product = problem.reference.hessianProduct(problem.parameters, direction, 1e-6);
    LossGradient actual = problem.evaluate(new GradientNormDifference(lambda), WHOLE_BATCH);
    double loss = problem.reference.loss(problem.parameters);
    assertEquals(loss + lambda * norm, actual.value(), 1e-4 * actual.value());
    assertEquals(loss, actual.reconstruction(), 1e-5 * loss);
    double[] penalty = DoubleSiren.shifted(toDoubles(actual.gradient()), gradient, -1);
    double[] difference = DoubleSiren.shifted(penalty, product, -lambda);
    double share = norm(difference) / (lambda * norm(product));
    assertTrue(share < 0.05, () -> "off by " + share);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void eq9OnlyMakesTheGradientLonger(SirenArchitecture architecture) {
    double lambda = 0.05;
    Problem problem = new Problem(manager, architecture);
    double[] gradient = problem.reference.gradient(problem.parameters);
    double norm = norm(gradient);
    LossGradient actual = problem.evaluate(new GradientNormEq9(lambda), WHOLE_BATCH);
    double loss = problem.reference.loss(problem.parameters);
    assertEquals(loss + lambda * norm, actual.value(), 1e-4 * actual.value());
    assertClose(
        DoubleSiren.shifted(gradient, gradient, lambda / norm),
        toDoubles(actual.gradient()),
        FLOAT_TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(Seeding.class)
  void l1AddsTheSignsOfWhatIsSent(Seeding seeding) {
    double factor = 0.01;
    SirenArchitecture architecture = new SirenArchitecture(2, 6, 1, 3, 30, 10);
    Problem problem = new Problem(manager, architecture, seeding);
    float[] sent = problem.space.perTensor(tensor -> problem.space.isSent(tensor) ? 1 : 0);
    double[] expected = problem.reference.gradient(problem.parameters);
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      expected[i] += factor * sent[i] * Math.signum(problem.parameters[i]);
      sum += sent[i] * Math.abs(problem.parameters[i]);
    }
    LossGradient actual = problem.evaluate(new L1Penalty(factor), WHOLE_BATCH);
    double loss = problem.reference.loss(problem.parameters);
    assertEquals(loss + factor * sum, actual.value(), 1e-5 * actual.value());
    assertEquals(loss, actual.reconstruction(), 1e-5 * loss);
    assertClose(expected, toDoubles(actual.gradient()), FLOAT_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void lipschitzMatchesDifferencesOfThePenalty(SirenArchitecture architecture) {
    double beta = 0.3;
    Problem problem = new Problem(manager, architecture);
    double[] at = problem.parameters;
    LossGradient actual = problem.evaluate(new LipschitzPenalty(beta), WHOLE_BATCH);
    double loss = problem.reference.loss(at);
    double penalty = beta / 2 * distanceFromOrthogonal(architecture, at);
    assertEquals(loss + penalty, actual.value(), 1e-5 * actual.value());
    assertEquals(loss, actual.reconstruction(), 1e-5 * loss);
    double[] differences =
        differences(p -> beta / 2 * distanceFromOrthogonal(architecture, p), at, 1e-5);
    double[] expected = DoubleSiren.shifted(problem.reference.gradient(at), differences, 1);
    assertClose(expected, toDoubles(actual.gradient()), FLOAT_TOLERANCE);
  }

  /** The sum over the layers after the first of {@code |A - I|_F^2}, A the smaller Gram matrix. */
  static double distanceFromOrthogonal(SirenArchitecture architecture, double[] at) {
    double sum = 0;
    int offset = architecture.rows(0) * (architecture.columns(0) + 1);
    for (int layer = 1; layer < architecture.layers(); layer++) {
      int rows = architecture.rows(layer);
      int columns = architecture.columns(layer);
      int size = Math.min(rows, columns);
      double square = Math.pow(architecture.omega0(layer), 2);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          double product = 0;
          for (int k = 0; k < Math.max(rows, columns); k++) {
            product +=
                rows <= columns
                    ? at[offset + i * columns + k] * at[offset + j * columns + k]
                    : at[offset + k * columns + i] * at[offset + k * columns + j];
          }
          sum += Math.pow(square * product - (i == j ? 1 : 0), 2);
        }
      }
      offset += rows * (columns + 1);
    }
    return sum;
  }
}
