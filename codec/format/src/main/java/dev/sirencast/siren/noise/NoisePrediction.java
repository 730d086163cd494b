package dev.sirencast.siren.noise;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.PointSample;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * Predicts the PSNR of a network under noise on its weights, without drawing weights.
 *
 * <p>At each of at most {@value #POINTS} points of the grid (fewer where the network is huge)
 * {@link NoisyOutputs} says mean and variance of the outputs.
 *
 * <p>It is the expected squared error before clamping to [0, 1], so it errs on the low side where
 * the picture is nearly destroyed. A closed form for all layers would take the activations as
 * independent, which they are not behind a noisy layer: it flatters networks trained under noise by
 * decibels.
 *
 * <p>Weights of any size give a number: outputs that are none count as they are shown.
 *
 * <p>Thread-safe; the same arguments give the same numbers everywhere.
 */
public final class NoisePrediction {
  /** The most points at which a network is looked at. */
  public static final int POINTS = 2048;

  private static final long SEED = 0x707265646963L;

  private final NoisyOutputs outputs;
  private final int components;
  private final int parameters;
  private final CoordinateGrid grid;

  private NoisePrediction(
      SirenWeights weights, SeededTensors seeded, WeightNoise noise, CoordinateGrid grid) {
    this(NoisyOutputs.of(weights, seeded, noise), weights, grid);
  }

  private NoisePrediction(NoisyOutputs outputs, SirenWeights weights, CoordinateGrid grid) {
    this.outputs = outputs;
    this.components = weights.architecture().outputs();
    this.parameters = weights.architecture().parameters();
    this.grid = grid;
  }

  /**
   * Returns the PSNR in decibels that a network is expected to have under noise.
   *
   * @param weights all of the network
   * @param seeded the tensors that no noise hits
   * @param reference what the network stands for
   * @throws IllegalArgumentException if the reference is not on a grid that fits the network
   */
  public static double decibels(
      SirenWeights weights, SeededTensors seeded, WeightNoise noise, Signal reference) {
    requireFit(weights, reference.grid(), reference.components());
    return new NoisePrediction(weights, seeded, noise, reference.grid())
        .decibels(point -> targets(reference, point));
  }

  /**
   * Returns the PSNR in decibels of the network under noise against itself without noise: what the
   * noise alone does.
   *
   * @param grid the points that count
   * @throws IllegalArgumentException if the grid does not fit the network
   */
  public static double decibelsAgainstClean(
      SirenWeights weights, SeededTensors seeded, WeightNoise noise, CoordinateGrid grid) {
    requireFit(weights, grid, weights.architecture().outputs());
    NoisePrediction clean = new NoisePrediction(weights, seeded, WeightNoise.NONE, grid);
    return new NoisePrediction(weights, seeded, noise, grid).decibels(clean::known);
  }

  /**
   * Returns the PSNR in decibels that the signal of some weights is expected to have against that
   * of the network they stand for, of which not all is known.
   *
   * <p>Weights of which little is known give a flat signal, and trained ones do not: where the
   * error is as large as the signal, what it lacks of {@code leastVariance} counts as error too.
   *
   * @param weights what is taken for the weights
   * @param variances the expected square of each one's error, 0 where it is exact
   * @param grid the points that count
   * @param points how many of them are looked at, 1 to {@value #POINTS}; time grows with them, and
   *     a hundred are good for half a decibel
   * @param leastVariance the least that samples in [0, 1] will vary from point to point
   * @return positive infinity where all is known
   * @throws IllegalArgumentException if the grid does not fit the network
   */
  public static double decibelsOfWhole(
      SirenWeights weights,
      SirenWeights variances,
      CoordinateGrid grid,
      int points,
      double leastVariance) {
    requireFit(weights, grid, weights.architecture().outputs());
    SeededTensors none = SeededTensors.none();
    NoisePrediction seen = new NoisePrediction(weights, none, WeightNoise.NONE, grid);
    Difference difference =
        new NoisePrediction(
                new NoisyOutputs(RandomLayer.of(weights, variances, none, WeightNoise.NONE), false),
                weights,
                grid)
            .difference(seen::known, Math.max(1, Math.min(POINTS, points)));
    double contrast = Math.max(difference.variance(), 1e-9);
    double lacking = Math.max(0, leastVariance - contrast);
    double unknown = Math.min(1, difference.error() / contrast);
    return Psnr.fromMeanSquaredError(difference.error() + lacking * unknown * unknown);
  }

  private static void requireFit(SirenWeights weights, CoordinateGrid grid, int components) {
    SirenArchitecture architecture = weights.architecture();
    if (grid.dimensions() != architecture.inputs() || components != architecture.outputs()) {
      throw new IllegalArgumentException(
          architecture + " does not fit a signal on " + grid + " of " + components + " components");
    }
  }

  private static double[] targets(Signal reference, int point) {
    double[] targets = new double[reference.components()];
    for (int c = 0; c < targets.length; c++) {
      targets[c] = 2 * reference.sample(point, c) - 1;
    }
    return targets;
  }

  /** The outputs of a network without noise. */
  private double[] known(int point) {
    double[] mean = new double[components];
    outputs.at(
        PointSample.coordinates(grid, point),
        new SplittableRandom(0),
        mean,
        new double[components]);
    return mean;
  }

  private double decibels(IntFunction<double[]> expected) {
    return Psnr.fromMeanSquaredError(difference(expected, POINTS).error());
  }

  /** Of samples in [0, 1]: the mean squared error, and the larger of the two signals' variances. */
  private record Difference(double error, double variance) {}

  private Difference difference(IntFunction<double[]> expected, int wanted) {
    int points = PointSample.affordable(wanted, parameters);
    SplittableRandom random = new SplittableRandom(SEED);
    int[] sample = PointSample.of(grid, points);
    double error = 0;
    double[] squares = new double[2];
    double[][] sums = new double[2][components];
    double[] mean = new double[components];
    double[] variance = new double[components];
    // Of a small grid every point is drawn so often that rare draws are among them.
    int evaluations =
        outputs.drawsRarely() ? points / sample.length * sample.length : sample.length;
    for (int i = 0; i < evaluations; i++) {
      int point = sample[i % sample.length];
      outputs.at(PointSample.coordinates(grid, point), random.split(), mean, variance);
      double[] targets = expected.apply(point);
      for (int c = 0; c < components; c++) {
        double output = NoisyOutputs.shown(mean[c]);
        double target = NoisyOutputs.shown(targets[c]);
        error += NoisyOutputs.squaredError(mean[c], variance[c], targets[c]);
        squares[0] += output * output + NoisyOutputs.spread(variance[c]);
        squares[1] += target * target;
        sums[0][c] += output;
        sums[1][c] += target;
      }
    }
    for (int side = 0; side < 2; side++) {
      for (double sum : sums[side]) {
        squares[side] -= sum * sum / evaluations;
      }
    }
    // Outputs in [-1, 1] have twice the error of samples in [0, 1].
    double scale = 1.0 / evaluations / components / 4;
    return new Difference(error * scale, Math.max(squares[0], squares[1]) * scale);
  }
}
