package dev.sirencast.cli.demo;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import java.util.Arrays;
import java.util.List;

/** Pictures side by side on white, each as large as the first: pixels are repeated. */
final class PictureBoard {
  private static final int GAP = 8;

  private PictureBoard() {}

  /**
   * Returns a board.
   *
   * @param pictures whose sizes divide that of the first, with as many components
   * @param columns pictures in a row
   */
  static Signal of(List<Signal> pictures, int columns) {
    Signal first = pictures.get(0);
    int width = first.grid().size(0);
    int height = first.grid().size(1);
    int rows = (pictures.size() + columns - 1) / columns;
    int boardWidth = columns * (width + GAP) + GAP;
    CoordinateGrid grid = CoordinateGrid.of(boardWidth, rows * (height + GAP) + GAP);
    int components = first.components();
    float[] samples = new float[grid.points() * components];
    Arrays.fill(samples, 1f);
    for (int p = 0; p < pictures.size(); p++) {
      Signal picture = pictures.get(p);
      int zoom = width / picture.grid().size(0);
      int left = GAP + p % columns * (width + GAP);
      int top = GAP + p / columns * (height + GAP);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int point = y / zoom * picture.grid().size(0) + x / zoom;
          for (int c = 0; c < components; c++) {
            samples[((top + y) * boardWidth + left + x) * components + c] =
                picture.sample(point, c);
          }
        }
      }
    }
    return Signal.of(first.format(), grid, components, samples);
  }
}
