package dev.sirencast.media.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conventions against the formula in double, with coordinates made as other programs make them. */
class NetworkConventionTest {
  private static final CoordinateGrid GRID = CoordinateGrid.of(11, 7);
  private static final SirenArchitecture ARCHITECTURE =
      new SirenArchitecture(2, 6, 1, 2, 9, 5, 0.5);
  private static final SirenWeights WEIGHTS = SirenInitializer.initialize(ARCHITECTURE, 3);

  /** What a program that trained these weights would show at a pixel, in [0, 1]. */
  private static double[] shown(NetworkConvention convention, int column, int row) {
    CoordinateConvention inputs = convention.coordinates();
    double x = along(inputs, column, GRID.size(0), inputs.minusX());
    double y = along(inputs, row, GRID.size(1), inputs.minusY());
    double[] values = inputs.swapped() ? new double[] {y, x} : new double[] {x, y};
    for (int layer = 0; layer < 3; layer++) {
      double[] next = new double[WEIGHTS.weight(layer).rows()];
      for (int i = 0; i < next.length; i++) {
        double sum = WEIGHTS.bias(layer).get(i);
        for (int j = 0; j < values.length; j++) {
          sum += (double) WEIGHTS.weight(layer).get(i * values.length + j) * values[j];
        }
        double z = ARCHITECTURE.omega0(layer) * sum;
        next[i] = layer < 2 ? Math.sin(z) : z;
      }
      values = next;
    }
    OutputRange range = convention.outputs();
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - range.low()) / (range.high() - range.low());
    }
    return values;
  }

  private static double along(CoordinateConvention inputs, int index, int size, boolean minus) {
    double share = inputs.centres() ? (index + 0.5) / size : (double) index / (size - 1);
    double rising = minus ? 1 - share : share;
    return inputs.unit() ? rising : 2 * rising - 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xy",
        "yx",
        "x-y",
        "-yx",
        "-x-y",
        "xy,0..1",
        "yx,0..1",
        "xy,centres",
        "yx,0..1,centres",
        "x-y,0..1,centres"
      })
  void givesTheSamePictureInTheUsualConvention(String text) {
    CoordinateConvention coordinates = CoordinateConvention.parse(text);
    assertEquals(text, coordinates.toString());
    for (String range : new String[] {"-1..1", "0..1", "0..255", "-0.5..0.5"}) {
      NetworkConvention convention = new NetworkConvention(coordinates, OutputRange.parse(range));
      assertEquals("coordinates " + text + ", outputs " + range, convention.toString());
      float[] usual = SirenNetwork.of(convention.toUsual(WEIGHTS, GRID)).evaluate(GRID);
      for (int point = 0; point < GRID.points(); point++) {
        double[] expected = shown(convention, point % GRID.size(0), point / GRID.size(0));
        for (int c = 0; c < 2; c++) {
          assertEquals(expected[c], (usual[2 * point + c] + 1) / 2, 2e-5, text + " " + range);
        }
      }
    }
  }

  @Test
  void ordersAndSignsCostNoBit() {
    CoordinateConvention convention = CoordinateConvention.parse("-yx");
    SirenWeights there = convention.toUsual(WEIGHTS, GRID);
    for (int row = 0; row < 6; row++) {
      assertEquals(WEIGHTS.weight(0).get(2 * row), -there.weight(0).get(2 * row + 1));
      assertEquals(WEIGHTS.weight(0).get(2 * row + 1), there.weight(0).get(2 * row));
    }
    assertArrayEquals(WEIGHTS.bias(0).toArray(), there.bias(0).toArray());
    assertEquals(WEIGHTS, NetworkConvention.USUAL.toUsual(WEIGHTS, GRID));
  }

  @Test
  void findsTheConventionByThePicture() {
    SirenTensors found = SirenTensors.find(SirenTensors.of(WEIGHTS));
    List<SirenArchitecture> architectures =
        List.of(new SirenArchitecture(2, 6, 1, 2, 30, 30, 0.5), ARCHITECTURE);
    for (CoordinateConvention coordinates : CoordinateConvention.known()) {
      for (OutputRange outputs : List.of(OutputRange.USUAL, OutputRange.UNIT)) {
        NetworkConvention convention = new NetworkConvention(coordinates, outputs);
        Signal picture =
            SirenNetwork.of(convention.toUsual(WEIGHTS, GRID))
                .reconstruct(new ImageFormat(8), GRID);
        ConventionSearch.Fit fit = ConventionSearch.best(picture, found, architectures, null, null);
        assertEquals(convention, fit.convention());
        assertEquals(ARCHITECTURE, fit.architecture());
        assertTrue(fit.psnr() > 60, "" + fit.psnr());
      }
    }
  }

  @Test
  void keepsToWhatIsKnown() {
    Signal picture = SirenNetwork.of(WEIGHTS).reconstruct(new ImageFormat(8), GRID);
    SirenTensors found = SirenTensors.find(SirenTensors.of(WEIGHTS));
    CoordinateConvention wrong = CoordinateConvention.parse("yx");
    ConventionSearch.Fit fit =
        ConventionSearch.best(picture, found, List.of(ARCHITECTURE), wrong, OutputRange.UNIT);
    assertEquals(new NetworkConvention(wrong, OutputRange.UNIT), fit.convention());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xx", "x", "xyz", "xy,0..2", "(x, y), columns first", "yx,"})
  void refusesOtherWords(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> CoordinateConvention.parse(text))
            .getMessage();
    assertTrue(message.contains("expected xy, yx"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1..0", "0..0", "a..b", "0..1e99", "linear"})
  void refusesOtherRanges(String text) {
    assertThrows(IllegalArgumentException.class, () -> OutputRange.parse(text));
  }
}
