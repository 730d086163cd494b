package dev.sirencast.cli.compare;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.encode.Effort;
import dev.sirencast.cli.encode.PatchBar;
import dev.sirencast.cli.encode.TuningBar;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.peers.Peer;
import dev.sirencast.peers.PeerFormat;
import dev.sirencast.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes all that is compared: our streams and other formats, of one signal, in as many bytes.
 *
 * @param asked the bytes of each; null for those of the stream that {@code encode} makes unasked
 * @param packetBytes the longest packet of all
 * @param repair the protection that all formats get once
 */
record Contenders(
    Signal signal,
    @Nullable Long asked,
    int packetBytes,
    RepairShare repair,
    Effort effort,
    long seed,
    int threads) {
  /** Stands behind the protection of formats whose receiver is like ours. */
  static final String CORRECTED = "+crc";

  /**
   * What is compared.
   *
   * @param bytes of each at the most
   * @param ownSeconds what our streams took
   * @param otherSeconds what the other formats took
   */
  record Made(long bytes, List<Contender> contenders, double ownSeconds, double otherSeconds) {}

  /**
   * Makes all; what has no room in the bytes is left out, and told as a warning.
   *
   * @throws CommandException if the process is to end
   */
  Made make(ConsoleCommand console, Interrupt interrupt, ProgressDisplay display) {
    long start = System.nanoTime();
    OwnStreams streams = new OwnStreams(signal, effort, seed, packetBytes, threads);
    PatchBar bar = new PatchBar(display, interrupt::requested);
    List<Contender> all = new ArrayList<>();
    long bytes = asked == null ? 0 : asked;
    if (asked == null) {
      all.add(streams.unasked(bar));
      bytes = all.get(0).ways().get(0).carrier().bytes();
    } else {
      add(all, streams.plain(bytes, bar), OwnStreams.PATCHES, OwnStreams.NO_PROTECTION, console);
    }
    requireGoing(interrupt);
    add(all, streams.repaired(bytes, repair, bar), OwnStreams.PATCHES, repair.toString(), console);
    requireGoing(interrupt);
    add(all, streams.planned(bytes, repair, bar), OwnStreams.PATCHES, "auto", console);
    requireGoing(interrupt);
    add(all, streams.resilient(bytes, bar), OwnStreams.RESILIENT, "bits", console);
    requireGoing(interrupt);
    network(all, bytes, console, interrupt, display);
    requireGoing(interrupt);
    double own = (System.nanoTime() - start) * 1e-9;
    display.phase("other formats", 0, "");
    for (PeerFormat format : PeerFormat.of(signal.kind())) {
      display.update(0, format.label());
      requireGoing(interrupt);
      peers(all, format, bytes, OwnStreams.NO_PROTECTION, 0, console);
      peers(all, format, bytes, repair.toString(), repair.repairs(), console);
    }
    return new Made(bytes, all, own, (System.nanoTime() - start) * 1e-9 - own);
  }

  private static void requireGoing(Interrupt interrupt) {
    if (interrupt.requested()) {
      throw CommandException.failure("ended before anything was sent", null);
    }
  }

  private void network(
      List<Contender> all,
      long bytes,
      ConsoleCommand console,
      Interrupt interrupt,
      ProgressDisplay display) {
    OneNetwork network =
        OneNetwork.trained(signal, bytes, effort, seed, packetBytes, interrupt::requested, display);
    TuningBar bar = new TuningBar(display, 0, QualityScale.of(signal), interrupt::requested);
    add(all, network.plain(bytes, bar), OneNetwork.FORMAT, OwnStreams.NO_PROTECTION, console);
    add(all, network.repaired(bytes, repair, bar), OneNetwork.FORMAT, repair.toString(), console);
  }

  private void peers(
      List<Contender> all,
      PeerFormat format,
      long bytes,
      String protection,
      int repairs,
      ConsoleCommand console) {
    List<Peer> peers = format.peers(signal, bytes, packetBytes, repair.sources(), repairs);
    Optional<Contender> made =
        peers.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Contender(
                    format.label(),
                    protection,
                    false,
                    peers.stream()
                        .flatMap(
                            peer ->
                                Stream.of(
                                    way(peer, Peer.Receiver.DROPPING),
                                    way(peer, Peer.Receiver.TAKING_DAMAGED)))
                        .toList()));
    add(all, made, format.label(), protection, console);
    if (repairs > 0 && made.isPresent()) {
      all.add(
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

  private static void add(
      List<Contender> all,
      Optional<Contender> made,
      String format,
      String protection,
      ConsoleCommand console) {
    made.ifPresentOrElse(
        all::add,
        () ->
            console.warn(
                format
                    + ", protection "
                    + protection
                    + ": not to be had in so few bytes, or of"
                    + " such a signal; it is left out"));
  }
}
