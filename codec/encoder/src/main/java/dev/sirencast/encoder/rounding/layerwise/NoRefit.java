package dev.sirencast.encoder.rounding.layerwise;

/**
 * Nothing makes up for anything: rounding to nearest. Every weight of a tensor counts the mean
 * square of the inputs.
 */
final class NoRefit implements Refit {
  private final double[][][] hessians;

  /**
   * @param network at the weights that are to be rounded
   */
  NoRefit(SampledNetwork network) {
    hessians = new double[network.architecture().layers()][][];
    for (int layer = 0; layer < hessians.length; layer++) {
      hessians[layer] = diagonal(LayerStatistics.gram(network, layer));
    }
  }

  private static double[][] diagonal(double[][] gram) {
    int bias = gram.length - 1;
    double mean = 0;
    for (int i = 0; i < bias; i++) {
      mean += gram[i][i] / bias;
    }
    double[][] diagonal = new double[gram.length][gram.length];
    for (int i = 0; i < gram.length; i++) {
      diagonal[i][i] = i == bias ? gram[i][i] : mean;
    }
    return diagonal;
  }

  @Override
  public int stretches(int layer) {
    return 1;
  }

  @Override
  public void apply(float[][] layers, int layer, boolean[][] free) {}

  @Override
  public double[][] hessian(int layer) {
    return hessians[layer];
  }

  @Override
  public void rounded(float[][] layers, int layer) {}
}
