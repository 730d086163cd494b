package dev.sirencast.trainer.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moment propagation from any layer on; {@code NoisyGradientTest} checks it from the first on. */
class MomentPassTest {
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 6, 2, 3, 20, 10);

  private NDManager manager;
  private Problem problem;
  private FoldedParameters network;
  private Tile tile;

  @BeforeEach
  void open() {
    DjlEngine.get().useThreads(1);
    manager = DjlEngine.get().newManager(Device.cpu());
    problem = new Problem(manager, SHAPE);
    network = problem.trained.network(manager);
    tile = problem.points(1 << 20).grid().tiles().get(0);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private MomentPass from(int first, NDArray inputs, WeightNoise noise) {
    return new MomentPass(
        new MomentNetwork(network, noise), first, inputs, tile.targets(), points());
  }

  private int points() {
    return problem.signal.grid().points();
  }

  private static double value(NDArray scalar) {
    return scalar.toFloatArray()[0];
  }

  @Test
  void withoutNoiseItIsTheSquaredError() {
    double expected;
    try (NDArray outputs = network.outputs(manager, tile.coordinates())) {
      expected = value(outputs.sub(tile.targets()).square().sum());
    }
    try (MomentPass pass = from(0, tile.coordinates(), WeightNoise.NONE)) {
      assertEquals(expected, value(pass.squaredError()), 1e-5 * expected);
    }
  }

  @Test
  void noiseAddsToTheError() {
    double last = 0;
    for (double sigma : new double[] {0, 1e-3, 1e-2}) {
      try (MomentPass pass = from(0, tile.coordinates(), WeightNoise.gaussian(sigma))) {
        double error = value(pass.squaredError());
        assertTrue(error > last, error + " after " + last);
        last = error;
      }
    }
  }

  @Test
  void givesTheGradientByTheInputsOfTheLayerItBeginsWith() {
    int first = 2;
    NDArray inputs = manager.zeros(new Shape(points(), SHAPE.columns(first)));
    inputs = inputs.add(0.3f);
    WeightNoise noise = new WeightNoise(2e-3, 0.05, 0);
    ParameterViews byMeans = network.zeros();
    ParameterViews bySpreads = network.zeros();
    NDArray gradient;
    try (MomentPass pass = from(first, inputs, noise)) {
      gradient = pass.addGradientTo(byMeans, bySpreads);
      assertNotNull(gradient);
      // Along all inputs at once: a float's differences along one would be noise.
      double slope = value(gradient.sum());
      double change = 1e-2;
      double up = error(first, inputs.add((float) change), noise);
      double down = error(first, inputs.sub((float) change), noise);
      double expected = (up - down) / (2 * change) / points();
      assertEquals(expected, slope, 0.02 * Math.abs(expected));
    }
    // Nothing is known of the layers before.
    assertEquals(0, value(byMeans.weight(0).abs().sum()));
    assertEquals(0, value(byMeans.weight(1).abs().sum()));
  }

  private double error(int first, NDArray inputs, WeightNoise noise) {
    try (MomentPass pass = from(first, inputs, noise)) {
      return value(pass.squaredError());
    }
  }

  @Test
  void fromTheFirstLayerOnThereIsNoGradientByTheInputs() {
    try (MomentPass pass = from(0, tile.coordinates(), WeightNoise.gaussian(1e-3))) {
      assertNull(pass.addGradientTo(network.zeros(), network.zeros()));
    }
  }
}
