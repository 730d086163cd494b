package dev.sirencast.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sirencast.trainer.engine.NoisePool;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A {@link NoisePool} on the device. Not thread-safe. */
public final class NoiseSource {
  private final NDManager manager;
  private final NoisePool numbers;
  private @Nullable NDArray pool;

  /**
   * @param manager owner of the pool, open as long as the source is used
   * @param largest the most deviates that are asked for at once
   */
  public NoiseSource(NDManager manager, long seed, int largest) {
    this.manager = manager;
    this.numbers = new NoisePool(seed, largest);
  }

  /** Goes to the noise of a step, which depends on the seed and the step alone. */
  public void seek(int step) {
    numbers.seek(step);
  }

  /** The numbers behind the noise of this step. */
  public SplittableRandom random() {
    return numbers.random();
  }

  /**
   * Returns normal deviates of this step, as {@link #deviates(NDManager, SplittableRandom, int)}.
   */
  public NDArray deviates(NDManager scope, int count) {
    return deviates(scope, random(), count);
  }

  /**
   * Returns a vector of normal deviates that begins at a place of {@code chooser}'s choice: a view
   * of the pool in an array of {@code scope}, which must not be changed.
   */
  public NDArray deviates(NDManager scope, SplittableRandom chooser, int count) {
    if (pool == null) {
      pool = manager.create(numbers.deviates());
    }
    int first = NoisePool.place(chooser);
    NDArray view = pool.get(new NDIndex().addSliceDim(first, first + count));
    view.attach(scope);
    return view;
  }

  /** Returns ones, and zeros with a probability, in an array of {@code scope}. */
  public static NDArray mask(
      NDManager scope, SplittableRandom random, int count, double probability) {
    return scope.create(NoisePool.mask(random, count, probability));
  }
}
