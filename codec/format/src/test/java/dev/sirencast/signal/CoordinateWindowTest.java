package dev.sirencast.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CoordinateWindowTest {
  private static final CoordinateGrid WHOLE = CoordinateGrid.of(11, 7);

  @Test
  void hasThePointsOfTheWholeThatLieInIt() {
    CoordinateGrid window = WHOLE.window(new int[] {3, 2}, new int[] {4, 5});
    float[][] expected = new float[2][WHOLE.points()];
    WHOLE.coordinates(0, WHOLE.points(), expected);
    float[][] actual = new float[2][window.points()];
    window.coordinates(0, window.points(), actual);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 4; x++) {
        for (int axis = 0; axis < 2; axis++) {
          assertEquals(expected[axis][(y + 2) * 11 + x + 3], actual[axis][y * 4 + x]);
        }
      }
    }
  }

  @Test
  void ofAWindowIsAWindowOfTheWhole() {
    CoordinateGrid twice =
        WHOLE.window(new int[] {3, 2}, new int[] {6, 4}).window(new int[] {1, 1}, new int[] {2, 3});
    assertEquals(WHOLE.window(new int[] {4, 3}, new int[] {2, 3}), twice);
    assertNotEquals(CoordinateGrid.of(2, 3), twice);
  }

  @Test
  void refusesWhatDoesNotLieInTheGrid() {
    assertThrows(
        IllegalArgumentException.class, () -> WHOLE.window(new int[] {8, 0}, new int[] {4, 7}));
    assertThrows(
        IllegalArgumentException.class, () -> WHOLE.window(new int[] {-1, 0}, new int[] {4, 7}));
    assertThrows(
        IllegalArgumentException.class,
        () -> WHOLE.window(new int[] {Integer.MAX_VALUE, 0}, new int[] {1, 7}));
    assertThrows(
        IllegalArgumentException.class, () -> WHOLE.window(new int[] {0, 0}, new int[] {11, 0}));
    assertThrows(IllegalArgumentException.class, () -> WHOLE.window(new int[1], new int[] {1}));
  }
}
