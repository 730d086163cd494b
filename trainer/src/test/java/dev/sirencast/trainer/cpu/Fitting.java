package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.trainer.DoubleSiren;
import java.util.SplittableRandom;

/** A network, and points at random places with random or smooth targets. */
final class Fitting {
  final SirenArchitecture architecture;
  final float[] weights;
  final float[][] coordinates;
  final float[] targets;
  final TrainingPoints points;

  private Fitting(SirenArchitecture architecture, int count, boolean smooth) {
    this.architecture = architecture;
    this.weights = SirenInitializer.initialize(architecture, 5).toFlatArray();
    SplittableRandom random = new SplittableRandom(count);
    coordinates = new float[architecture.inputs()][count];
    targets = new float[count * architecture.outputs()];
    for (int i = 0; i < count; i++) {
      for (float[] axis : coordinates) {
        axis[i] = (float) (2 * random.nextDouble() - 1);
      }
      for (int c = 0; c < architecture.outputs(); c++) {
        double wave = Math.sin(5 * coordinates[0][i] + c) * 0.7;
        targets[i * architecture.outputs() + c] =
            (float) (smooth ? wave : 2 * random.nextDouble() - 1);
      }
    }
    points = TrainingPoints.of(coordinates, targets, architecture.outputs());
  }

  static Fitting random(SirenArchitecture architecture, int count) {
    return new Fitting(architecture, count, false);
  }

  static Fitting smooth(SirenArchitecture architecture, int count) {
    return new Fitting(architecture, count, true);
  }

  NetworkPass pass(TrainingKernel<?> kernel) {
    return new NetworkPass(architecture, TileGroups.TileSharing.NONE, kernel);
  }

  /** The same in double precision, whose loss is a mean over points alone. */
  DoubleSiren reference() {
    int count = points.count();
    double[][] x = new double[count][architecture.inputs()];
    double[][] t = new double[count][architecture.outputs()];
    for (int i = 0; i < count; i++) {
      for (int axis = 0; axis < x[i].length; axis++) {
        x[i][axis] = coordinates[axis][i];
      }
      for (int c = 0; c < t[i].length; c++) {
        t[i][c] = targets[i * t[i].length + c];
      }
    }
    return new DoubleSiren(architecture, x, t);
  }

  double[] referenceGradient() {
    double[] gradient = reference().gradient(doubles(weights));
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= architecture.outputs();
    }
    return gradient;
  }

  double referenceError() {
    return reference().loss(doubles(weights)) * points.count();
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** The length of the difference over that of what was expected. */
  static double distance(double[] expected, float[] actual) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += (expected[i] - actual[i]) * (expected[i] - actual[i]);
      length += expected[i] * expected[i];
    }
    return Math.sqrt(difference / length);
  }
}
