package dev.sirencast.trainer.engine;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Noise for training, the same for the same seed and step.
 *
 * <p>Normal deviates come out of a pool drawn once: a part that begins at a random place costs
 * nothing, where drawing anew would take as long as the rest of a step. Two parts that overlap do
 * so shifted against each other, so no weight or point gets the same noise twice. Not thread-safe,
 * but for {@link #place} and what {@link #deviates} has returned.
 */
public final class NoisePool {
  /** How many places in the pool a part may begin at. */
  private static final int PLACES = 1 << 22;

  private final long seed;
  private final int size;
  private float @Nullable [] deviates;
  private SplittableRandom random;

  /**
   * A pool that is filled when it is first needed.
   *
   * @param largest the most deviates that are asked for at once
   */
  public NoisePool(long seed, int largest) {
    this.seed = seed;
    this.size = Math.addExact(PLACES, largest);
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

  /** Chooses where a part of the pool begins. */
  public static int place(SplittableRandom chooser) {
    return chooser.nextInt(PLACES);
  }

  /** The whole pool, which must not be changed. */
  public float[] deviates() {
    if (deviates == null) {
      SplittableRandom drawn = new SplittableRandom(~seed);
      deviates = new float[size];
      for (int i = 0; i < size; i++) {
        deviates[i] = (float) drawn.nextGaussian();
      }
    }
    return deviates;
  }

  /** Returns ones, and zeros with a probability. */
  public static float[] mask(SplittableRandom random, int count, double probability) {
    float[] mask = new float[count];
    for (int i = 0; i < count; i++) {
      mask[i] = random.nextDouble() < probability ? 0f : 1f;
    }
    return mask;
  }
}
