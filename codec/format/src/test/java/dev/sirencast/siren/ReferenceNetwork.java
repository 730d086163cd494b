package dev.sirencast.siren;

/**
 * The formula {@code h = sin(omega0 (W h + b))} written down in double, with a bound on what a
 * float32 evaluation may differ from it.
 *
 * <p>The bound follows Higham, "Accuracy and Stability of Numerical Algorithms", section 3.1: a sum
 * of n products in float32 is off by at most about {@code n u} times the sum of their sizes, u =
 * 2^-24; two roundings more come from folding the weights.
 */
final class ReferenceNetwork {
  private static final double SINE_ERROR = 3e-7;

  final double[] outputs;
  final double[] bounds;

  private ReferenceNetwork(double[] outputs, double[] bounds) {
    this.outputs = outputs;
    this.bounds = bounds;
  }

  /** Evaluates the network at one point. */
  static ReferenceNetwork evaluate(SirenWeights weights, double... coordinates) {
    SirenArchitecture architecture = weights.architecture();
    ReferenceNetwork h = new ReferenceNetwork(coordinates, new double[coordinates.length]);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      h = h.layer(weights, layer);
    }
    return h;
  }

  private ReferenceNetwork layer(SirenWeights weights, int layer) {
    SirenArchitecture architecture = weights.architecture();
    boolean sine = architecture.isSine(layer);
    double omega0 = architecture.omega0(layer);
    // The first layer is summed in double.
    double unit = layer == 0 ? 0x1p-53 : 0x1p-24;
    double[] next = new double[architecture.rows(layer)];
    double[] error = new double[next.length];
    for (int r = 0; r < next.length; r++) {
      double z = weights.bias(layer).get(r);
      double size = Math.abs(z);
      for (int c = 0; c < outputs.length; c++) {
        double w = weights.weight(layer).get(r * outputs.length + c);
        z += w * outputs[c];
        size += Math.abs(w * outputs[c]);
        error[r] += Math.abs(w) * bounds[c];
      }
      error[r] = omega0 * (error[r] + (outputs.length + 3) * unit * size);
      next[r] = sine ? Math.sin(omega0 * z) : omega0 * z;
      error[r] += sine ? SINE_ERROR : 0;
    }
    return new ReferenceNetwork(next, error);
  }
}
