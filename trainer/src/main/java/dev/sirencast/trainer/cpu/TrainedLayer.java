package dev.sirencast.trainer.cpu;

import dev.sirencast.siren.SirenArchitecture;

/**
 * A layer's weights, packed for the way forward and the way back.
 *
 * <p>Forward, a sine layer has {@code omega0 / 2 pi} folded into W and b, so that its sums are
 * turns, and the linear layer has its factor. Backward, W is transposed and has omega0 folded in.
 */
final class TrainedLayer {
  final PackedMatrix forward;
  final PackedMatrix backward;
  final boolean sine;

  private final double omega0;
  private final int offset;

  private TrainedLayer(SirenArchitecture architecture, int layer, int offset) {
    this.forward = new PackedMatrix(architecture.rows(layer), architecture.columns(layer));
    this.backward = new PackedMatrix(forward.columns, forward.rows);
    this.sine = architecture.isSine(layer);
    this.omega0 = architecture.omega0(layer);
    this.offset = offset;
  }

  /** Returns a network's layers, all weights zero. */
  static TrainedLayer[] of(SirenArchitecture architecture) {
    TrainedLayer[] layers = new TrainedLayer[architecture.layers()];
    int offset = 0;
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new TrainedLayer(architecture, l, offset);
      offset += architecture.rows(l) * (architecture.columns(l) + 1);
    }
    return layers;
  }

  /** Takes this layer's part of all weights; {@code back} is false where no gradient is wanted. */
  void pack(float[] weights, boolean back) {
    double factor = sine ? omega0 / (2 * Math.PI) : omega0;
    forward.fill(weights, offset, (float) factor);
    forward.fillBiases(weights, offset + forward.rows * forward.columns, factor);
    if (back) {
      backward.fillTransposed(weights, offset, (float) omega0);
    }
  }

  /** Adds sums times {@code factor}, and what is folded in, to this layer's part of a gradient. */
  void unpack(LayerGradient sums, float[] gradient, double factor) {
    sums.addTo(gradient, offset, (float) (factor * omega0));
  }
}
