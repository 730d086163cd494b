package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Noise for training, the same for the same seed and step.
 *
 * <p>Normal deviates come out of a pool drawn once: a view that begins at a random place costs
 * nothing, where drawing anew would take as long as the rest of a step. Two views that overlap do
 * so shifted against each other, so no weight or point gets the same noise twice. Not thread-safe.
 */
public final class NoiseSource {
  /** How many places in the pool a view may begin at. */
  private static final int PLACES = 1 << 22;

  private final NDManager manager;
  private final long seed;
  private final int poolSize;
  private @Nullable NDArray pool;
  private SplittableRandom random;

  /**
   * @param manager owner of the pool, open as long as the source is used
   * @param largest the most deviates that are asked for at once
   */
  public NoiseSource(NDManager manager, long seed, int largest) {
    this.manager = manager;
    this.seed = seed;
    this.poolSize = Math.addExact(PLACES, largest);
    this.random = new SplittableRandom(seed);
  }

  /** Goes to the noise of a step, which depends on the seed and the step alone. */
  public void seek(int step) {
    // Scattered: generators whose seeds are a multiple of their increment apart share their
    // numbers.
    long scattered = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (step + 1L))).nextLong();
    random = new SplittableRandom(scattered);
  }

  /** The numbers behind the noise of this step. */
  public SplittableRandom random() {
    return random;
  }

  /**
   * Returns normal deviates of this step, as {@link #deviates(NDManager, SplittableRandom, int)}.
   */
  public NDArray deviates(NDManager scope, int count) {
    return deviates(scope, random, count);
  }

  /**
   * Returns a vector of normal deviates that begins at a place of {@code chooser}'s choice: a view
   * of the pool in an array of {@code scope}, which must not be changed.
   */
  public NDArray deviates(NDManager scope, SplittableRandom chooser, int count) {
    if (pool == null) {
      pool = filled();
    }
    int first = chooser.nextInt(PLACES);
    NDArray view = pool.get(new NDIndex().addSliceDim(first, first + count));
    view.attach(scope);
    return view;
  }

  private NDArray filled() {
    SplittableRandom drawn = new SplittableRandom(~seed);
    float[] values = new float[poolSize];
    for (int i = 0; i < poolSize; i++) {
      values[i] = (float) drawn.nextGaussian();
    }
    return manager.create(values);
  }

  /** Returns ones, and zeros with a probability, in an array of {@code scope}. */
  public static NDArray mask(
      NDManager scope, SplittableRandom random, int count, double probability) {
    float[] mask = new float[count];
    for (int i = 0; i < count; i++) {
      mask[i] = random.nextDouble() < probability ? 0f : 1f;
    }
    return scope.create(mask);
  }
}
