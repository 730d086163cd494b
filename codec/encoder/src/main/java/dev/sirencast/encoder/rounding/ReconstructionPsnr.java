package dev.sirencast.encoder.rounding;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.function.ToDoubleFunction;

/**
 * The PSNR of what weights reconstruct, against a signal or against what other weights reconstruct,
 * as {@link Psnr} defines it.
 *
 * <p>On a large grid it is taken over {@value #MAX_STRETCHES} stretches of {@value #STRETCH}
 * successive points, spread evenly. Immutable and thread-safe.
 */
public final class ReconstructionPsnr implements ToDoubleFunction<SirenWeights> {
  private static final int STRETCH = 1024;
  private static final int MAX_STRETCHES = 256;

  private final CoordinateGrid grid;
  private final int components;
  private final int[] firsts;
  private final float[][] samples;

  private ReconstructionPsnr(CoordinateGrid grid, int components) {
    this.grid = grid;
    this.components = components;
    int whole = (grid.points() + STRETCH - 1) / STRETCH;
    firsts = new int[Math.min(whole, MAX_STRETCHES)];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = (int) ((long) whole * i / firsts.length) * STRETCH;
    }
    samples = new float[firsts.length][];
  }

  /** Returns the PSNR against a signal. */
  public static ReconstructionPsnr against(Signal signal) {
    ReconstructionPsnr psnr = new ReconstructionPsnr(signal.grid(), signal.components());
    for (int i = 0; i < psnr.firsts.length; i++) {
      psnr.samples[i] = new float[psnr.length(i)];
      for (int j = 0; j < psnr.samples[i].length; j++) {
        psnr.samples[i][j] =
            signal.sample(psnr.firsts[i] + j / psnr.components, j % psnr.components);
      }
    }
    return psnr;
  }

  /** Returns the PSNR against what {@code weights} reconstruct, infinite for these themselves. */
  public static ReconstructionPsnr against(SirenWeights weights, CoordinateGrid grid) {
    ReconstructionPsnr psnr = new ReconstructionPsnr(grid, weights.architecture().outputs());
    SirenNetwork network = SirenNetwork.of(weights);
    for (int i = 0; i < psnr.firsts.length; i++) {
      psnr.samples[i] = psnr.evaluate(network, i);
    }
    return psnr;
  }

  private int length(int stretch) {
    return Math.min(STRETCH, grid.points() - firsts[stretch]) * components;
  }

  private float[] evaluate(SirenNetwork network, int stretch) {
    float[] out = new float[length(stretch)];
    network.evaluate(grid, firsts[stretch], out.length / components, out, 0);
    for (int i = 0; i < out.length; i++) {
      out[i] = SirenNetwork.sample(out[i]);
    }
    return out;
  }

  /** The PSNR of weights in decibels. */
  @Override
  public double applyAsDouble(SirenWeights weights) {
    SirenNetwork network = SirenNetwork.of(weights);
    double sum = 0;
    long count = 0;
    for (int i = 0; i < firsts.length; i++) {
      float[] made = evaluate(network, i);
      for (int j = 0; j < made.length; j++) {
        double error = made[j] - samples[i][j];
        sum += error * error;
      }
      count += made.length;
    }
    return Psnr.fromMeanSquaredError(sum / count);
  }
}
