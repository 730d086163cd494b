package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandedImageTest {
  @TempDir private Path directory;

  /** Several bands: 300,000 points and more. */
  @ParameterizedTest(name = "{0}, {1} components of {2} bits")
  @CsvSource({
    "png, 1, 8",
    "png, 3, 8",
    "png, 1, 16",
    "png, 3, 16",
    "tiff, 1, 8",
    "tiff, 3, 8",
    "tiff, 1, 16",
    "tiff, 3, 16",
    "bmp, 1, 8",
    "bmp, 3, 8"
  })
  void comesBackAsItWasMade(String ending, int components, int bits) throws IOException {
    CoordinateGrid grid = CoordinateGrid.of(701, 521);
    int peak = bits == 8 ? 255 : 65535;
    Path file = directory.resolve("a." + ending);
    ImageFileWriter.write(
        new ImageFormat(bits),
        grid,
        components,
        (first, count, out) -> {
          for (int i = 0; i < count * components; i++) {
            out[i] = value(first * components + i, peak) / (float) peak;
          }
        },
        file);
    Signal read = SignalReader.read(file);
    assertEquals(grid, read.grid());
    assertEquals(components, read.components());
    for (int p = 0; p < grid.points(); p++) {
      for (int c = 0; c < components; c++) {
        int expected = value(p * components + c, peak);
        assertEquals(expected, Math.round(read.sample(p, c) * peak), "point " + p);
      }
    }
  }

  private static int value(int index, int peak) {
    return (int) (index * 7919L % (peak + 1));
  }

  @Test
  void makesEveryBandOnceFromTheTopDown() throws IOException {
    CoordinateGrid grid = CoordinateGrid.of(1000, 1000);
    List<Integer> starts = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    ImageFileWriter.write(
        new ImageFormat(8),
        grid,
        3,
        (first, count, out) -> {
          starts.add(first);
          counts.add(count);
        },
        directory.resolve("a.png"));
    int next = 0;
    for (int i = 0; i < starts.size(); i++) {
      assertEquals(next, starts.get(i));
      assertTrue(counts.get(i) <= 1 << 18, () -> counts + " points in memory at once");
      next += counts.get(i);
    }
    assertEquals(grid.points(), next);
  }
}
