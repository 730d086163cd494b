package dev.sirencast.benchmarks.soak;

import java.util.Locale;

/**
 * What is going on at a moment.
 *
 * @param seconds of the system's clock, since 1970
 * @param visits of receivers, under way
 * @param connections that the server has
 * @param held bytes that wait at the server for receivers to take them
 * @param whole visits that brought all, so far
 * @param failed visits that should have, and did not
 */
record Load(long seconds, int visits, double connections, double held, long whole, long failed) {
  static final String HEADER = "visits,connections,held_bytes,whole,failed";

  String line() {
    return String.format(
        Locale.ROOT, "%d,%.0f,%.0f,%d,%d", visits, connections, held, whole, failed);
  }
}
