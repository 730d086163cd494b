package dev.sirencast.cli.compare;

import dev.sirencast.simulation.Carrier;
import java.util.List;

/**
 * A row of the comparison for every channel: a format with a protection.
 *
 * @param format its name
 * @param protection what protects its packets, as {@code --fec} or {@code --protect} say it
 * @param ours whether it is a stream of ours
 * @param ways how it may be made and received, one or more; of each channel's the best is shown
 */
record Contender(String format, String protection, boolean ours, List<Way> ways) {
  Contender {
    ways = List.copyOf(ways);
  }

  /**
   * A way to carry the signal in this format.
   *
   * @param how in words
   * @param carrier what is sent, and its receiver
   * @param clean decibels where nothing happens on the way
   * @param forFlips whether it differs from another way only where bits are flipped
   */
  record Way(String how, Carrier carrier, double clean, boolean forFlips) {}

  /** Both in a sentence, as in {@code JPEG with rs(204,51)}. */
  String words() {
    return protection.equals(OwnStreams.NO_PROTECTION) ? format : format + " with " + protection;
  }

  /** Both, as in {@code JPEG, rs(204,51)}. */
  String name() {
    return protection.equals("none") ? format : format + ", " + protection;
  }
}
