package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread's memory for a tile's way through the network and back, and for the derivative of both
 * along a direction of the weights (Pearlmutter, "Fast Exact Multiplication by the Hessian", 1994).
 *
 * <p>Write R for the derivative along the direction, whose part in layer l is V_l and v_l. In the
 * notation of {@link TileWork}, with G_l the gradient by H_(l+1),
 *
 * <pre>
 *   RZ_l = V_l H_l + v_l + W_l RH_l          RH_0 = 0, RH_(l+1) = cos Z_l * RZ_l
 *   RD_last = RZ_last
 *   RG_l = W_(l+1)^T RD_(l+1) + V_(l+1)^T D_(l+1)
 *   RD_l = RG_l * cos Z_l - G_l * sin Z_l * RZ_l
 *   R(dL/dW_l) = RD_l H_l^T + D_l RH_l^T     R(dL/db_l) = row sums of RD_l
 * </pre>
 *
 * What is summed is the product of the Hessian and the direction.
 *
 * @param <B> the kernel's buffers
 */
final class TangentTile<B> implements TileWorker {
  private final TrainingKernel<B> kernel;
  private final TrainedLayer[] layers;
  private final TangentLayer[] tangents;
  private final int last;
  private final List<B> inputs = new ArrayList<>();
  private final List<B> cosines = new ArrayList<>();
  private final List<B> inputTangents = new ArrayList<>();
  private final List<B> phaseTangents = new ArrayList<>();
  private final List<B> deltas = new ArrayList<>();
  private final B gradients;
  private final B throughWeights;
  private final B throughDirection;
  private final B throughOutputs;
  private final B targets;
  private final B zeros;

  TangentTile(
      TrainingKernel<B> kernel,
      SirenArchitecture architecture,
      TrainedLayer[] layers,
      TangentLayer[] tangents) {
    this.kernel = kernel;
    this.layers = layers;
    this.tangents = tangents;
    this.last = layers.length - 1;
    int points = kernel.tilePoints(architecture.hiddenFeatures());
    for (TrainedLayer layer : layers) {
      inputs.add(kernel.buffer(layer.forward.columns, points));
      inputTangents.add(kernel.buffer(layer.forward.columns, points));
      cosines.add(kernel.buffer(layer.forward.rows, points));
      phaseTangents.add(kernel.buffer(layer.forward.rows, points));
      deltas.add(kernel.buffer(layer.forward.rows, points));
    }
    gradients = kernel.buffer(architecture.hiddenFeatures(), points);
    throughWeights = kernel.buffer(architecture.hiddenFeatures(), points);
    throughDirection = kernel.buffer(architecture.hiddenFeatures(), points);
    throughOutputs = kernel.buffer(architecture.outputs(), points);
    targets = kernel.buffer(architecture.outputs(), points);
    zeros = kernel.buffer(architecture.outputs(), points);
  }

  @Override
  public double add(
      TrainingPoints points, int tile, int first, int count, LayerGradient @Nullable [] sums) {
    for (int axis = 0; axis < points.inputs(); axis++) {
      kernel.load(points.coordinates(axis), first, count, inputs.get(0), axis);
    }
    for (int l = 0; l <= last; l++) {
      forward(l, count);
    }
    for (int c = 0; c < points.outputs(); c++) {
      kernel.load(points.targets(c), first, count, targets, c);
    }
    double error = kernel.residual(deltas.get(last), targets, count);
    // Only for its zeros where there are no points.
    kernel.residual(phaseTangents.get(last), zeros, count);
    for (int l = last; sums != null && l >= 0; l--) {
      backward(l, sums[l], count);
    }
    return error;
  }

  private void forward(int l, int count) {
    B z = l == last ? deltas.get(l) : inputs.get(l + 1);
    kernel.affine(layers[l].forward, inputs.get(l), z, count);
    B tangent = phaseTangents.get(l);
    kernel.affine(tangents[l].direction, inputs.get(l), tangent, count);
    if (l > 0) {
      B through = l == last ? throughOutputs : throughWeights;
      kernel.affine(tangents[l].weights, inputTangents.get(l), through, count);
      Elements.add(kernel.arrays(tangent), kernel.arrays(through));
    }
    if (l < last) {
      kernel.sinCos(z, cosines.get(l), count);
      Elements.multiply(
          kernel.arrays(cosines.get(l)),
          kernel.arrays(tangent),
          kernel.arrays(inputTangents.get(l + 1)));
    }
  }

  private void backward(int l, LayerGradient sums, int count) {
    kernel.products(phaseTangents.get(l), inputs.get(l), sums, count);
    kernel.rowSums(phaseTangents.get(l), sums, count);
    if (l == 0) {
      return;
    }
    kernel.products(deltas.get(l), inputTangents.get(l), sums, count);
    kernel.affine(layers[l].backward, deltas.get(l), gradients, count);
    kernel.affine(layers[l].backward, phaseTangents.get(l), throughWeights, count);
    kernel.affine(tangents[l].back, deltas.get(l), throughDirection, count);
    Elements.deltaTangent(
        kernel.arrays(throughWeights),
        kernel.arrays(throughDirection),
        kernel.arrays(cosines.get(l - 1)),
        kernel.arrays(gradients),
        kernel.arrays(inputs.get(l)),
        kernel.arrays(phaseTangents.get(l - 1)));
    Elements.multiply(
        kernel.arrays(gradients),
        kernel.arrays(cosines.get(l - 1)),
        kernel.arrays(deltas.get(l - 1)));
  }

  /** A layer's part of a direction, and its weights in radians. */
  static final class TangentLayer {
    final PackedMatrix direction;
    final PackedMatrix back;
    final PackedMatrix weights;

    private final double omega0;
    private final int offset;

    TangentLayer(SirenArchitecture architecture, int layer, int offset) {
      int rows = architecture.rows(layer);
      int columns = architecture.columns(layer);
      this.direction = new PackedMatrix(rows, columns);
      this.back = new PackedMatrix(columns, rows);
      this.weights = new PackedMatrix(rows, columns);
      this.omega0 = architecture.omega0(layer);
      this.offset = offset;
    }

    void pack(float[] all, float[] along) {
      weights.fill(all, offset, (float) omega0);
      direction.fill(along, offset, (float) omega0);
      direction.fillBiases(along, offset + weights.rows * weights.columns, omega0);
      back.fillTransposed(along, offset, (float) omega0);
    }
  }
}
