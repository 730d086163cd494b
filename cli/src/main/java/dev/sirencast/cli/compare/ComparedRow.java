package dev.sirencast.cli.compare;

import dev.sirencast.simulation.Delivery;
import dev.sirencast.simulation.Transfers;
import dev.sirencast.simulation.TrialStatistics;
import java.util.List;

/**
 * What came of one contender through one channel.
 *
 * @param contender the format and its protection
 * @param way the one of its ways that has the highest mean here
 * @param channel as the user wrote it
 * @param transfers what was sent through it
 * @param deliveries what came of each, one or more
 */
record ComparedRow(
    Contender contender,
    Contender.Way way,
    String channel,
    Transfers transfers,
    List<Delivery> deliveries) {
  ComparedRow {
    deliveries = List.copyOf(deliveries);
  }

  /** The same with so many decibels more of all: in another measure. */
  ComparedRow raised(double more) {
    return more == 0
        ? this
        : new ComparedRow(
            contender,
            new Contender.Way(way.how(), way.carrier(), way.clean() + more, way.forFlips()),
            channel,
            transfers,
            deliveries.stream()
                .map(one -> new Delivery(one.decibels() + more, one.decoded()))
                .toList());
  }

  double[] decibels() {
    return deliveries.stream().mapToDouble(Delivery::decibels).toArray();
  }

  TrialStatistics statistics() {
    return TrialStatistics.of(decibels());
  }

  /** The share of transfers of which something could be decoded. */
  double arrived() {
    return (double) deliveries.stream().filter(Delivery::decoded).count() / deliveries.size();
  }

  long bytes() {
    return way.carrier().bytes();
  }

  /** The transfer, counted from 0, of which as many are worse as are better, or one more. */
  int middle() {
    return TrialStatistics.trialAt(deliveries.size() / 2, decibels());
  }
}
