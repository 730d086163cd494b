package dev.sirencast.trainer;

import dev.sirencast.siren.SirenArchitecture;

/**
 * The reconstruction loss of a sine network and its gradient, point by point in plain Java and
 * double precision: what the trainer's tensor operations are compared with.
 */
public final class DoubleSiren {
  private final SirenArchitecture architecture;
  private final double[][] coordinates;
  private final double[][] targets;

  public DoubleSiren(SirenArchitecture architecture, double[][] coordinates, double[][] targets) {
    this.architecture = architecture;
    this.coordinates = coordinates;
    this.targets = targets;
  }

  public double loss(double[] parameters) {
    double sum = 0;
    for (int i = 0; i < coordinates.length; i++) {
      double[][] h = activations(parameters, coordinates[i]);
      double[] y = h[h.length - 1];
      for (int c = 0; c < y.length; c++) {
        sum += (y[c] - targets[i][c]) * (y[c] - targets[i][c]);
      }
    }
    return sum / coordinates.length;
  }

  public double[] gradient(double[] parameters) {
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < coordinates.length; i++) {
      double[][] h = activations(parameters, coordinates[i]);
      double[] delta = new double[architecture.outputs()];
      for (int c = 0; c < delta.length; c++) {
        delta[c] = 2 * (h[h.length - 1][c] - targets[i][c]) / coordinates.length;
      }
      for (int layer = architecture.layers() - 1; layer >= 0; layer--) {
        delta = backward(parameters, gradient, layer, h[layer], delta);
      }
    }
    return gradient;
  }

  /** Central differences of the gradient along a direction. */
  double[] hessianProduct(double[] parameters, double[] direction, double step) {
    double[] ahead = gradient(shifted(parameters, direction, step));
    double[] behind = gradient(shifted(parameters, direction, -step));
    for (int i = 0; i < ahead.length; i++) {
      ahead[i] = (ahead[i] - behind[i]) / (2 * step);
    }
    return ahead;
  }

  static double[] shifted(double[] parameters, double[] direction, double step) {
    double[] shifted = parameters.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += step * direction[i];
    }
    return shifted;
  }

  /** Adds a layer's gradient; takes the derivative by its output, returns the one by its input. */
  private double[] backward(
      double[] parameters, double[] gradient, int layer, double[] input, double[] delta) {
    double[] below = new double[input.length];
    double omega0 = omega0(layer);
    for (int r = 0; r < delta.length; r++) {
      double d = omega0 * delta[r];
      if (architecture.isSine(layer)) {
        d *= Math.cos(omega0 * preActivation(parameters, layer, r, input));
      }
      for (int c = 0; c < input.length; c++) {
        below[c] += d * parameters[weight(layer, r, c)];
        gradient[weight(layer, r, c)] += d * input[c];
      }
      gradient[bias(layer, r)] += d;
    }
    return below;
  }

  private double[][] activations(double[] parameters, double[] point) {
    double[][] h = new double[architecture.layers() + 1][];
    h[0] = point;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      h[layer + 1] = new double[architecture.rows(layer)];
      for (int r = 0; r < architecture.rows(layer); r++) {
        double z = omega0(layer) * preActivation(parameters, layer, r, h[layer]);
        h[layer + 1][r] = architecture.isSine(layer) ? Math.sin(z) : z;
      }
    }
    return h;
  }

  private double preActivation(double[] parameters, int layer, int row, double[] input) {
    double z = parameters[bias(layer, row)];
    for (int c = 0; c < input.length; c++) {
      z += parameters[weight(layer, row, c)] * input[c];
    }
    return z;
  }

  private double omega0(int layer) {
    return architecture.omega0(layer);
  }

  private int weight(int layer, int row, int column) {
    return offset(layer) + row * architecture.columns(layer) + column;
  }

  private int bias(int layer, int row) {
    return offset(layer) + architecture.rows(layer) * architecture.columns(layer) + row;
  }

  private int offset(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) {
      offset += architecture.rows(l) * (architecture.columns(l) + 1);
    }
    return offset;
  }
}
