package dev.sirencast.trainer;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.Arrays;

/**
 * The expected loss of a sine network whose weights are random, in plain loops and double
 * precision: what the trainer's losses under noise are compared with.
 *
 * <p>Products of independent variables are taken from their first two moments: {@code Var(w h) =
 * Var(w) E(h^2) + E(w)^2 Var(h)}. Sines are those of a Gaussian, or drawn.
 */
final class DoubleMoments {
  private final Problem problem;
  private final SirenArchitecture architecture;
  private final WeightNoise noise;
  private final int tile;
  private final double[][] draws;
  private boolean[] kept;

  /**
   * @param tile the points that are evaluated together
   */
  DoubleMoments(Problem problem, WeightNoise noise, int tile) {
    this.problem = problem;
    this.architecture = problem.architecture;
    this.noise = noise;
    this.tile = tile;
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
    for (int first = 0; first < problem.coordinates.length; first += tile) {
      int count = Math.min(tile, problem.coordinates.length - first);
      sum += squaredError(parameters, first, count);
    }
    return sum / problem.coordinates.length;
  }

  /** The sum over the points of a tile. */
  private double squaredError(double[] parameters, int first, int points) {
    double[][] m = Arrays.copyOfRange(problem.coordinates, first, first + points);
    double[][] v = new double[points][m[0].length];
    double error = 0;
    int offset = 0;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int rows = architecture.rows(layer);
      double[][] mean = new double[points][rows];
      double[][] variance = new double[points][rows];
      double[] pooled = meanSquares(m);
      for (int i = 0; i < points; i++) {
        for (int r = 0; r < rows; r++) {
          Moments z = preActivation(parameters, offset, layer, r, m[i], v[i], pooled, first + i);
          double factor = architecture.omega0(layer);
          double sum = factor * z.mean();
          double square = factor * factor * z.variance();
          if (!architecture.isSine(layer)) {
            double residual = sum - problem.targets[first + i][r];
            error += residual * residual + square;
          } else if (draws[layer] != null) {
            double deviate = draws[layer][(first + i) * rows + r];
            mean[i][r] = Math.sin(sum + Math.sqrt(square) * deviate);
          } else {
            mean[i][r] = Math.exp(-square / 2) * Math.sin(sum);
            double sineSquare = (1 - Math.exp(-2 * square) * Math.cos(2 * sum)) / 2;
            variance[i][r] = sineSquare - mean[i][r] * mean[i][r];
          }
        }
      }
      m = mean;
      v = variance;
      offset += rows * (architecture.columns(layer) + 1);
    }
    return error;
  }

  /** Of one neuron at one point, before omega0. */
  private Moments preActivation(
      double[] parameters,
      int offset,
      int layer,
      int row,
      double[] m,
      double[] v,
      double[] pooled,
      int point) {
    int columns = m.length;
    int rows = architecture.rows(layer);
    Moments b = moments(parameters, offset + rows * columns + row, 2 * layer + 1, point);
    double mean = b.mean();
    double variance = b.variance();
    for (int c = 0; c < columns; c++) {
      Moments w = moments(parameters, offset + row * columns + c, 2 * layer, point);
      mean += w.mean() * m[c];
      double additive = problem.space.isSent(2 * layer) ? noise.sigma() * noise.sigma() : 0;
      double share = w.variance() - additive;
      // Drawn noise that goes with the weights has the same variance all over a tile.
      double square = draws[layer] != null && layer > 0 ? pooled[c] : m[c] * m[c];
      variance += additive * (m[c] * m[c] + v[c]) + share * (square + v[c]);
      variance += w.mean() * w.mean() * v[c];
    }
    return new Moments(mean, variance);
  }

  private static double[] meanSquares(double[][] m) {
    double[] means = new double[m[0].length];
    for (double[] point : m) {
      for (int c = 0; c < means.length; c++) {
        means[c] += point[c] * point[c] / m.length;
      }
    }
    return means;
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
    return architecture.rows(0) * (architecture.tensorColumns(0) + architecture.tensorColumns(1));
  }

  /** The mean loss of several. */
  static double meanLoss(DoubleMoments[] all, double[] parameters) {
    return Arrays.stream(all).mapToDouble(one -> one.loss(parameters)).average().orElseThrow();
  }
}
