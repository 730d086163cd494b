package dev.sirencast.peers;

import dev.sirencast.signal.Signal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A signal in some format, cut into bodies of packets. Immutable and thread-safe. */
interface Coding {
  /** How it is coded and cut, in words. */
  String how();

  /** The bodies in the order in which they are sent, none longer than there is room. */
  List<byte[]> bodies();

  /**
   * Returns what can be made of the bodies that are there, on the original's grid.
   *
   * @param sound as many as {@link #bodies}, null where one is not as it was sent
   * @param bodies the same, and damaged ones where they are to be used
   * @return nothing where nothing decodes
   */
  Optional<Signal> decode(List<byte @Nullable []> sound, List<byte @Nullable []> bodies);

  /** What is made of all bodies. */
  default Signal whole() {
    return decode(bodies(), bodies()).orElseThrow();
  }
}
