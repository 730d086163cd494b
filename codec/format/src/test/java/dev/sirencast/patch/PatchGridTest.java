package dev.sirencast.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import org.junit.jupiter.api.Test;

class PatchGridTest {
  @Test
  void patchesCoverEverySampleOnceAndDifferByOneAtMost() {
    for (int[] size : new int[][] {{1, 1}, {7, 3}, {32, 32}, {33, 65}, {100, 31}}) {
      CoordinateGrid grid = CoordinateGrid.of(size);
      PatchGrid patches = PatchGrid.of(grid, 32, 16);
      int[] seen = new int[grid.points()];
      int least = Integer.MAX_VALUE;
      int most = 0;
      for (int patch = 0; patch < patches.patches(); patch++) {
        CoordinateGrid window = patches.window(patch);
        least = Math.min(least, window.size(0));
        most = Math.max(most, window.size(0));
        for (int y = 0; y < window.size(1); y++) {
          for (int x = 0; x < window.size(0); x++) {
            int column = patches.first(0, patches.position(patch, 0)) + x;
            int row = patches.first(1, patches.position(patch, 1)) + y;
            seen[row * grid.size(0) + column]++;
            assertEquals(patches.position(patch, 0), patches.at(0, column));
            assertEquals(patches.position(patch, 1), patches.at(1, row));
          }
        }
      }
      for (int count : seen) {
        assertEquals(1, count);
      }
      assertTrue(most - least <= 1, "patches of " + least + " to " + most + " samples");
      assertTrue(most <= 32);
    }
  }

  @Test
  void coordinatesAreTheCentresOfEqualCells() {
    PatchGrid patches = PatchGrid.of(CoordinateGrid.of(8, 2), 4, 2);
    double[][] rows = patches.coordinates(1);
    assertEquals(8, rows[0].length);
    for (int i = 0; i < 8; i++) {
      assertEquals(new double[] {-0.75, -0.25, 0.25, 0.75}[i % 4], rows[0][i]);
      assertEquals(i < 4 ? -0.5 : 0.5, rows[1][i]);
    }
    assertEquals(-0.75, patches.local(0, 1, 4));
    assertEquals("2x1", patches.toString());
  }

  @Test
  void refusesWhatIsNoGridOfPatches() {
    CoordinateGrid grid = CoordinateGrid.of(4096, 4096);
    assertThrows(IllegalArgumentException.class, () -> PatchGrid.of(grid, 32));
    assertThrows(IllegalArgumentException.class, () -> PatchGrid.of(grid, 32, 0));
    assertThrows(IllegalArgumentException.class, () -> PatchGrid.of(grid, 1, 1));
  }
}
