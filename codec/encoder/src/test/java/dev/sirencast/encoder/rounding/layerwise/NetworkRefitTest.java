package dev.sirencast.encoder.rounding.layerwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Refits: of the whole network to its outputs, and of a layer to what it made. */
class NetworkRefitTest {
  private static final SirenArchitecture SHAPE = new SirenArchitecture(2, 12, 2, 3, 20, 15);
  private static final CoordinateGrid GRID = CoordinateGrid.of(24, 20);

  private final float[][] layers = LayerMatrices.of(SirenInitializer.initialize(SHAPE, 8));
  private final SampledNetwork network =
      new SampledNetwork(SHAPE, GRID, layers, SampledNetwork.MANY_POINTS, () -> {});
  private final boolean[][] free = LayerMatrices.free(SHAPE, SeededTensors.none());

  private NetworkRefit refit() {
    return new NetworkRefit(network, new Preconditioner(network, LayerStatistics.outputs(network)));
  }

  private void disturb(int layer, double share) {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < layers[layer].length; i++) {
      layers[layer][i] *= (float) (1 + share * (random.nextDouble() - 0.5));
    }
    network.evaluate(layers, layer, layers.length);
  }

  @Test
  void laterLayersMakeUpForAnEarlierOne() {
    NetworkRefit refit = refit();
    disturb(0, 0.02);
    double before = network.error();
    float[] first = layers[0].clone();
    for (int i = 0; i < 3; i++) {
      refit.apply(layers, 1, free);
    }
    assertTrue(network.error() < 0.3 * before, network.error() + " of " + before);
    assertArrayEquals(first, layers[0]);
  }

  @Test
  void theLastLayerAloneIsLinearAndSolved() {
    NetworkRefit refit = refit();
    int last = layers.length - 1;
    disturb(last, 0.5);
    double before = network.error();
    for (int i = 0; i < 4; i++) {
      refit.apply(layers, last, free);
    }
    assertTrue(network.error() < 1e-3 * before, network.error() + " of " + before);
  }

  @Test
  void columnsThatAreNotFreeStay() {
    NetworkRefit refit = refit();
    Arrays.fill(free[2], 3, 7, false);
    float[] before = layers[2].clone();
    disturb(1, 0.05);
    refit.apply(layers, 2, free);
    int columns = free[2].length;
    boolean moved = false;
    for (int i = 0; i < before.length; i++) {
      if (!free[2][i % columns]) {
        assertEquals(before[i], layers[2][i]);
      }
      moved |= before[i] != layers[2][i];
    }
    assertTrue(moved);
  }

  @Test
  void theErrorNeverGrowsHoweverFarThingsAre() {
    NetworkRefit refit = refit();
    disturb(1, 4);
    double before = network.error();
    refit.apply(layers, 2, free);
    // But for what rounding to float leaves where no step helps.
    assertTrue(network.error() <= before * (1 + 1e-4), network.error() + " of " + before);
  }

  @Test
  void withoutAnErrorNothingMoves() {
    float[][] before = LayerMatrices.copy(layers);
    refit().apply(layers, 0, free);
    assertArrayEquals(before, layers);
  }

  @Test
  void aLayerComesNearerToWhatTheFloatNetworksMade() {
    LayerRefit refit = new LayerRefit(network);
    LinearizedNetwork tile = network.tiles().get(0);
    float[][] wanted = tile.input(2);
    disturb(0, 0.05);
    double before = difference(wanted, tile.input(2));
    refit.apply(layers, 1, free);
    network.evaluate(layers, 1, layers.length);
    double after = difference(wanted, tile.input(2));
    assertTrue(after < 0.6 * before, after + " of " + before);
  }

  private static double difference(float[][] a, float[][] b) {
    double sum = 0;
    for (int r = 0; r < a.length; r++) {
      for (int p = 0; p < PointTile.POINTS; p++) {
        sum += (a[r][p] - b[r][p]) * (a[r][p] - b[r][p]);
      }
    }
    return sum;
  }
}
