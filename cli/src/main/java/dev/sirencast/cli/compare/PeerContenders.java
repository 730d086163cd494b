package dev.sirencast.cli.compare;

import dev.sirencast.peers.Peer;
import dev.sirencast.peers.PeerFormat;
import dev.sirencast.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes what other formats send of a signal.
 *
 * @param bytes of each at the most
 * @param packetBytes the longest packet
 * @param repair the protection that all formats get once
 */
record PeerContenders(Signal signal, long bytes, int packetBytes, RepairShare repair) {
  /** Stands behind the protection of formats whose receiver is like ours. */
  static final String CORRECTED = "+crc";

  /** Adds a format without protection and with it. */
  void addTo(Lineup lineup, PeerFormat format) {
    add(lineup, format, OwnStreams.NO_PROTECTION, 0);
    add(lineup, format, repair.toString(), repair.repairs());
  }

  private void add(Lineup lineup, PeerFormat format, String protection, int repairs) {
    List<Peer> peers = format.peers(signal, bytes, packetBytes, repair.sources(), repairs);
    List<Contender.Way> usual =
        peers.stream()
            .flatMap(
                peer ->
                    Stream.of(
                        way(peer, Peer.Receiver.DROPPING), way(peer, Peer.Receiver.TAKING_DAMAGED)))
            .toList();
    lineup.add(
        format.label(),
        protection,
        usual.isEmpty()
            ? Optional.empty()
            : Optional.of(new Contender(format.label(), protection, false, usual)));
    if (repairs > 0 && !usual.isEmpty()) {
      lineup.add(
          new Contender(
              format.label(),
              protection + CORRECTED,
              false,
              peers.stream().map(peer -> way(peer, Peer.Receiver.CORRECTING)).toList()));
    }
  }

  /** But for packets that bits were flipped in, all receivers are the same. */
  private static Contender.Way way(Peer peer, Peer.Receiver receiver) {
    return new Contender.Way(
        peer.with(receiver).how(),
        peer.with(receiver),
        peer.whole().decibels(),
        receiver != Peer.Receiver.DROPPING);
  }
}
