package dev.sirencast.cli.compare;

import dev.sirencast.cli.options.ProtectionOptions;
import dev.sirencast.simulation.Delivery;
import dev.sirencast.simulation.FrameContent;
import dev.sirencast.simulation.Transfers;
import dev.sirencast.transport.impairment.ChannelModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Sends all contenders through all channels, with one seed for each trial.
 *
 * @param trials transfers of each
 * @param threads that share them; changes no result
 * @param bitsPerSecond the pace of frames
 */
record Comparison(int trials, long seed, int threads, long bitsPerSecond) {
  /** Hears how far it is, by any thread, and may end it. */
  @FunctionalInterface
  interface Watch {
    /**
     * Called before each transfer.
     *
     * @param contender whose it is
     * @return whether it may begin
     */
    boolean goesOn(String contender);
  }

  /** How many transfers there are, at the most. */
  long transfers(List<Contender> contenders, int channels) {
    return (long) trials
        * channels
        * contenders.stream().mapToInt(contender -> contender.ways().size()).sum();
  }

  /**
   * Returns a row for each channel and contender.
   *
   * @return those of which a trial was done; all, unless it was ended
   */
  List<ComparedRow> rows(List<Contender> contenders, List<String> channels, Watch watch) {
    List<ComparedRow> rows = new ArrayList<>();
    for (String text : channels) {
      ChannelModel channel = FrameContent.unasked(text);
      boolean flips = ProtectionOptions.estimate(channel).bitErrors() > 0;
      for (Contender contender : contenders) {
        best(contender, text, channel, flips, watch).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /** Of a contender's ways the one with the highest mean; the first of equals. */
  private Optional<ComparedRow> best(
      Contender contender, String text, ChannelModel channel, boolean flips, Watch watch) {
    ComparedRow best = null;
    for (Contender.Way way : contender.ways()) {
      if (way.forFlips() && !flips) {
        continue; // the same as without
      }
      Transfers transfers = new Transfers(way.carrier(), channel, bitsPerSecond);
      List<Delivery> deliveries =
          transfers.run(trials, seed, threads, () -> watch.goesOn(contender.name()));
      if (!deliveries.isEmpty() && (best == null || mean(deliveries) > mean(best.deliveries()))) {
        best = new ComparedRow(contender, way, text, transfers, deliveries);
      }
    }
    return Optional.ofNullable(best);
  }

  private static double mean(List<Delivery> deliveries) {
    DoubleStream decibels = deliveries.stream().mapToDouble(Delivery::decibels);
    return decibels.average().orElseThrow();
  }
}
