package dev.sirencast.trainer;

import ai.djl.ndarray.NDManager;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.ParameterSpace;
import dev.sirencast.trainer.network.NoiseSource;
import dev.sirencast.trainer.network.SignalPoints;
import dev.sirencast.trainer.network.TrainedParameters;
import dev.sirencast.trainer.torch.LossGradient;
import dev.sirencast.trainer.torch.Objective;
import dev.sirencast.trainer.torch.Step;

/** Initial weights and a signal, for the trainer and for a reference in double precision. */
public final class Problem {
  /** Relative to the largest component: float32 sums of a few hundred terms, phases up to 100. */
  static final double FLOAT_TOLERANCE = 2e-4;

  static final int WHOLE_BATCH = 1 << 20;
  private static final long SEED = 42;
  private static final int[][] HUNDREDS = {{150}, {15, 10}, {6, 5, 5}};
  private static final int[][] DOZENS = {{24}, {6, 4}, {4, 3, 2}};

  final SirenArchitecture architecture;
  final SirenWeights weights;
  public final Signal signal;
  final ParameterSpace space;
  public final TrainedParameters trained;
  final double[] parameters;
  final double[][] coordinates;
  final double[][] targets;
  final DoubleSiren reference;
  private final NDManager manager;

  /** A few hundred points, and nothing seeded. */
  public Problem(NDManager manager, SirenArchitecture architecture) {
    this(manager, architecture, Seeding.NONE, HUNDREDS[architecture.inputs() - 1]);
  }

  /** Two dozen points: few enough for differences along every parameter. */
  public Problem(NDManager manager, SirenArchitecture architecture, Seeding seeding) {
    this(manager, architecture, seeding, DOZENS[architecture.inputs() - 1]);
  }

  private Problem(NDManager manager, SirenArchitecture architecture, Seeding seeding, int[] sizes) {
    this.manager = manager;
    this.architecture = architecture;
    signal = TestSignals.waves(architecture.outputs(), sizes);
    weights = SirenInitializer.initialize(architecture, SEED);
    space = new ParameterSpace(architecture, seeding.tensors(architecture, SEED));
    trained = new TrainedParameters(manager, space, weights);
    parameters = Vectors.toDoubles(weights.toFlatArray());
    coordinates = coordinates();
    targets = targets();
    reference = new DoubleSiren(architecture, coordinates, targets);
  }

  private double[][] coordinates() {
    int axes = signal.grid().dimensions();
    int points = signal.grid().points();
    float[][] rows = new float[axes][points];
    signal.grid().coordinates(0, points, rows);
    double[][] coordinates = new double[points][axes];
    for (int i = 0; i < points; i++) {
      for (int axis = 0; axis < axes; axis++) {
        coordinates[i][axis] = rows[axis][i];
      }
    }
    return coordinates;
  }

  private double[][] targets() {
    double[][] targets = new double[signal.grid().points()][signal.components()];
    for (int i = 0; i < targets.length; i++) {
      for (int c = 0; c < targets[i].length; c++) {
        targets[i][c] = 2.0 * signal.sample(i, c) - 1;
      }
    }
    return targets;
  }

  public SignalPoints points(int tileSize) {
    return new SignalPoints(manager, signal, tileSize);
  }

  LossGradient evaluate(Objective objective, int tileSize) {
    return evaluate(objective, tileSize, new NoiseSource(manager, 1, 1 << 20));
  }

  LossGradient evaluate(Objective objective, int tileSize, NoiseSource noise) {
    return objective.evaluate(
        new Step(trained.network(manager), points(tileSize).grid(), noise, 0));
  }
}
