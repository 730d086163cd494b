package dev.sirencast.patch;

import dev.sirencast.signal.Psnr;
import dev.sirencast.siren.PointSample;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.NoisyOutputs;
import dev.sirencast.siren.noise.WeightNoise;
import java.util.SplittableRandom;

/**
 * Predicts what noise on the weights does to a signal in patches, without drawing weights: patch by
 * patch, at some points of each, and added up.
 *
 * <p>Base and patch are noisy on their own, so their variances add. As {@link
 * dev.sirencast.siren.noise.NoisePrediction} it is the expected squared error before clamping. The
 * base is taken at every point itself, not between coarse ones, which changes nothing that could be
 * seen of a smooth one. The same arguments give the same number everywhere.
 */
public final class PatchNoisePrediction {
  /** Points of all patches together, and of a patch at most. */
  private static final int POINTS = 512;

  private static final long SEED = 0x7061746368L;

  private final PatchedWeights weights;
  private final WeightNoise noise;
  private final NoisyOutputs base;
  private final NoisyOutputs cleanBase;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[][] outputs;

  private PatchNoisePrediction(
      PatchedWeights weights, SeededTensors baseSeeded, WeightNoise noise) {
    this.weights = weights;
    this.noise = noise;
    this.base = NoisyOutputs.of(weights.base(), baseSeeded, noise);
    this.cleanBase = NoisyOutputs.of(weights.base(), baseSeeded, WeightNoise.NONE);
    this.outputs = new double[6][weights.base().architecture().outputs()];
  }

  /**
   * Returns the PSNR in decibels of a signal in patches under noise against itself without noise.
   *
   * @param baseSeeded the base's tensors that are not sent, which no noise hits
   */
  public static double decibelsAgainstClean(
      PatchedWeights weights, SeededTensors baseSeeded, WeightNoise noise) {
    return Psnr.fromMeanSquaredError(
        new PatchNoisePrediction(weights, baseSeeded, noise).meanSquaredError());
  }

  /** Of samples, which are half of y. */
  private double meanSquaredError() {
    PatchGrid grid = weights.grid();
    long parameters = weights.base().architecture().parameters();
    int points = PointSample.affordable(POINTS, parameters + weights.family().shape().parameters());
    double sum = 0;
    long samples = 0;
    for (int patch = 0; patch < grid.patches(); patch++) {
      long before = (long) points * patch / grid.patches();
      int count = (int) ((long) points * (patch + 1) / grid.patches() - before);
      if (count > 0) {
        int own = grid.window(patch).points();
        sum += own * squaredError(patch, Math.min(own, count));
        samples += own;
      }
    }
    return sum / samples / 4;
  }

  /** The mean over some points of a patch, and all components, of the squared error of y. */
  private double squaredError(int patch, int count) {
    PatchWeights own = weights.patches().get(patch);
    NoisyOutputs noisy = own == null ? null : outputs(own, noise);
    NoisyOutputs clean = own == null ? null : outputs(own, WeightNoise.NONE);
    double amplitude = own == null ? 0 : own.amplitude();
    int components = outputs[0].length;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double[][] points = point(patch);
      base.at(points[0], random.split(), outputs[0], outputs[1]);
      cleanBase.at(points[0], random, outputs[2], outputs[3]);
      if (noisy != null && clean != null) {
        noisy.at(points[1], random.split(), outputs[3], outputs[4]);
        clean.at(points[1], random, outputs[5], new double[components]);
        for (int c = 0; c < components; c++) {
          outputs[0][c] += amplitude * outputs[3][c];
          outputs[1][c] += amplitude * amplitude * outputs[4][c];
          outputs[2][c] += amplitude * outputs[5][c];
        }
      }
      for (int c = 0; c < components; c++) {
        sum += NoisyOutputs.squaredError(outputs[0][c], outputs[1][c], outputs[2][c]);
      }
    }
    return sum / count / components;
  }

  private NoisyOutputs outputs(PatchWeights own, WeightNoise under) {
    PatchFamily family = weights.family();
    SirenWeights network = SirenWeights.ofFlat(family.architecture(own.width()), own.weights());
    return NoisyOutputs.of(network, family.seededTensors(), under);
  }

  /** A sample of a patch, drawn at random: its coordinates in the signal and in the patch. */
  private double[][] point(int patch) {
    PatchGrid grid = weights.grid();
    int dimensions = grid.grid().dimensions();
    double[][] coordinates = new double[2][dimensions];
    for (int axis = 0; axis < dimensions; axis++) {
      int position = grid.position(patch, axis);
      int first = grid.first(axis, position);
      int size = grid.first(axis, position + 1) - first;
      int at = random.nextInt(size);
      coordinates[0][axis] = grid.grid().coordinate(axis, first + at);
      coordinates[1][axis] = (2.0 * at + 1) / size - 1;
    }
    return coordinates;
  }
}
