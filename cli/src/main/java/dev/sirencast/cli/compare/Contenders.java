package dev.sirencast.cli.compare;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.Interrupt;
import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.encode.PatchBar;
import dev.sirencast.cli.encode.TuningBar;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.peers.PeerFormat;
import dev.sirencast.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes all that is compared: our streams and other formats, of one signal, in as many bytes.
 *
 * @param asked the bytes of each; null for those of the stream that {@code encode} makes unasked
 * @param packetBytes the longest packet of all
 * @param repair the protection that all formats get once
 * @param training of our streams
 */
record Contenders(
    Signal signal,
    @Nullable Long asked,
    int packetBytes,
    RepairShare repair,
    OwnTraining training) {
  /**
   * What is compared.
   *
   * @param bytes of each at the most
   * @param isAsked whether somebody asked for so many
   * @param ownSeconds what our streams took
   * @param otherSeconds what the other formats took
   */
  record Made(
      long bytes,
      boolean isAsked,
      List<Contender> contenders,
      double ownSeconds,
      double otherSeconds) {}

  /**
   * Makes all; what has no room in the bytes is left out, and told as a warning.
   *
   * @throws CommandException if the process is to end
   */
  Made make(ConsoleCommand console, Interrupt interrupt, ProgressDisplay display) {
    long start = System.nanoTime();
    Lineup lineup = new Lineup(console::warn);
    TrainingClock clock = new TrainingClock(training);
    long bytes = patches(lineup, clock, interrupt, display);
    requireGoing(interrupt);
    network(lineup, bytes, clock, interrupt, display);
    requireGoing(interrupt);
    double own = (System.nanoTime() - start) * 1e-9;
    display.phase("other formats", 0, "");
    PeerContenders peers = new PeerContenders(signal, bytes, packetBytes, repair);
    for (PeerFormat format : PeerFormat.of(signal.kind())) {
      display.update(0, format.label());
      requireGoing(interrupt);
      peers.addTo(lineup, format);
    }
    return new Made(
        bytes, asked != null, lineup.contenders(), own, (System.nanoTime() - start) * 1e-9 - own);
  }

  private static void requireGoing(Interrupt interrupt) {
    if (interrupt.requested()) {
      throw CommandException.failure("ended before anything was sent", null);
    }
  }

  /** Returns the bytes that all have. */
  private long patches(
      Lineup lineup, TrainingClock clock, Interrupt interrupt, ProgressDisplay display) {
    PatchBar bar = new PatchBar(display, interrupt::requested);
    OwnStreams usual = new OwnStreams(signal, training, packetBytes, clock);
    long bytes = asked == null ? 0 : asked;
    if (asked == null) {
      Contender unasked = usual.unasked(bar);
      lineup.add(unasked);
      bytes = unasked.ways().get(0).carrier().bytes();
    } else {
      usual.addPlain(lineup, bytes, bar);
    }
    requireGoing(interrupt);
    usual.addRepaired(lineup, bytes, repair, bar);
    requireGoing(interrupt);
    usual.addPlanned(lineup, bytes, repair, bar);
    requireGoing(interrupt);
    usual.addResilient(lineup, bytes, bar);
    if (training.robust().isPresent()) {
      OwnStreams robust = usual.withstanding(training.robust().get());
      requireGoing(interrupt);
      robust.addPlain(lineup, bytes, bar);
      requireGoing(interrupt);
      robust.addResilient(lineup, bytes, bar);
    }
    return bytes;
  }

  private void network(
      Lineup lineup,
      long bytes,
      TrainingClock clock,
      Interrupt interrupt,
      ProgressDisplay display) {
    OneNetwork network =
        OneNetwork.trained(
            signal, bytes, training, packetBytes, clock.next(), interrupt::requested, display);
    TuningBar bar = new TuningBar(display, 0, QualityScale.of(signal), interrupt::requested);
    lineup.add(OneNetwork.FORMAT, OwnStreams.NO_PROTECTION, network.plain(bytes, bar));
    lineup.add(OneNetwork.FORMAT, repair.toString(), network.repaired(bytes, repair, bar));
  }
}
