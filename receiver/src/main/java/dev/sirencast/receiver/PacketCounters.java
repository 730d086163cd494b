package dev.sirencast.receiver;

import dev.sirencast.receiver.packet.PacketStore;
import java.util.BitSet;

/** Counts packets by what became of them; see {@link PacketCounts}. */
final class PacketCounters {
  private int ok;
  private int repaired;
  private int damagedDelivered;
  private int droppedPolicy;
  private int missing;
  private long repairedBytes;

  /** Counts a packet: {@code known} says that its content is exact though it did not arrive so. */
  void count(PacketStore store, int number, boolean known, boolean delivered) {
    if (store.isIntact(number)) {
      ok++;
    } else if (known) {
      repaired++;
    } else if (delivered) {
      damagedDelivered++;
    } else if (store.isDamaged(number)) {
      droppedPolicy++;
    } else {
      missing++;
    }
  }

  /** Counts bytes that the erasure code gave. */
  void countRepaired(int bytes) {
    repairedBytes += bytes;
  }

  long repairedBytes() {
    return repairedBytes;
  }

  /** Counts the copies of a manifest of which at least one is intact. */
  void countManifests(PacketStore manifests) {
    for (int copy = 0; copy < manifests.packets(); copy++) {
      count(manifests, copy, true, false);
    }
  }

  /**
   * Counts the packets with digests, each of whose copies says the same.
   *
   * @param lists how many there are of each copy
   */
  void countDigests(PacketStore digests, int lists) {
    BitSet known = new BitSet();
    for (int number = 0; number < digests.packets(); number++) {
      known.set(number % lists, known.get(number % lists) || digests.exactBody(number) != null);
    }
    for (int number = 0; number < digests.packets(); number++) {
      count(digests, number, known.get(number % lists), false);
    }
  }

  /** Counts the metadata packet, if there is one: nothing but its checksum restores it. */
  void countMetadata(PacketStore metadata) {
    for (int number = 0; number < metadata.packets(); number++) {
      count(metadata, number, metadata.exactBody(number) != null, false);
    }
  }

  PacketCounts counts(int expected, FrameCounts frames) {
    int droppedHeader = Math.min(missing, frames.droppedHeader());
    return new PacketCounts(
        expected,
        ok,
        repaired,
        0,
        damagedDelivered,
        droppedHeader,
        droppedPolicy,
        frames.duplicate(),
        missing - droppedHeader);
  }
}
