package dev.sirencast.receiver;

import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.BaseSignal;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.signal.CoordinateGrid;
import java.util.List;

/**
 * What a stream may ask of a receiver, in memory and in work. A manifest of a hundred bytes can ask
 * for gigabytes and for days; so it is held against these limits before anything is allocated or
 * evaluated for it.
 *
 * <p>A weight takes up to 24 bytes while it is received, a sample of the signal 4 where the whole
 * signal is asked for at once. A processor's core does some ten to fifty billion multiply-adds a
 * second. Immutable and thread-safe.
 *
 * @param maxWeights weights of the network, 1 or more; those of patches, which take memory only
 *     once they are there, may be {@value #PATCHES_SHARE} times as many
 * @param maxPoints points of the signal's grid, 1 or more
 * @param maxPendingBytes bytes of packets kept while no manifest has arrived, or, where signers are
 *     trusted, no digest that tells whether they are as signed, 0 or more; each counts for {@value
 *     #PENDING_OVERHEAD} more than it has
 * @param maxWork multiply-adds that the signal on its own grid takes, 1 or more: points times
 *     weights; of patches, those of the widest
 */
public record ReceiverLimits(long maxWeights, long maxPoints, long maxPendingBytes, long maxWork) {
  /** The names of the limits that a manifest can exceed, in the order of the components. */
  public static final List<String> NAMES = List.of("weights", "points", "work");

  /** What a packet that waits takes beside its bytes. */
  static final int PENDING_OVERHEAD = 64;

  private static final long PATCHES_SHARE = 4;

  /**
   * 16 million weights, 128 million points, 64 MiB of packets that wait for a manifest, 4 trillion
   * multiply-adds: 20 megapixels of a network of 200,000 weights, 4 gigapixels of 1,000.
   */
  public static final ReceiverLimits DEFAULTS =
      new ReceiverLimits(1L << 24, 1L << 27, 1L << 26, 4_000_000_000_000L);

  /** All that the format allows: for streams that come from nobody else. */
  public static final ReceiverLimits NONE =
      new ReceiverLimits(Long.MAX_VALUE / PATCHES_SHARE, Long.MAX_VALUE, 1L << 26, Long.MAX_VALUE);

  /** Checks the ranges. */
  public ReceiverLimits {
    if (maxWeights < 1 || maxPoints < 1 || maxPendingBytes < 0 || maxWork < 1) {
      throw new IllegalArgumentException(
          "limits must be 1, 1, 0 and 1 or more, got "
              + maxWeights
              + ", "
              + maxPoints
              + ", "
              + maxPendingBytes
              + " and "
              + maxWork);
    }
  }

  /** These limits with other weights. */
  public ReceiverLimits withMaxWeights(long weights) {
    return new ReceiverLimits(weights, maxPoints, maxPendingBytes, maxWork);
  }

  /** These limits with other points. */
  public ReceiverLimits withMaxPoints(long points) {
    return new ReceiverLimits(maxWeights, points, maxPendingBytes, maxWork);
  }

  /** These limits with other work. */
  public ReceiverLimits withMaxWork(long multiplyAdds) {
    return new ReceiverLimits(maxWeights, maxPoints, maxPendingBytes, multiplyAdds);
  }

  /** Refuses a manifest that asks for more. */
  void require(StreamManifest manifest) throws LimitExceededException {
    long weights = manifest.architecture().parameters();
    if (weights > maxWeights) {
      throw new LimitExceededException(
          "weights", "the stream has %,d weights", weights, maxWeights);
    }
    long patches = manifest.patches().map(PatchDescription::maxWeights).orElse(0L);
    if (patches / PATCHES_SHARE > maxWeights) {
      throw new LimitExceededException(
          "weights",
          "the stream's patches may have four times %,d weights",
          patches / PATCHES_SHARE,
          maxWeights);
    }
    long points = manifest.signal().grid().points();
    if (points > maxPoints) {
      throw new LimitExceededException("points", "the signal has %,d points", points, maxPoints);
    }
    long work = work(manifest);
    if (work > maxWork) {
      throw new LimitExceededException(
          "work", "the signal takes %,d multiply-adds to decode", work, maxWork);
    }
  }

  /** The multiply-adds that the signal on its own grid takes, at most. */
  private static long work(StreamManifest manifest) {
    CoordinateGrid grid = manifest.signal().grid();
    double base = manifest.architecture().parameters();
    double work =
        manifest
            .patches()
            .map(
                patches ->
                    base * BaseSignal.grid(grid, patches.baseStep()).points()
                        + (double) grid.points() * patches.family().shape().parameters())
            .orElse(base * grid.points());
    return (long) work; // the largest long where it is beyond
  }
}
