package dev.sirencast.trainer;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightNoise;
import java.util.Arrays;

/**
 * The expected loss of a sine network whose weights are random, point by point in plain Java and
 * double precision: what the trainer's losses under noise are compared with.
 *
 * <p>Products of independent variables are taken from their first two moments: {@code Var(w h) =
 * Var(w) E(h^2) + E(w)^2 Var(h)}. Sines are those of a Gaussian, or drawn.
 */
final class DoubleMoments {
  private final Problem problem;
  private final SirenArchitecture architecture;
  private final WeightNoise noise;
  private final double[][] draws;
  private boolean[] kept;

  DoubleMoments(Problem problem, WeightNoise noise) {
    this.problem = problem;
    this.architecture = problem.architecture;
    this.noise = noise;
    this.draws = new double[architecture.layers()][];
  }

  /** Fixes a layer's noise: a normal deviate for each point and neuron, point by point. */
  void draw(int layer, int firstPoint, float[] deviates, int sign) {
    int rows = architecture.rows(layer);
    if (draws[layer] == null) {
      draws[layer] = new double[problem.coordinates.length * rows];
    }
    for (int i = 0; i < deviates.length; i++) {
      draws[layer][firstPoint * rows + i] = sign * deviates[i];
    }
  }

  /** Fixes the masks of the first layer: for each point, whether W0 and then b0 are kept. */
  void mask(int firstPoint, int points, boolean[] keptOfTile) {
    int count = keptOfTile.length;
    if (kept == null) {
      kept = new boolean[problem.coordinates.length * count];
    }
    for (int point = firstPoint; point < firstPoint + points; point++) {
      System.arraycopy(keptOfTile, 0, kept, point * count, count);
    }
  }

  double loss(double[] parameters) {
    double sum = 0;
    for (int i = 0; i < problem.coordinates.length; i++) {
      sum += squaredError(parameters, i);
    }
    return sum / problem.coordinates.length;
  }

  private double squaredError(double[] parameters, int point) {
    double[] m = problem.coordinates[point];
    double[] v = new double[m.length];
    double error = 0;
    int offset = 0;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int rows = architecture.rows(layer);
      int columns = architecture.columns(layer);
      double[] mean = new double[rows];
      double[] variance = new double[rows];
      for (int r = 0; r < rows; r++) {
        Moments b = moments(parameters, offset + rows * columns + r, 2 * layer + 1, point);
        double z = b.mean();
        double square = b.variance();
        for (int c = 0; c < columns; c++) {
          Moments w = moments(parameters, offset + r * columns + c, 2 * layer, point);
          z += w.mean() * m[c];
          square += w.variance() * (m[c] * m[c] + v[c]) + w.mean() * w.mean() * v[c];
        }
        double factor = architecture.omega0(layer);
        z *= factor;
        square *= factor * factor;
        if (!architecture.isSine(layer)) {
          double residual = z - problem.targets[point][r];
          error += residual * residual + square;
        } else if (draws[layer] != null) {
          mean[r] = Math.sin(z + Math.sqrt(square) * draws[layer][point * rows + r]);
        } else {
          mean[r] = Math.exp(-square / 2) * Math.sin(z);
          double sineSquare = (1 - Math.exp(-2 * square) * Math.cos(2 * z)) / 2;
          variance[r] = sineSquare - mean[r] * mean[r];
        }
      }
      m = mean;
      v = variance;
      offset += rows * (columns + 1);
    }
    return error;
  }

  private record Moments(double mean, double variance) {}

  /** Of {@code k w (1 + relative e) + sigma e'}, by its first and second moment. */
  private Moments moments(double[] parameters, int index, int tensor, int point) {
    double w = parameters[index];
    if (!problem.space.isSent(tensor)) {
      return new Moments(w, 0);
    }
    double keep = 1 - noise.mask();
    if (tensor < 2 && kept != null) {
      int count = kept.length / problem.coordinates.length;
      w = kept[point * count + index] ? w : 0;
      keep = 1;
    }
    double mean = keep * w;
    double square =
        keep * w * w * (1 + noise.relative() * noise.relative()) + noise.sigma() * noise.sigma();
    return new Moments(mean, square - mean * mean);
  }

  /** The sizes of the first layer's tensors together. */
  static int firstLayer(SirenArchitecture architecture) {
    return architecture.rows(0)
        * (SirenWeights.columns(architecture, 0) + SirenWeights.columns(architecture, 1));
  }

  /** The mean loss of several. */
  static double meanLoss(DoubleMoments[] all, double[] parameters) {
    return Arrays.stream(all).mapToDouble(one -> one.loss(parameters)).average().orElseThrow();
  }
}
