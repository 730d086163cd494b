package dev.sirencast.receiver;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.PatchDescription;

/**
 * What a stream may ask of a receiver; checked before anything is allocated for it.
 *
 * @param maxWeights weights of the network, 1 or more; those of patches, which take memory only
 *     once they are there, may be {@value #PATCHES_SHARE} times as many
 * @param maxPoints points of the signal's grid, 1 or more
 * @param maxPendingBytes bytes of packets kept while no manifest has arrived, 0 or more
 */
public record StreamLimits(long maxWeights, long maxPoints, long maxPendingBytes) {
  private static final long PATCHES_SHARE = 4;

  /** 16 million weights, 128 million points, 64 MiB of packets that wait for a manifest. */
  public static final StreamLimits DEFAULTS = new StreamLimits(1L << 24, 1L << 27, 1L << 26);

  /** Checks the ranges. */
  public StreamLimits {
    if (maxWeights < 1 || maxPoints < 1 || maxPendingBytes < 0) {
      throw new IllegalArgumentException(
          "limits must be 1, 1 and 0 or more, got "
              + maxWeights
              + ", "
              + maxPoints
              + " and "
              + maxPendingBytes);
    }
  }

  /** Refuses a manifest that asks for more. */
  void require(StreamManifest manifest) throws InvalidStreamException {
    if (manifest.architecture().parameters() > maxWeights) {
      throw new InvalidStreamException(
          "the stream has "
              + manifest.architecture().parameters()
              + " weights, this receiver takes "
              + maxWeights);
    }
    long patches = manifest.patches().map(PatchDescription::maxWeights).orElse(0L);
    if (patches > PATCHES_SHARE * maxWeights) {
      throw new InvalidStreamException(
          "the stream's patches may have "
              + patches
              + " weights, this receiver takes "
              + PATCHES_SHARE * maxWeights);
    }
    if (manifest.signal().grid().points() > maxPoints) {
      throw new InvalidStreamException(
          "the signal has "
              + manifest.signal().grid().points()
              + " points, this receiver takes "
              + maxPoints);
    }
  }
}
