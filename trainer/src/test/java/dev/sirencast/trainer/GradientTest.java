package dev.sirencast.trainer;

import static dev.sirencast.trainer.Problem.FLOAT_TOLERANCE;
import static dev.sirencast.trainer.Problem.WHOLE_BATCH;
import static dev.sirencast.trainer.Vectors.assertClose;
import static dev.sirencast.trainer.Vectors.norm;
import static dev.sirencast.trainer.Vectors.toDoubles;
import static dev.sirencast.trainer.Vectors.toFloats;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.network.Batch;
import dev.sirencast.trainer.network.BatchPass;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.FoldedParameters;
import dev.sirencast.trainer.network.HessianVectorPass;
import dev.sirencast.trainer.network.NoiseSource;
import dev.sirencast.trainer.network.ParameterViews;
import dev.sirencast.trainer.network.SignalPoints;
import dev.sirencast.trainer.network.Tile;
import dev.sirencast.trainer.network.TilePass;
import dev.sirencast.trainer.network.TrainedParameters;
import dev.sirencast.trainer.torch.GradientNorm;
import dev.sirencast.trainer.torch.LossGradient;
import dev.sirencast.trainer.torch.MeanSquaredError;
import dev.sirencast.trainer.torch.Objective;
import dev.sirencast.trainer.torch.Step;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every derivative against another way to compute it. */
class GradientTest {
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
    return Stream.of(
        new SirenArchitecture(1, 8, 0, 1, 30, 30),
        new SirenArchitecture(1, 16, 3, 3, 30, 10),
        new SirenArchitecture(2, 12, 0, 3, 20, 30),
        new SirenArchitecture(2, 16, 1, 1, 30, 30),
        new SirenArchitecture(2, 16, 3, 3, 30, 30),
        new SirenArchitecture(3, 10, 1, 3, 5, 10),
        new SirenArchitecture(3, 16, 3, 1, 30, 3),
        new SirenArchitecture(2, 16, 2, 3, 30, 1, 0.2));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void referenceGradientMatchesDifferencesOfTheLoss(SirenArchitecture architecture) {
    Problem problem = new Problem(manager, architecture);
    double[] gradient = problem.reference.gradient(problem.parameters);
    double[] differences = new double[gradient.length];
    double step = 1e-6;
    for (int i = 0; i < gradient.length; i++) {
      double[] unit = new double[gradient.length];
      unit[i] = 1;
      double ahead = problem.reference.loss(DoubleSiren.shifted(problem.parameters, unit, step));
      double behind = problem.reference.loss(DoubleSiren.shifted(problem.parameters, unit, -step));
      differences[i] = (ahead - behind) / (2 * step);
    }
    assertClose(differences, gradient, 1e-7);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void mseGradientMatchesTheReference(SirenArchitecture architecture) {
    Problem problem = new Problem(manager, architecture);
    LossGradient actual = problem.evaluate(new MeanSquaredError(), WHOLE_BATCH);
    double loss = problem.reference.loss(problem.parameters);
    assertEquals(loss, actual.value(), 1e-5 * loss);
    assertEquals(actual.value(), actual.reconstruction());
    assertClose(
        problem.reference.gradient(problem.parameters),
        toDoubles(actual.gradient()),
        FLOAT_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void mseGradientMatchesAutomaticDifferentiation(SirenArchitecture architecture) {
    Problem problem = new Problem(manager, architecture);
    LossGradient actual = problem.evaluate(new MeanSquaredError(), WHOLE_BATCH);
    assertClose(recordedGradient(problem), toDoubles(actual.gradient()), FLOAT_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void tangentPassMatchesDifferencesOfTheGradient(SirenArchitecture architecture) {
    Problem problem = new Problem(manager, architecture);
    double[] direction = unitVector(problem.parameters.length);
    double[] expected = problem.reference.hessianProduct(problem.parameters, direction, 1e-6);
    FoldedParameters network = problem.trained.network(manager);
    ParameterViews product = network.zeros();
    Batch batch = problem.points(WHOLE_BATCH).grid();
    try (TilePass pass =
            new TilePass(network, batch.tiles().get(0), batch.points()).keepGradients();
        HessianVectorPass tangent =
            new HessianVectorPass(pass, network.fold(manager.create(toFloats(direction))))) {
      tangent.addHessianProductTo(product);
    }
    assertClose(expected, toDoubles(network.unfold(product)), FLOAT_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void gradientNormGradientMatchesTheReference(SirenArchitecture architecture) {
    double lambda = 0.05;
    Problem problem = new Problem(manager, architecture);
    double[] gradient = problem.reference.gradient(problem.parameters);
    double norm = norm(gradient);
    double[] direction = DoubleSiren.shifted(new double[gradient.length], gradient, 1 / norm);
    double[] product = problem.reference.hessianProduct(problem.parameters, direction, 1e-6);
    LossGradient actual = problem.evaluate(new GradientNorm(lambda), WHOLE_BATCH);
    double loss = problem.reference.loss(problem.parameters);
    assertEquals(loss + lambda * norm, actual.value(), 1e-4 * actual.value());
    assertEquals(loss, actual.reconstruction(), 1e-5 * loss);
    assertClose(
        DoubleSiren.shifted(gradient, product, lambda),
        toDoubles(actual.gradient()),
        FLOAT_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void tilesChangeNothingButRounding(SirenArchitecture architecture) {
    Problem problem = new Problem(manager, architecture);
    for (Objective objective : new Objective[] {new MeanSquaredError(), new GradientNorm(0.05)}) {
      LossGradient whole = problem.evaluate(objective, WHOLE_BATCH);
      LossGradient tiled = problem.evaluate(objective, 64);
      assertEquals(whole.value(), tiled.value(), 1e-5 * whole.value());
      assertClose(toDoubles(whole.gradient()), toDoubles(tiled.gradient()), FLOAT_TOLERANCE);
    }
  }

  @Test
  void passesComputedAnewGiveTheSameProductAsPassesKept() {
    Problem problem = new Problem(manager, new SirenArchitecture(2, 16, 3, 3, 30, 30));
    FoldedParameters network = problem.trained.network(manager);
    Batch batch = problem.points(64).grid();
    double[][] products = new double[2][];
    for (int i = 0; i < 2; i++) {
      ParameterViews product = network.zeros();
      try (BatchPass pass = new BatchPass(network, batch, i == 0)) {
        ParameterViews direction = network.fold(pass.gradient());
        pass.revisit(
            tile -> {
              try (HessianVectorPass tangent = new HessianVectorPass(tile, direction)) {
                tangent.addHessianProductTo(product);
              }
            });
      }
      products[i] = toDoubles(product.flat());
    }
    assertClose(products[0], products[1], 0);
  }

  @Test
  void normAddsNothingWhereTheGradientIsZero() {
    SirenArchitecture architecture = new SirenArchitecture(1, 4, 1, 1, 30, 30);
    SirenWeights zeros = SirenWeights.ofFlat(architecture, new float[architecture.parameters()]);
    float[] grey = {0.5f, 0.5f, 0.5f};
    Signal signal = Signal.of(new ImageFormat(8), CoordinateGrid.of(3), 1, grey);
    LossGradient actual =
        new GradientNorm(0.1)
            .evaluate(
                new Step(
                    new TrainedParameters(
                            manager, new ParameterSpace(architecture, SeededTensors.none()), zeros)
                        .network(manager),
                    new SignalPoints(manager, signal, 8).grid(),
                    new NoiseSource(manager, 1, 1 << 20),
                    0));
    assertEquals(0, actual.value());
    assertEquals(0, norm(toDoubles(actual.gradient())));
  }

  private static double[] unitVector(int length) {
    SplittableRandom random = new SplittableRandom(7);
    double[] vector = random.doubles(length, -1, 1).toArray();
    return DoubleSiren.shifted(new double[length], vector, 1 / norm(vector));
  }

  /** The gradient by the engine's automatic differentiation, constants as arrays throughout. */
  private double[] recordedGradient(Problem problem) {
    Tile tile = problem.points(WHOLE_BATCH).grid().tiles().get(0);
    NDArray[] tensors = new NDArray[problem.architecture.tensors()];
    for (int id = 0; id < tensors.length; id++) {
      NDArray values = manager.create(problem.weights.tensors().get(id).toArray());
      tensors[id] =
          id % 2 == 0
              ? values.reshape(
                  problem.architecture.tensorRows(id), problem.architecture.columns(id / 2))
              : values;
      tensors[id].setRequiresGradient(true);
    }
    NDArray points = manager.create(new float[] {problem.signal.grid().points()});
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray h = tile.coordinates();
      for (int layer = 0; layer < problem.architecture.layers(); layer++) {
        h = Linear.linear(h, tensors[2 * layer], tensors[2 * layer + 1]).singletonOrThrow();
        h = h.mul(manager.create(new float[] {(float) problem.architecture.omega0(layer)}));
        if (problem.architecture.isSine(layer)) {
          h = h.sin();
        }
      }
      collector.backward(h.sub(tile.targets()).square().sum().div(points));
    }
    double[] flat = new double[problem.parameters.length];
    int offset = 0;
    for (NDArray tensor : tensors) {
      double[] part = toDoubles(tensor.getGradient());
      System.arraycopy(part, 0, flat, offset, part.length);
      offset += part.length;
    }
    return flat;
  }
}
