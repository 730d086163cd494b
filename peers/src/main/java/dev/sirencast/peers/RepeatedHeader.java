package dev.sirencast.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver has to know before all else, cut into bodies and sent several times: at the
 * beginning, at the end and evenly between, so that no burst takes all copies.
 *
 * @param pieces bodies that make it up
 * @param copies how often it is sent, 1 or more
 */
record RepeatedHeader(int pieces, int copies) {
  /**
   * How often it is sent: one may be lost where there is no code, or more than the code repairs.
   */
  private static final int COPIES = 3;

  static RepeatedHeader of(byte[] header, int room) {
    return new RepeatedHeader((header.length + room - 1) / room, COPIES);
  }

  /** All bodies in the order in which they are sent: the header's copies among the others. */
  List<byte[]> around(byte[] header, int room, List<byte[]> others) {
    List<byte[]> all = new ArrayList<>();
    int copy = 0;
    for (int i = 0; i <= others.size(); i++) {
      while (copy < copies && i >= place(copy, others.size())) {
        for (int from = 0; from < header.length; from += room) {
          all.add(Arrays.copyOfRange(header, from, Math.min(header.length, from + room)));
        }
        copy++;
      }
      if (i < others.size()) {
        all.add(others.get(i));
      }
    }
    return all;
  }

  /** How many of the others stand before a copy. */
  private int place(int copy, int others) {
    return copies == 1 ? 0 : (int) ((long) others * copy / (copies - 1));
  }

  /**
   * The header, if every piece of it came in some copy: as it was sent, or else damaged.
   *
   * @param sound bodies that are as they were sent
   * @param bodies the same, and damaged ones where they are to be used
   */
  Optional<byte[]> header(List<byte @Nullable []> sound, List<byte @Nullable []> bodies) {
    return header(sound).or(() -> header(bodies));
  }

  private Optional<byte[]> header(List<byte @Nullable []> bodies) {
    java.io.ByteArrayOutputStream header = new java.io.ByteArrayOutputStream();
    int others = bodies.size() - pieces * copies;
    for (int piece = 0; piece < pieces; piece++) {
      byte[] found = null;
      for (int copy = 0; copy < copies && found == null; copy++) {
        found = bodies.get(first(copy, others) + piece);
      }
      if (found == null) {
        return Optional.empty();
      }
      header.writeBytes(found);
    }
    return Optional.of(header.toByteArray());
  }

  /** All bodies but the header's. */
  List<byte @Nullable []> others(List<byte @Nullable []> bodies) {
    List<byte @Nullable []> others = new ArrayList<>(bodies);
    int count = bodies.size() - pieces * copies;
    for (int copy = copies - 1; copy >= 0; copy--) {
      int from = first(copy, count);
      others.subList(from, from + pieces).clear();
    }
    return others;
  }

  private int first(int copy, int others) {
    return place(copy, others) + copy * pieces;
  }
}
