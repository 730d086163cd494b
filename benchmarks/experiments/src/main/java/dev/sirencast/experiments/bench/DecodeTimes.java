package dev.sirencast.experiments.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the decoding of one network took. Immutable.
 *
 * @param net its shape, as in {@code 2-256x4-3}
 * @param points points of its grid
 * @param threads threads that worked
 * @param seconds median of {@code vector}, {@code plain} and {@code libtorch}
 * @param engineSetting how libtorch used its threads where it was fastest
 * @param hashes CRC32C of the outputs' bits, big-endian, by kernel
 */
public record DecodeTimes(
    String net,
    int points,
    int threads,
    Map<String, Double> seconds,
    String engineSetting,
    Map<String, Integer> hashes) {
  /** Keeps copies of the maps. */
  public DecodeTimes {
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    hashes = Collections.unmodifiableMap(new LinkedHashMap<>(hashes));
  }

  /** How many times faster than libtorch a kernel was. */
  public double overEngine(String kernel) {
    return seconds.get("libtorch") / seconds.get(kernel);
  }

  /** Whether all kernels gave the same bits. */
  public boolean sameBits() {
    return hashes.values().stream().distinct().count() == 1;
  }
}
