package dev.sirencast.siren;

import java.util.Arrays;

/**
 * Evaluates one network after another, each at the points of a box, with scratch that all of them
 * share: what is set up for a network of a few hundred weights is little beside a thousand points.
 *
 * <p>Along one axis the arithmetic is {@link SirenNetwork}'s. In a box of more axes the first layer
 * is made of sines and cosines of columns and rows, {@code sin a cos b + cos a sin b}: it is exact
 * to 5e-7 instead of 3e-7, and costs next to nothing. An output's bits depend on its point alone,
 * not on the box, and are the same on every kernel. Not thread-safe.
 */
public final class SmallNetworks {
  private final KernelScratch scratch;
  private final BoxSines sines;
  private final double[][] tile = new double[1][TileEvaluator.POINTS];
  private double[][] rows = {};

  private SmallNetworks(SirenKernel kernel) {
    this.scratch = kernel.scratch();
    this.sines = scratch.boxSines();
  }

  /** Returns what evaluates networks on the kernel of this process. */
  public static SmallNetworks create() {
    return new SmallNetworks(KernelProvider.kernel());
  }

  /**
   * Returns what evaluates networks on a stated kernel, as {@link SirenNetwork#onKernel} has it.
   *
   * @param kernel {@code plain} or {@code vector}
   * @throws IllegalArgumentException if there is no such kernel, or this JVM cannot run it
   */
  public static SmallNetworks onKernel(String kernel) {
    return new SmallNetworks(KernelProvider.named(kernel));
  }

  /**
   * Writes a network's outputs, interleaved, at all points of a box, axis 0 fastest.
   *
   * @param axes the points' coordinates along each axis, in [-1, 1]
   * @param out receives them from {@code offset} on
   */
  public void evaluate(SirenWeights weights, double[][] axes, float[] out, int offset) {
    PackedNetwork network = PackedNetwork.of(weights);
    if (axes.length == 1) {
      evaluateLine(network, axes[0], out, offset);
      return;
    }
    int points = 1;
    for (int axis = 1; axis < axes.length; axis++) {
      points *= axes[axis].length;
    }
    if (rows.length != axes.length - 1) {
      rows = new double[axes.length - 1][BoxSines.LONGEST];
    }
    int outputs = network.outputs();
    int stride = axes[0].length * outputs;
    for (int row = 0; row < points; row += BoxSines.LONGEST) {
      int high = Math.min(BoxSines.LONGEST, points - row);
      fillRows(axes, row, high);
      for (int column = 0; column < axes[0].length; column += BoxSines.LONGEST) {
        int wide = Math.min(BoxSines.LONGEST, axes[0].length - column);
        double[] columns = Arrays.copyOfRange(axes[0], column, column + wide);
        sines.fill(network.first(), columns, wide, rows, high);
        int to = offset + row * stride + column * outputs;
        scratch.evaluate(network, sines, out, to, stride);
      }
    }
  }

  private void fillRows(double[][] axes, int first, int count) {
    for (int j = 0; j < count; j++) {
      int rest = first + j;
      for (int axis = 1; axis < axes.length; axis++) {
        rows[axis - 1][j] = axes[axis][rest % axes[axis].length];
        rest /= axes[axis].length;
      }
    }
  }

  private void evaluateLine(PackedNetwork network, double[] x, float[] out, int offset) {
    for (int start = 0; start < x.length; start += TileEvaluator.POINTS) {
      int count = Math.min(TileEvaluator.POINTS, x.length - start);
      System.arraycopy(x, start, tile[0], 0, count);
      scratch.evaluate(network, tile, count, out, offset + start * network.outputs());
    }
  }
}
