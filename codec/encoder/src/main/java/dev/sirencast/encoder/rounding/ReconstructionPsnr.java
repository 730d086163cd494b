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
  private static final int FEW_STRETCHES = 4;

  private final CoordinateGrid grid;
  private final int components;
  private final int[] firsts;
  private final float[][] samples;
  private final Runnable pulse;

  private ReconstructionPsnr(
      CoordinateGrid grid, int components, int[] firsts, float[][] samples, Runnable pulse) {
    this.grid = grid;
    this.components = components;
    this.firsts = firsts;
    this.samples = samples;
    this.pulse = pulse;
  }

  private ReconstructionPsnr(CoordinateGrid grid, int components) {
    this.grid = grid;
    this.components = components;
    this.firsts = firsts(grid);
    this.samples = new float[firsts.length][];
    this.pulse = () -> {};
  }

  private static int[] firsts(CoordinateGrid grid) {
    int whole = (grid.points() + STRETCH - 1) / STRETCH;
    int[] firsts = new int[Math.min(whole, MAX_STRETCHES)];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = (int) ((long) whole * i / firsts.length) * STRETCH;
    }
    return firsts;
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

  /**
   * Returns this with something to run before each stretch: what it throws ends the measuring and
   * reaches the caller.
   */
  public ReconstructionPsnr watched(Runnable pulse) {
    return new ReconstructionPsnr(grid, components, firsts, samples, pulse);
  }

  /** Returns this over {@value #FEW_STRETCHES} stretches at most: an estimate, soon to be had. */
  public ReconstructionPsnr roughly() {
    int count = Math.min(FEW_STRETCHES, firsts.length);
    int[] few = new int[count];
    float[][] theirs = new float[count][];
    for (int i = 0; i < count; i++) {
      // The middle of each part: the first stretch of a grid is its border.
      int chosen = (2 * i + 1) * firsts.length / (2 * count);
      few[i] = firsts[chosen];
      theirs[i] = samples[chosen];
    }
    return new ReconstructionPsnr(grid, components, few, theirs, pulse);
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
      pulse.run();
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
