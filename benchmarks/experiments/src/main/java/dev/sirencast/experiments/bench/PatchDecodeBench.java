package dev.sirencast.experiments.bench;

import dev.sirencast.patch.PatchFamily;
import dev.sirencast.patch.PatchGrid;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.ParallelTiles;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.SmallNetworks;
import dev.sirencast.trainer.stack.EngineStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Times the decoding of a photograph in patches. Both kernels and libtorch's batched products make
 * the same, the raw outputs of all patches; the receiver makes the picture, from base and patches
 * to samples, and the outputs of one large network. All take their turn in every round; two rounds
 * are not counted. Not thread-safe.
 */
public final class PatchDecodeBench {
  private static final long SEED = 1;
  private static final CoordinateGrid PHOTOGRAPH = CoordinateGrid.of(768, 512);

  /** Networks of a batch in libtorch: the fastest of those tried, and all at once. */
  private static final int[] TOGETHER = {16, 64, 384};

  private final int rounds;

  /**
   * Returns a benchmark that has measured nothing yet.
   *
   * @param rounds counted rounds, 1 or more
   */
  public PatchDecodeBench(int rounds) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be 1 or more, got " + rounds);
    }
    this.rounds = rounds;
  }

  /**
   * What was measured, in median seconds.
   *
   * @param net the number of patches and their network, as in {@code 384x2-16x3-3}
   * @param threads threads that worked
   * @param vector the patches' outputs on the vector kernel
   * @param plain the same on the plain one
   * @param engine the same by libtorch, batches and threads used in the way that was fastest
   * @param picture base and patches to samples, by the receiver
   * @param network one large network's outputs, by the receiver
   */
  public record Times(
      String net,
      int threads,
      double vector,
      double plain,
      double engine,
      double picture,
      double network) {}

  /**
   * Measures.
   *
   * @throws IllegalArgumentException if this JVM has no vector kernel
   * @throws IllegalStateException if the engine cannot be started
   */
  public Times run(int threads) {
    PatchedWeights weights = weights();
    PatchedNetwork patched = PatchedNetwork.of(weights);
    SirenArchitecture large = new SirenArchitecture(2, 256, 3, 3, 30, 30);
    SirenNetwork network = SirenNetwork.of(SirenInitializer.initialize(large, SEED));
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    List<EngineStack> stacks = new ArrayList<>();
    try {
      List<Runnable> ways = new ArrayList<>();
      ways.add(() -> decode("vector", weights, workers, threads));
      ways.add(() -> decode("plain", weights, workers, threads));
      ways.add(() -> patched.reconstruct(new ImageFormat(8), PHOTOGRAPH, workers, threads));
      ways.add(() -> network.evaluate(PHOTOGRAPH, workers, threads));
      for (int together : TOGETHER) {
        EngineStack stack = stack(weights, together);
        stacks.add(stack);
        ways.add(() -> decode(stack, workers, threads));
      }
      List<Double> medians = medians(ways);
      return new Times(
          weights.grid().patches() + "x" + weights.family().architecture(0),
          threads,
          medians.get(0),
          medians.get(1),
          Collections.min(medians.subList(4, medians.size())),
          medians.get(2),
          medians.get(3));
    } finally {
      stacks.forEach(EngineStack::close);
      workers.shutdown();
    }
  }

  private List<Double> medians(List<Runnable> ways) {
    List<List<Double>> seconds = new ArrayList<>();
    ways.forEach(way -> seconds.add(new ArrayList<>()));
    for (int round = -2; round < rounds; round++) {
      for (int way = 0; way < ways.size(); way++) {
        long begun = System.nanoTime();
        ways.get(way).run();
        if (round >= 0) {
          seconds.get(way).add((System.nanoTime() - begun) * 1e-9);
        }
      }
    }
    return seconds.stream().map(EngineBench::median).toList();
  }

  /** The outputs of every patch, from its weights as a decoder has them. */
  private static void decode(
      String kernel, PatchedWeights weights, ExecutorService workers, int threads) {
    SirenArchitecture architecture = weights.family().architecture(0);
    double[][] axes = axes(weights.grid());
    int outputs = axes[0].length * axes[1].length * architecture.outputs();
    ParallelTiles.run(
        weights.patches().size(),
        () -> {
          SmallNetworks networks = SmallNetworks.onKernel(kernel);
          return patch -> {
            float[] flat = weights.patches().get(patch).weights();
            float[] out = new float[outputs];
            networks.evaluate(SirenWeights.ofFlat(architecture, flat), axes, out, 0);
          };
        },
        workers,
        threads);
  }

  /** The coordinates of a patch's columns and rows. */
  private static double[][] axes(PatchGrid grid) {
    double[][] points = grid.coordinates(0);
    double[][] axes = new double[2][];
    axes[0] = Arrays.copyOf(points[0], grid.size(0));
    axes[1] = new double[grid.size(1)];
    Arrays.setAll(axes[1], row -> points[1][row * axes[0].length]);
    return axes;
  }

  /** Threads over batches, or within operations where there are too few batches. */
  private static void decode(EngineStack stack, ExecutorService workers, int threads) {
    int inner = stack.batches() < threads ? threads : 1;
    ParallelTiles.run(
        stack.batches(), () -> batch -> stack.evaluate(inner, batch), workers, threads);
  }

  /** A usual base, and on every patch a network of 16 features. */
  private static PatchedWeights weights() {
    PatchGrid grid = PatchGrid.of(PHOTOGRAPH, 32, 32);
    SirenArchitecture shape = new SirenArchitecture(2, 16, 2, 3, 30, 30);
    PatchFamily family = new PatchFamily(shape, List.of(16), SEED, 0.6f, 1, 0.2f);
    List<PatchWeights> patches = new ArrayList<>();
    for (int patch = 0; patch < grid.patches(); patch++) {
      patches.add(new PatchWeights(0, 0.5f, family.initial(0)));
    }
    SirenArchitecture base = new SirenArchitecture(2, 60, 2, 3, 30, 30);
    return new PatchedWeights(
        SirenInitializer.initialize(base, SEED),
        4,
        grid,
        family,
        Collections.unmodifiableList(patches));
  }

  private static EngineStack stack(PatchedWeights weights, int together) {
    double[][] exact = weights.grid().coordinates(0);
    float[] coordinates = new float[exact.length * exact[0].length];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = (float) exact[i / exact[0].length][i % exact[0].length];
    }
    List<float[]> networks = weights.patches().stream().map(PatchWeights::weights).toList();
    return EngineStack.of(weights.family().architecture(0), networks, coordinates, together);
  }
}
