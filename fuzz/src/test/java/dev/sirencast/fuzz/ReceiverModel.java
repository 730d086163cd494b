package dev.sirencast.fuzz;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.PacketGroup;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.receiver.FrameCounts;
import dev.sirencast.receiver.PacketCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a receiver that drops damaged packets must make of a schedule, told by counting alone: which
 * packets came, and of which blocks enough of them.
 */
final class ReceiverModel {
  /** How a packet fares. */
  enum Fate {
    WHOLE,
    DAMAGED,
    /** Nobody can tell which packet it was. */
    HEADER_DAMAGED
  }

  /** One frame of a schedule. */
  record Arrival(EncodedStream stream, WeightPacket packet, Fate fate) {
    private boolean begins() {
      return fate == Fate.WHOLE && packet.kind() == PacketKind.MANIFEST;
    }
  }

  private record Place(PacketKind kind, int number) {}

  private final Optional<EncodedStream> stream;
  private final Set<Place> whole = new HashSet<>();
  private final Set<Place> damaged = new HashSet<>();
  private final List<Integer> known = new ArrayList<>();
  private int received;
  private int accepted;
  private int duplicate;
  private int droppedHeader;
  private int droppedPolicy;
  private int rejected;
  private int waiting;
  private int repaired;
  private int dropped;
  private int missing;

  ReceiverModel(List<Arrival> schedule) {
    int first = 0;
    while (first < schedule.size() && !schedule.get(first).begins()) {
      first++;
    }
    stream =
        first == schedule.size() ? Optional.empty() : Optional.of(schedule.get(first).stream());
    if (stream.isPresent()) {
      // It is placed before all that waited for it.
      place(schedule.get(first));
    }
    for (int i = 0; i < schedule.size(); i++) {
      if (i != first) {
        place(schedule.get(i));
      }
    }
    stream.ifPresent(this::countPackets);
  }

  private void place(Arrival arrival) {
    received++;
    Place place = new Place(arrival.packet.kind(), arrival.packet.number());
    if (arrival.fate == Fate.HEADER_DAMAGED) {
      droppedHeader++;
    } else if (stream.isEmpty()) {
      waiting++;
    } else if (arrival.stream != stream.get()) {
      rejected++;
    } else if (whole.contains(place)) {
      duplicate++;
    } else if (arrival.fate == Fate.WHOLE) {
      accepted++;
      whole.add(place);
    } else {
      droppedPolicy++;
      damaged.add(place);
    }
  }

  private void countPackets(EncodedStream chosen) {
    StreamManifest manifest = chosen.manifest();
    for (int copy = 0; copy < manifest.manifestCopies(); copy++) {
      count(PacketKind.MANIFEST, copy, true);
    }
    for (int i = 0; i < manifest.packets(PacketKind.METADATA); i++) {
      count(PacketKind.METADATA, i, false);
    }
    Map<PacketKind, Integer> start = new EnumMap<>(PacketKind.class);
    for (PacketGroup group : manifest.groups()) {
      int sources = start.getOrDefault(PacketKind.SOURCE, 0);
      int repairs = start.getOrDefault(PacketKind.REPAIR, 0);
      for (int block = 0; block < group.code().blocks(); block++) {
        countBlock(group, block, sources, repairs);
      }
      start.put(PacketKind.SOURCE, sources + group.sourcePackets());
      start.put(PacketKind.REPAIR, repairs + group.repairPackets());
    }
  }

  /** A block is there if as many of its packets are as it has source packets. */
  private void countBlock(PacketGroup group, int block, int sources, int repairs) {
    int lacking = 0;
    int there = 0;
    int blocks = group.code().blocks();
    for (int i = block; i < group.sourcePackets(); i += blocks) {
      lacking += whole.contains(new Place(PacketKind.SOURCE, sources + i)) ? 0 : 1;
    }
    for (int i = block; i < group.repairPackets(); i += blocks) {
      there += whole.contains(new Place(PacketKind.REPAIR, repairs + i)) ? 1 : 0;
    }
    boolean all = lacking <= there;
    for (int i = block; i < group.sourcePackets(); i += blocks) {
      if (count(PacketKind.SOURCE, sources + i, all)) {
        known.add(sources + i);
      }
    }
    for (int i = block; i < group.repairPackets(); i += blocks) {
      count(PacketKind.REPAIR, repairs + i, all);
    }
  }

  private boolean count(PacketKind kind, int number, boolean restored) {
    Place place = new Place(kind, number);
    if (whole.contains(place)) {
      return true;
    }
    repaired += restored ? 1 : 0;
    dropped += !restored && damaged.contains(place) ? 1 : 0;
    missing += !restored && !damaged.contains(place) ? 1 : 0;
    return restored;
  }

  /** The stream of the first manifest that is whole. */
  Optional<EncodedStream> stream() {
    return stream;
  }

  /** The numbers of the source packets whose content is known. */
  List<Integer> known() {
    return known;
  }

  FrameCounts frames() {
    return new FrameCounts(
        received, accepted, duplicate, droppedHeader, droppedPolicy, rejected, waiting);
  }

  PacketCounts packets() {
    int unexplained = Math.min(missing, droppedHeader);
    return new PacketCounts(
        whole.size() + repaired + dropped + missing,
        whole.size(),
        repaired,
        0,
        0,
        unexplained,
        dropped,
        duplicate,
        missing - unexplained);
  }
}
