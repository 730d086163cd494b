package dev.sirencast.trainer.stack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.trainer.DoubleSiren;
import dev.sirencast.trainer.TrainingEngine;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.NetworkPass;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.TrainingDevice;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stacks in plain Java and on libtorch, beside each other and double precision. */
class StackEngineTest {
  private static final int[] SIZES = {120, 96, 120, 120, 96};
  private static final FitOptions OPTIONS = FitOptions.fullBatch(5e-3, 60);

  static Stream<SirenArchitecture> architectures() {
    return Stream.of(
        new SirenArchitecture(2, 16, 2, 3, 30, 30),
        new SirenArchitecture(1, 20, 2, 1, 30, 30),
        new SirenArchitecture(3, 7, 1, 3, 18, 30, 3),
        new SirenArchitecture(2, 4, 0, 1, 30, 30));
  }

  static Stream<StackEngine> engines() {
    return Stream.of(
        StackEngine.of(TrainingEngine.JAVA, TrainingDevice.CPU),
        StackEngine.of(TrainingEngine.TORCH, TrainingDevice.CPU));
  }

  /** Points in a row: two grids, as patches of nearly equal size have them. */
  private static double[][] places(SirenArchitecture architecture, int network) {
    double[][] places = new double[SIZES[network]][architecture.inputs()];
    for (int p = 0; p < places.length; p++) {
      for (int axis = 0; axis < places[p].length; axis++) {
        places[p][axis] = (float) Math.sin(p * (0.7 + axis) + SIZES[network]);
      }
    }
    return places;
  }

  private static double[][] values(SirenArchitecture architecture, int network) {
    double[][] places = places(architecture, network);
    double[][] values = new double[SIZES[network]][architecture.outputs()];
    for (int p = 0; p < values.length; p++) {
      for (int c = 0; c < values[p].length; c++) {
        values[p][c] = (float) (0.8 * Math.sin(4 * places[p][0] + c + network));
      }
    }
    return values;
  }

  private static List<TrainingPoints> points(SirenArchitecture architecture) {
    return IntStream.range(0, SIZES.length).mapToObj(i -> points(architecture, i)).toList();
  }

  private static TrainingPoints points(SirenArchitecture architecture, int network) {
    double[][] places = places(architecture, network);
    double[][] values = values(architecture, network);
    float[][] coordinates = new float[architecture.inputs()][places.length];
    float[] targets = new float[places.length * architecture.outputs()];
    for (int p = 0; p < places.length; p++) {
      for (int axis = 0; axis < coordinates.length; axis++) {
        coordinates[axis][p] = (float) places[p][axis];
      }
      for (int c = 0; c < values[p].length; c++) {
        targets[p * values[p].length + c] = (float) values[p][c];
      }
    }
    return TrainingPoints.of(coordinates, targets, architecture.outputs());
  }

  private static float[] initial(SirenArchitecture architecture) {
    return SirenInitializer.initialize(architecture, 3).toFlatArray();
  }

  private static NetworkStack begin(StackEngine engine, SirenArchitecture architecture) {
    return engine.fitter(1).begin(architecture, initial(architecture), points(architecture));
  }

