package dev.sirencast.benchmarks;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.trainer.cpu.FitHooks;
import dev.sirencast.trainer.cpu.FitOptions;
import dev.sirencast.trainer.cpu.FitState;
import dev.sirencast.trainer.cpu.NetworkFitter;
import dev.sirencast.trainer.cpu.TrainingPoints;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Useful floating-point operations a second of processor time, on one thread, in a full-batch step
 * of plain Java's training: gradient and Adam.
 *
 * <p>Useful are six for each weight, biases left out, and point: a product and a sum forward, in
 * the gradient by the weights and in the one by the layer's input. Arguments: {@code
 * [features]x[hidden layers]x[networks]x[points]}; none: the shapes of patches, and one large
 * network. A shape's line has the best and the middle one of 15 rounds of at least a tenth of a
 * second after one of warming up.
 */
public final class TrainingKernelBenchmark {
  private static final String[] SHAPES = {
    "16x2x384x1024", "8x2x384x1024", "32x2x384x1024", "256x3x1x98304"
  };

  private static final int ROUNDS = 15;
  private static final double WARM_UP_SECONDS = 2;
  private static final double ROUND_SECONDS = 0.1;

  private final SirenArchitecture architecture;
  private final TrainingPoints points;
  private final NetworkFitter fitter;
  private final FitOptions options = FitOptions.fullBatch(1e-4, Integer.MAX_VALUE);
  private final FitState[] states;

  private TrainingKernelBenchmark(int features, int hiddenLayers, int networks, int count) {
    architecture = new SirenArchitecture(2, features, hiddenLayers, 3, 30, 30);
    points = points(count);
    fitter = new NetworkFitter(architecture);
    states = new FitState[networks];
    float[] weights = SirenInitializer.initialize(architecture, 1).toFlatArray();
    Arrays.setAll(states, i -> FitState.of(weights));
  }

  private static TrainingPoints points(int count) {
    int side = (int) Math.sqrt(count);
    float[][] coordinates = new float[2][count];
    float[] targets = new float[3 * count];
    for (int i = 0; i < count; i++) {
      coordinates[0][i] = (2f * (i % side) + 1) / side - 1;
      coordinates[1][i] = (2f * (i / side) + 1) / side - 1;
      for (int c = 0; c < 3; c++) {
        targets[3 * i + c] = (float) Math.sin(0.01 * i + c);
      }
    }
    return TrainingPoints.of(coordinates, targets, 3);
  }

  /** The operations of one step of one network. */
  private double operations() {
    long weights = 0;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      weights += (long) architecture.rows(layer) * architecture.columns(layer);
    }
    return 6.0 * weights * points.count();
  }

  /** Takes steps, network after network, for some processor time; returns operations a second. */
  private double measure(double seconds) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long nanoseconds = 0;
    int steps = 0;
    for (; nanoseconds < seconds * 1e9; steps++) {
      FitState state = states[steps % states.length];
      int end = state.steps() + 1;
      fitter.fit(state, points, options, FitHooks.NONE, end, () -> false);
      nanoseconds = threads.getCurrentThreadCpuTime() - start;
    }
    return operations() * steps / nanoseconds * 1e9;
  }

  /** Measures the shapes of the arguments, or all. */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    out.println("network, networks, points: GFLOP/s best, middle");
    for (String shape : arguments.length == 0 ? SHAPES : arguments) {
      int[] sizes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
      TrainingKernelBenchmark benchmark =
          new TrainingKernelBenchmark(sizes[0], sizes[1], sizes[2], sizes[3]);
      benchmark.measure(WARM_UP_SECONDS);
      double[] rounds = new double[ROUNDS];
      Arrays.setAll(rounds, i -> benchmark.measure(ROUND_SECONDS));
      Arrays.sort(rounds);
      out.printf(
          "%s, %d, %d: %.1f, %.1f%n",
          benchmark.architecture,
          sizes[2],
          sizes[3],
          rounds[ROUNDS - 1] * 1e-9,
          rounds[ROUNDS / 2] * 1e-9);
    }
  }
}
