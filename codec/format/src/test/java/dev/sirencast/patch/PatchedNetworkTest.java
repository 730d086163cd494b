package dev.sirencast.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class PatchedNetworkTest {
  private static float[] all(PatchedWeights weights, CoordinateGrid grid, int threads) {
    float[] out = new float[grid.points() * weights.base().architecture().outputs()];
    PatchedNetwork.of(weights)
        .samples(grid, ForkJoinPool.commonPool(), threads)
        .samples(0, grid.points(), out);
    return out;
  }

  /** Base and patch, point by point, by the definition. */
  private static void requireByDefinition(CoordinateGrid grid, int... sizes) {
    PatchedWeights weights = TestPatches.weights(grid, 2, sizes);
    float[] samples = all(weights, grid, 2);
    float[] base = BaseSignal.of(weights.base(), grid, 2, Runnable::run, 1).outputs(grid);
    for (int point = 0; point < grid.points(); point++) {
      int patch = 0;
      double[][] local = new double[grid.dimensions()][512];
      int rest = point;
      int[] position = new int[grid.dimensions()];
      for (int axis = 0; axis < grid.dimensions(); axis++) {
        int sample = rest % grid.size(axis);
        rest /= grid.size(axis);
        position[axis] = weights.grid().at(axis, sample);
        local[axis][0] = weights.grid().local(axis, position[axis], sample);
      }
      for (int axis = grid.dimensions() - 1; axis >= 0; axis--) {
        patch = patch * weights.grid().count(axis) + position[axis];
      }
      PatchWeights own = weights.patches().get(patch);
      float[] y = new float[2];
      if (own != null) {
        SirenNetwork.of(
                SirenWeights.ofFlat(weights.family().architecture(own.width()), own.weights()))
            .tileEvaluator()
            .evaluate(local, 1, y, 0);
      }
      for (int c = 0; c < 2; c++) {
        float raw = base[2 * point + c] + (own == null ? 0 : own.amplitude()) * y[c];
        // A local coordinate goes through the grid's, which is a float.
        assertEquals(SirenNetwork.sample(raw), samples[2 * point + c], 2e-5f, "point " + point);
      }
    }
  }

  @Test
  void everyPointIsBaseAndPatchInAllDimensions() {
    requireByDefinition(CoordinateGrid.of(61), 16);
    requireByDefinition(CoordinateGrid.of(33, 20), 16, 8);
    requireByDefinition(CoordinateGrid.of(9, 7, 11), 4, 4, 5);
    requireByDefinition(CoordinateGrid.of(1, 1), 32, 32);
  }

  @Test
  void windowsSplitsAndThreadsGiveTheSameBits() {
    CoordinateGrid grid = CoordinateGrid.of(70, 50);
    PatchedWeights weights = TestPatches.weights(grid, 2, 16, 16);
    float[] whole = all(weights, grid, 1);
    assertArrayEquals(whole, all(weights, grid, 3));
    CoordinateGrid window = grid.window(new int[] {13, 9}, new int[] {40, 30});
    float[] part = all(weights, window, 2);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        for (int c = 0; c < 2; c++) {
          assertEquals(whole[((y + 9) * 70 + x + 13) * 2 + c], part[(y * 40 + x) * 2 + c]);
        }
      }
    }
    float[] some = new float[2 * 37];
    PatchedNetwork.of(weights).samples(grid, Runnable::run, 1).samples(1003, 37, some);
    for (int i = 0; i < some.length; i++) {
      assertEquals(whole[2 * 1003 + i], some[i]);
    }
  }

  @Test
  void everySecondSampleOfAFinerGridIsTheOriginal() {
    CoordinateGrid grid = CoordinateGrid.of(41);
    PatchedWeights weights = TestPatches.weights(grid, 1, 8);
    float[] own = all(weights, grid, 1);
    float[] fine = all(weights, CoordinateGrid.of(81), 1);
    for (int i = 0; i < own.length; i++) {
      assertEquals(own[i], fine[2 * i], 1e-4f);
    }
  }

  @Test
  void measuresInBandsWhatItMeasuresAsAWhole() {
    CoordinateGrid grid = CoordinateGrid.of(700, 300);
    PatchedNetwork network = PatchedNetwork.of(TestPatches.weights(grid, 2, 64, 64));
    SignalFormat format = new ImageFormat(8);
    Signal own = network.reconstruct(format, grid, ForkJoinPool.commonPool(), 2);
    float[] grey = new float[own.toArray().length];
    Arrays.fill(grey, 0.5f);
    Signal reference = Signal.of(format, grid, 2, grey);
    assertEquals(
        Psnr.decibels(reference, own),
        Psnr.decibels(reference, network.samples(grid, ForkJoinPool.commonPool(), 2)));
  }

  @Test
  void refusesAGridOfOtherAxes() {
    PatchedWeights weights = TestPatches.weights(CoordinateGrid.of(41), 1, 8);
    assertThrows(
        IllegalArgumentException.class,
        () -> PatchedNetwork.of(weights).samples(CoordinateGrid.of(4, 4), Runnable::run, 1));
  }

  @Test
  void changesReachBaseAndPatches() {
    CoordinateGrid grid = CoordinateGrid.of(20, 20);
    PatchedWeights weights = TestPatches.weights(grid, 1, 8, 8);
    int[] seen = new int[weights.patches().size() + 1];
    PatchedWeights same =
        weights.with(
            (network, number) -> {
              seen[number]++;
              return network;
            });
    for (int i = 0; i < seen.length; i++) {
      assertEquals(i == 0 || weights.patches().get(i - 1) != null ? 1 : 0, seen[i]);
    }
    assertArrayEquals(all(weights, grid, 1), all(same, grid, 1));
    assertEquals(weights.weights(), same.weights());
  }
}
