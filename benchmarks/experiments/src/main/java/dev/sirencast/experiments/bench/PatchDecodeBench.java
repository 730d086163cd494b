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
import dev.sirencast.trainer.stack.EngineStack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Times the decoding of a photograph in patches: by the receiver, from base and patches to samples;
 * by libtorch's batched products, the patches' raw outputs alone; and by the receiver from one
 * large network. All take their turn in every round; a first round is not counted. Not thread-safe.
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
   * What was measured.
   *
   * @param name of what is decoded
   * @param threads threads that worked
   * @param patches median seconds of the receiver
   * @param engine those of libtorch, batches and threads used in the way that was fastest
   * @param network those of the receiver from one network
   */
  public record Times(String name, int threads, double patches, double engine, double network) {}

  /**
   * Measures.
   *
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
      ways.add(() -> patched.reconstruct(new ImageFormat(8), PHOTOGRAPH, workers, threads));
      ways.add(() -> network.evaluate(PHOTOGRAPH, workers, threads));
      for (int together : TOGETHER) {
        EngineStack stack = stack(weights, together);
        stacks.add(stack);
        ways.add(() -> decode(stack, workers, threads));
      }
      List<Double> medians = medians(ways);
      return new Times(
          weights.grid().patches() + " patches " + weights.family().architecture(0),
          threads,
          medians.get(0),
          Collections.min(medians.subList(2, medians.size())),
          medians.get(1));
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
