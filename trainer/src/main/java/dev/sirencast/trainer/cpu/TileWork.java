package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread's memory for a tile, and the tile's way through the network and back.
 *
 * <p>With one column per point, layer l computes
 *
 * <pre>
 *   Z_l = W_l H_l + b_l         H_0 = coordinates, H_(l+1) = sin Z_l, the last Z is the output Y
 *   D_last = Y - T              D_l = (W_(l+1)^T D_(l+1)) * cos Z_l
 *   dL/dW_l = D_l H_l^T         dL/db_l = row sums of D_l
 * </pre>
 *
 * of L = 1/2 sum (Y - T)^2, omega0 being folded into W and b. H and cos Z of all layers are kept,
 * and D_l takes the place of cos Z_l.
 *
 * @param <B> the kernel's buffers
 */
final class TileWork<B> implements TileWorker {
  private final TrainingKernel<B> kernel;
  private final TrainedLayer[] layers;
  private final int tilePoints;
  private final List<B> inputs = new ArrayList<>();
  private final List<B> deltas = new ArrayList<>();
  private final B gradients;
  private final B targets;

  TileWork(TrainingKernel<B> kernel, SirenArchitecture architecture, TrainedLayer[] layers) {
    this.kernel = kernel;
    this.layers = layers;
    this.tilePoints = kernel.tilePoints(architecture.hiddenFeatures());
    for (TrainedLayer layer : layers) {
      inputs.add(kernel.buffer(layer.forward.columns, tilePoints));
      deltas.add(kernel.buffer(layer.forward.rows, tilePoints));
    }
    gradients = kernel.buffer(architecture.hiddenFeatures(), tilePoints);
    targets = kernel.buffer(architecture.outputs(), tilePoints);
  }

  /** Points {@code first} to {@code first + count - 1} through the network. */
  private void forward(TrainingPoints points, int first, int count) {
    for (int axis = 0; axis < points.inputs(); axis++) {
      kernel.load(points.coordinates(axis), first, count, inputs.get(0), axis);
    }
    int last = layers.length - 1;
    for (int l = 0; l < last; l++) {
      B sines = inputs.get(l + 1);
      kernel.affine(layers[l].forward, inputs.get(l), sines, count);
      kernel.sinCos(sines, deltas.get(l), count);
    }
    kernel.affine(layers[last].forward, inputs.get(last), deltas.get(last), count);
  }

  /** Writes the outputs of some points, component after component of each. */
  void outputs(TrainingPoints points, int first, int count, float[] out, int offset) {
    forward(points, first, count);
    int components = layers[layers.length - 1].forward.rows;
    for (int c = 0; c < components; c++) {
      kernel.store(deltas.get(layers.length - 1), c, count, out, offset + c, components);
    }
  }

  @Override
  public double add(
      TrainingPoints points, int tile, int first, int count, LayerGradient @Nullable [] sums) {
    forward(points, first, count);
    for (int c = 0; c < points.outputs(); c++) {
      kernel.load(points.targets(c), first, count, targets, c);
    }
    double error = kernel.residual(deltas.get(layers.length - 1), targets, count);
    if (sums != null) {
      addGradient(sums, count);
    }
    return error;
  }

  private void addGradient(LayerGradient[] sums, int count) {
    int last = layers.length - 1;
    kernel.rowSums(deltas.get(last), sums[last], count);
    for (int l = last; l >= 0; l--) {
      kernel.products(deltas.get(l), inputs.get(l), sums[l], count);
      if (l > 0) {
        kernel.affine(layers[l].backward, deltas.get(l), gradients, count);
        kernel.deltas(gradients, deltas.get(l - 1), sums[l - 1], count);
      }
    }
  }
}
