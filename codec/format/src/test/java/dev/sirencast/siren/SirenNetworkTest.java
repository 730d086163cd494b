package dev.sirencast.siren;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SirenNetworkTest {
  private static final SirenArchitecture ARCHITECTURE = new SirenArchitecture(2, 20, 2, 3, 30, 30);
  private static final CoordinateGrid GRID = CoordinateGrid.of(83, 61);

  private final SirenWeights weights = SirenInitializer.initialize(ARCHITECTURE, 3);
  private final SirenNetwork network = SirenNetwork.of(weights);
  private final float[] whole = network.evaluate(GRID);

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 512, 700, 5000})
  void givesTheSameBitsHoweverTheGridIsSplit(int step) {
    float[] parts = new float[5 + whole.length];
    for (int first = 0; first < GRID.points(); first += step) {
      int count = Math.min(step, GRID.points() - first);
      network.evaluate(GRID, first, count, parts, 5 + first * ARCHITECTURE.outputs());
    }
    assertArrayEquals(whole, Arrays.copyOfRange(parts, 5, parts.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 1000})
  void givesTheSameBitsOnAnyNumberOfThreads(int parallelism) {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      assertArrayEquals(whole, network.evaluate(GRID, executor, parallelism));
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  @Timeout(30)
  void endsOnAnExecutorWhoseOnlyThreadCalls() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      assertArrayEquals(whole, executor.submit(() -> network.evaluate(GRID, executor, 2)).get());
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void worksAloneWhereTheExecutorRefuses() {
    float[] alone =
        network.evaluate(
            GRID,
            task -> {
              throw new RejectedExecutionException();
            },
            4);
    assertArrayEquals(whole, alone);
  }

  @Test
  void reconstructsTheSamplesOfItsOutputs() {
    Signal signal = network.reconstruct(new ImageFormat(8), GRID);
    assertEquals(GRID, signal.grid());
    assertEquals(3, signal.components());
    assertEquals(8, signal.bitDepth());
    float[] samples = signal.toArray();
    for (int i = 0; i < samples.length; i++) {
      assertEquals(SirenNetwork.sample(whole[i]), samples[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0",
    "0, 0.5",
    "1, 1",
    "0.5, 0.75",
    "-1.5, 0",
    "7, 1",
    "3e38, 1",
    "-3e38, 0",
    "NaN, 0.5",
    "Infinity, 0.5",
    "-Infinity, 0.5"
  })
  void clampsSamplesAndTakesWhatIsNoNumberForGrey(float output, float sample) {
    assertEquals(sample, SirenNetwork.sample(output));
  }

  @ParameterizedTest
  @ValueSource(
      floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e38f, -1e38f})
  void reconstructsAFiniteSignalWhateverASingleWeight(float bad) {
    float[] flat = weights.toFlatArray();
    for (int i = 0; i < flat.length; i += 7) {
      float[] damaged = flat.clone();
      damaged[i] = bad;
      SirenNetwork network = SirenNetwork.of(SirenWeights.ofFlat(ARCHITECTURE, damaged));
      // A signal refuses a sample out of [0, 1], NaN included.
      network.reconstruct(new ImageFormat(8), CoordinateGrid.of(5, 4));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, 1e38f})
  void reconstructsAFiniteSignalWhereEveryWeightIsBad(float bad) {
    float[] flat = new float[ARCHITECTURE.parameters()];
    Arrays.fill(flat, bad);
    SirenNetwork network = SirenNetwork.of(SirenWeights.ofFlat(ARCHITECTURE, flat));
    for (float sample : network.reconstruct(new ImageFormat(8), GRID).toArray()) {
      assertTrue(sample >= 0 && sample <= 1);
    }
  }

  @Test
  void refusesAGridOfOtherAxes() {
    assertThrows(IllegalArgumentException.class, () -> network.evaluate(CoordinateGrid.of(9)));
  }

  @Test
  void refusesAGridWhoseOutputsExceedAnArray() {
    assertThrows(
        IllegalArgumentException.class,
        () -> network.evaluate(CoordinateGrid.of(1 << 15, 1 << 15)));
  }

  @Test
  void refusesPointsOutOfTheGrid() {
    float[] out = new float[30];
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> network.evaluate(GRID, GRID.points() - 5, 6, out, 0));
  }

  @Test
  void refusesAnArrayTooShort() {
    float[] out = new float[30];
    assertThrows(IndexOutOfBoundsException.class, () -> network.evaluate(GRID, 0, 10, out, 1));
  }

  @Test
  void refusesToRunOnNoThread() {
    assertThrows(IllegalArgumentException.class, () -> network.evaluate(GRID, Runnable::run, 0));
  }
}