  /** The length of the difference over that of what was expected. */
  private static double distance(double[] expected, float[] actual) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += (expected[i] - actual[i]) * (expected[i] - actual[i]);
      length += expected[i] * expected[i];
    }
    return Math.sqrt(difference / length);
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void bothGradientsAreThoseOfDoublePrecision(SirenArchitecture architecture) {
    DjlEngine.get().useThreads(1);
    float[] weights = initial(architecture);
    List<Integer> members = List.of(0, 2, 3);
    List<TrainingPoints> points = members.stream().map(points(architecture)::get).toList();
    try (NDManager manager = DjlEngine.get().newManager(Device.cpu());
        StackTraining stack = StackTraining.begin(manager, architecture, weights, points)) {
      float[] gradients = stack.gradients();
      float[] errors = stack.squaredErrors();
      for (int i = 0; i < members.size(); i++) {
        int network = members.get(i);
        double[] expected =
            new DoubleSiren(
                    architecture, places(architecture, network), values(architecture, network))
                .gradient(doubles(weights));
        for (int w = 0; w < expected.length; w++) {
          expected[w] /= architecture.outputs();
        }
        float[] java = new float[weights.length];
        double error = new NetworkPass(architecture).squaredError(weights, points.get(i), java);
        float[] torch = Arrays.copyOfRange(gradients, i * weights.length, (i + 1) * weights.length);
        assertEquals(error, errors[i], 1e-5 * error);
        assertTrue(distance(expected, java) <= 1e-5, "Java: " + distance(expected, java));
        assertTrue(distance(expected, torch) <= 1e-5, "libtorch: " + distance(expected, torch));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void bothEnginesTakeTheSameSteps(SirenArchitecture architecture) {
    List<NetworkStack> stacks = engines().map(engine -> begin(engine, architecture)).toList();
    stacks.forEach(stack -> stack.fit(OPTIONS, 5));
    float[][] java = stacks.get(0).weights();
    float[][] torch = stacks.get(1).weights();
    for (int i = 0; i < SIZES.length; i++) {
      assertTrue(
          distance(doubles(java[i]), torch[i]) < 1e-4, distance(doubles(java[i]), torch[i]) + "");
    }
    double[] before = stacks.get(0).squaredErrors();
    stacks.forEach(stack -> stack.fit(OPTIONS, 20));
    double[] javaErrors = stacks.get(0).squaredErrors();
    double[] torchErrors = stacks.get(1).squaredErrors();
    for (int i = 0; i < SIZES.length; i++) {
      assertTrue(javaErrors[i] < before[i]);
      assertEquals(javaErrors[i], torchErrors[i], 0.05 * javaErrors[i]);
    }
    stacks.forEach(NetworkStack::close);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void someGoOnAsIfAllDid(StackEngine engine) {
    SirenArchitecture architecture = architectures().findFirst().orElseThrow();
    try (NetworkStack all = begin(engine, architecture);
        NetworkStack whole = begin(engine, architecture)) {
      all.fit(OPTIONS, 10);
      whole.fit(OPTIONS, 30);
      try (NetworkStack some = all.only(1, 2, 4)) {
        some.fit(OPTIONS, 30);
        assertEquals(3, some.size());
        double[] errors = whole.squaredErrors();
        double[] expected = {errors[1], errors[2], errors[4]};
        for (int i = 0; i < 3; i++) {
          assertEquals(expected[i], some.squaredErrors()[i], 1e-3 * expected[i]);
        }
      }
    }
  }

  @Test
  void javaStacksAreTheirNetworksAlone() {
    SirenArchitecture architecture = architectures().findFirst().orElseThrow();
    StackEngine engine = engines().findFirst().orElseThrow();
    try (NetworkStack all = begin(engine, architecture)) {
      all.fit(OPTIONS, 20);
      for (int i = 0; i < SIZES.length; i++) {
        try (NetworkStack one =
            engine
                .fitter(1)
                .begin(architecture, initial(architecture), List.of(points(architecture, i)))) {
          one.fit(OPTIONS, 20);
          assertArrayEquals(one.weights()[0], all.weights()[i]);
        }
      }
    }
  }

  @Test
  void tensorEngineRefusesBatchesOfPoints() {
    StackEngine engine = StackEngine.of(TrainingEngine.TORCH, TrainingDevice.CPU);
    try (NetworkStack stack = begin(engine, architectures().findFirst().orElseThrow())) {
      assertThrows(IllegalArgumentException.class, () -> stack.fit(OPTIONS.withBatches(16, 1), 10));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void divergenceIsSeen(StackEngine engine) {
    try (NetworkStack stack = begin(engine, architectures().findFirst().orElseThrow())) {
      FitOptions wild = FitOptions.fullBatch(1e38, 60);
      assertThrows(
          ArithmeticException.class,
          () -> {
            stack.fit(wild, 60);
            stack.squaredErrors();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void batchedOutputsAreThoseOfPlainJava(SirenArchitecture architecture) {
    TrainingPoints points = points(architecture, 0);
    float[] coordinates = new float[architecture.inputs() * points.count()];
    points.copyCoordinates(coordinates);
    List<float[]> weights =
        IntStream.range(0, 5)
            .mapToObj(seed -> SirenInitializer.initialize(architecture, seed).toFlatArray())
            .toList();
    try (EngineStack stack = EngineStack.of(architecture, weights, coordinates, 2)) {
      assertEquals(3, stack.batches());
      for (int i = 0; i < weights.size(); i++) {
        float[] expected = new float[points.count() * architecture.outputs()];
        new NetworkPass(architecture).outputs(weights.get(i), points, expected);
        float[] actual = stack.evaluate(1, i / 2);
        for (int p = 0; p < points.count(); p++) {
          for (int c = 0; c < architecture.outputs(); c++) {
            int at = (i % 2 * architecture.outputs() + c) * points.count() + p;
            assertEquals(expected[p * architecture.outputs() + c], actual[at], 2e-5f);
          }
        }
      }
    }
  }

  @Test
  void javaTrainsOnNoGpu() {
    assertThrows(
        IllegalArgumentException.class,
        () -> StackEngine.of(TrainingEngine.JAVA, TrainingDevice.GPU));
  }
}
