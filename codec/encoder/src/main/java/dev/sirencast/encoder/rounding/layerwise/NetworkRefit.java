package dev.sirencast.encoder.rounding.layerwise;

/**
 * Moves all that is still free so that the outputs come back to the float network's, by damped
 * Gauss-Newton steps.
 */
final class NetworkRefit implements Refit {
  /** Stretches of a hidden layer's columns, with a refit between them. */
  private static final int STRETCHES = 3;

  /** Most of an error is made up for later, so that bits may cost more of it. */
  private static final double PRICE = 0.1;

  private static final int MAX_HALVINGS = 6;

  private final SampledNetwork network;
  private final Preconditioner preconditioner;
  private final int layers;

  /**
   * @param network its targets are what the outputs are brought back to; is evaluated anew
   */
  NetworkRefit(SampledNetwork network, Preconditioner preconditioner) {
    this.network = network;
    this.preconditioner = preconditioner;
    this.layers = network.architecture().layers();
  }

  @Override
  public double price() {
    return PRICE;
  }

  @Override
  public int stretches(int layer) {
    return layer > 0 && layer < layers - 1 ? STRETCHES : 1;
  }

  @Override
  public double[][] hessian(int layer) {
    return LayerStatistics.gram(network, layer);
  }

  @Override
  public void rounded(float[][] matrices, int layer) {
    network.evaluate(matrices, layer, layers);
  }

  /** Moves as far as the error falls. */
  @Override
  public void apply(float[][] matrices, int from, boolean[][] free) {
    double before = network.error();
    if (before == 0) {
      return;
    }
    float[][] change = new GaussNewtonStep(network, preconditioner, from, free).solve();
    double step = 1;
    LayerMatrices.add(matrices, step, change);
    network.evaluate(matrices, from, layers);
    for (int halving = 0; !(network.error() <= before); halving++) {
      step /= halving < MAX_HALVINGS ? 2 : 1;
      LayerMatrices.add(matrices, -step, change);
      network.evaluate(matrices, from, layers);
      if (halving == MAX_HALVINGS) {
        return;
      }
    }
  }
}
