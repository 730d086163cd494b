package dev.sirencast.encoder.rounding.layerwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import org.junit.jupiter.api.Test;

/** A network's derivatives at the points of a tile. */
class LinearizedNetworkTest {
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 9, 2, 3, 20, 10, 2);
  private static final CoordinateGrid GRID = CoordinateGrid.of(17, 13);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(SHAPE, 8);

  private final float[][] layers = LayerMatrices.of(WEIGHTS);
  private final SampledNetwork network =
      new SampledNetwork(SHAPE, GRID, layers, SampledNetwork.MANY_POINTS, () -> {});
  private final LinearizedNetwork tile = network.tiles().get(0);

  @Test
  void outputsAreTheNetworks() {
    float[] expected = SirenNetwork.of(WEIGHTS).evaluate(GRID);
    for (int p = 0; p < GRID.points(); p++) {
      for (int o = 0; o < 3; o++) {
        assertEquals(expected[p * 3 + o], tile.outputs()[o][p], 1e-4);
      }
    }
  }

  @Test
  void forwardProductsAgreeWithFiniteDifferences() {
    float[][] change = change();
    float[][] slope = tile.forward(change, 0);
    float[][] up = outputs(change, 1e-3f);
    float[][] down = outputs(change, -1e-3f);
    for (int o = 0; o < 3; o++) {
      for (int p = 0; p < GRID.points(); p++) {
        assertEquals((up[o][p] - down[o][p]) / 2e-3, slope[o][p], 0.02);
      }
    }
  }

  @Test
  void backwardProductsAreTheForwardOnesTransposed() {
    float[][] change = change();
    float[][] along = tile.outputs();
    double forward = 0;
    float[][] slope = tile.forward(change, 0);
    for (int o = 0; o < 3; o++) {
      for (int p = 0; p < PointTile.POINTS; p++) {
        forward += slope[o][p] * along[o][p];
      }
    }
    double[] backward = {0};
    tile.backward(
        along,
        0,
        (layer, delta) -> {
          float[] gradient = new float[layers[layer].length];
          PointTile.outer(delta, tile.inputTransposed(layer), SHAPE.columns(layer) + 1, gradient);
          for (int i = 0; i < gradient.length; i++) {
            backward[0] += gradient[i] * change[layer][i];
          }
        });
    assertEquals(forward, backward[0], 1e-3 * Math.abs(forward));
  }

  private float[][] change() {
    float[][] change = LayerMatrices.of(SirenInitializer.initialize(SHAPE, 9));
    for (float[] layer : change) {
      for (int i = 0; i < layer.length; i++) {
        layer[i] *= 0.1f;
      }
    }
    return change;
  }

  private float[][] outputs(float[][] change, float factor) {
    float[][] moved = LayerMatrices.copy(layers);
    for (int layer = 0; layer < moved.length; layer++) {
      for (int i = 0; i < moved[layer].length; i++) {
        moved[layer][i] += factor * change[layer][i];
      }
    }
    SampledNetwork other =
        new SampledNetwork(SHAPE, GRID, moved, SampledNetwork.MANY_POINTS, () -> {});
    return other.tiles().get(0).outputs();
  }
}
