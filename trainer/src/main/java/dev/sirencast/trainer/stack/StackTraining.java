package dev.sirencast.trainer.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.TrainingPoints;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.network.Adam;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Networks of one shape, on points of one grid, trained together on the engine. Every step has a
 * manager of its own, closed at its end, so that memory stays flat.
 */
final class StackTraining implements AutoCloseable {
  private final NDManager manager;
  private final SirenArchitecture architecture;
  private final NDArray coordinates;
  private final NDArray targets;
  private final NDArray parameters;
  private final NDArray factors;
  private final Adam adam;

  private StackTraining(
      NDManager manager,
      SirenArchitecture architecture,
      NDArray coordinates,
      NDArray targets,
      NDArray parameters,
      NDArray factors,
      Adam adam) {
    this.manager = manager;
    this.architecture = architecture;
    this.coordinates = coordinates;
    this.targets = targets;
    this.parameters = parameters;
    this.factors = factors;
    this.adam = adam;
  }

  /**
   * Returns networks that begin alike.
   *
   * @param parent of the manager that owns all arrays
   * @param points one for each network, all on the same grid
   */
  static StackTraining begin(
      NDManager parent,
      SirenArchitecture architecture,
      float[] initial,
      List<TrainingPoints> points) {
    NDManager manager = parent.newSubManager();
    int networks = points.size();
    int count = points.get(0).count();
    float[] x = new float[architecture.inputs() * count];
    points.get(0).copyCoordinates(x);
    int length = architecture.outputs() * count;
    float[] t = new float[Math.multiplyExact(networks, length)];
    float[] weights = new float[Math.multiplyExact(networks, initial.length)];
    for (int i = 0; i < networks; i++) {
      points.get(i).copyTargets(t, i * length);
      System.arraycopy(initial, 0, weights, i * initial.length, initial.length);
    }
    NDArray parameters = manager.create(weights, new Shape(networks, initial.length));
    ParameterSpace space = new ParameterSpace(architecture, SeededTensors.none());
    return new StackTraining(
        manager,
        architecture,
        manager.create(x, new Shape(architecture.inputs(), count)),
        manager.create(t, new Shape(networks, architecture.outputs(), count)),
        parameters,
        StackWeights.factors(manager, architecture),
        new Adam(manager, parameters, manager.create(space.perTensor(space::rate))));
  }

  /**
   * Checks that a stack can do what is asked.
   *
   * @throws IllegalArgumentException if batches of points or seeded tensors are asked for
   */
  static void requireFullBatch(FitOptions options) {
    if (options.batchPoints() != 0 || !options.seeded().isEmpty() || options.firstRate() != 1) {
      throw new IllegalArgumentException(
          "stacks on the tensor engine are fitted to all points at once, in all their tensors, at"
              + " one rate");
    }
  }

  void fit(FitOptions options, int end, BooleanSupplier cancelled) {
    int last = Math.min(end, options.schedule().steps());
    while (adam.steps() < last && !cancelled.getAsBoolean()) {
      try (NDManager scope = manager.newSubManager();
          StackPass pass = pass(scope)) {
        NDArray gradient = pass.gradient(targets);
        adam.step(gradient.muli(factors), options.schedule().rate(adam.steps()));
      }
    }
  }

  /** The sum of squared errors of each network. */
  float[] squaredErrors() {
    try (NDManager scope = manager.newSubManager();
        StackPass pass = pass(scope)) {
      return pass.squaredErrors(targets).toFloatArray();
    }
  }

  /** The gradient of each network's mean squared error by its weights, one after another. */
  float[] gradients() {
    try (NDManager scope = manager.newSubManager();
        StackPass pass = pass(scope)) {
      return pass.gradient(targets).muli(factors).toFloatArray();
    }
  }

  private StackPass pass(NDManager scope) {
    return new StackPass(
        scope, StackWeights.of(scope, architecture, parameters, factors), coordinates);
  }

  /** All weights, network after network. */
  float[] weights() {
    return parameters.toFloatArray();
  }

  /** Returns some of the networks, with the optimiser where it stands. */
  StackTraining only(int... members) {
    NDManager other = manager.getParentManager().newSubManager();
    try (NDArray numbers = other.create(members)) {
      NDIndex rows = new NDIndex("{}", numbers);
      NDArray own = parameters.get(other, rows);
      return new StackTraining(
          other,
          architecture,
          copy(coordinates, other),
          targets.get(other, rows),
          own,
          copy(factors, other),
          adam.rows(other, own, rows));
    }
  }

  private static NDArray copy(NDArray array, NDManager owner) {
    NDArray copy = array.duplicate();
    copy.attach(owner);
    return copy;
  }

  @Override
  public void close() {
    manager.close();
  }
}
