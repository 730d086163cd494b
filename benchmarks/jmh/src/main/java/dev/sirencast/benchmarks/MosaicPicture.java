package dev.sirencast.benchmarks;

import dev.sirencast.media.ImageFileWriter;
import dev.sirencast.media.SignalReader;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a large picture of some small ones of one size, each at its own size, cut off at the edges:
 * {@code benchmarks/run MosaicPicture 4000x3000 OUT.png IN.png ...}. Row r begins with picture 2 r.
 */
public final class MosaicPicture {
  private MosaicPicture() {}

  /**
   * Runs it.
   *
   * @param arguments size, output and inputs
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    String[] size = arguments[0].split("x");
    CoordinateGrid grid = CoordinateGrid.of(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
    List<Signal> tiles = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      tiles.add(SignalReader.read(Path.of(arguments[i])));
    }
    int width = tiles.get(0).grid().size(0);
    int height = tiles.get(0).grid().size(1);
    int components = tiles.get(0).components();
    ImageFileWriter.write(
        new ImageFormat(8),
        grid,
        components,
        (first, count, out) -> {
          for (int i = 0; i < count; i++) {
            int x = (first + i) % grid.size(0);
            int y = (first + i) / grid.size(0);
            Signal tile = tiles.get((2 * (y / height) + x / width) % tiles.size());
            for (int c = 0; c < components; c++) {
              out[i * components + c] = tile.sample(y % height * width + x % width, c);
            }
          }
        },
        Path.of(arguments[1]));
  }
}
