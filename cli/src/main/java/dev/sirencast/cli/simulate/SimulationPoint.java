package dev.sirencast.cli.simulate;

import dev.sirencast.cli.base.TrialStatistics;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.DelayDistribution;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One channel's trials.
 *
 * @param series the channel as the user wrote it, the same for all points of a sweep
 * @param value what the swept number is here, or NaN without a sweep
 * @param channel the channel
 * @param trials its trials, one or more
 */
record SimulationPoint(
    String series, double value, ChannelModel channel, List<Simulation.Trial> trials) {
  SimulationPoint {
    trials = List.copyOf(trials);
  }

  TrialStatistics statistics() {
    return TrialStatistics.of(trials.stream().mapToDouble(Simulation.Trial::decibels).toArray());
  }

  double mean(ToDoubleFunction<Simulation.Trial> value) {
    return trials.stream().mapToDouble(value).average().orElseThrow();
  }

  /** Trials in which no manifest came. */
  long undecodable() {
    return trials.stream().filter(trial -> !trial.decodable()).count();
  }

  /** The delays of all trials together. */
  DelayDistribution delays() {
    return trials.stream()
        .map(trial -> trial.channel().delays())
        .reduce(DelayDistribution::plus)
        .orElseThrow();
  }
}
