package dev.sirencast.simulation;

import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.DelayDistribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One cell's trials.
 *
 * @param cell what went through it
 * @param trials its trials, one or more
 */
public record SimulationPoint(SimulationCase cell, List<Simulation.Trial> trials) {
  /** Copies the list. */
  public SimulationPoint {
    trials = List.copyOf(trials);
  }

  /** What it is compared by. */
  public String series() {
    return cell.series();
  }

  /** What the swept numbers are here, by the sweeps' names; none without a sweep. */
  public Map<String, Double> values() {
    return cell.values();
  }

  /** Its transfers. */
  public Simulation simulation() {
    return cell.simulation();
  }

  /** Points by what they are compared by, in the order in which these come. */
  public static Map<String, List<SimulationPoint>> bySeries(List<SimulationPoint> points) {
    return points.stream()
        .collect(
            Collectors.groupingBy(
                SimulationPoint::series, LinkedHashMap::new, Collectors.toList()));
  }

  /** What the first sweep's number is here, or NaN without a sweep. */
  public double value() {
    return values().values().stream().findFirst().orElse(Double.NaN);
  }

  public ChannelModel channel() {
    return simulation().channel();
  }

  /** The same with so many decibels more in every trial: in another measure. */
  public SimulationPoint raised(double decibels) {
    return decibels == 0
        ? this
        : new SimulationPoint(cell, trials.stream().map(trial -> trial.raised(decibels)).toList());
  }

  /** The decibels of each trial. */
  public double[] decibels() {
    return trials.stream().mapToDouble(Simulation.Trial::decibels).toArray();
  }

  public TrialStatistics statistics() {
    return TrialStatistics.of(decibels());
  }

  public double mean(ToDoubleFunction<Simulation.Trial> value) {
    return trials.stream().mapToDouble(value).average().orElseThrow();
  }

  /** The trial, counted from 0, of which as many are worse as are better, or one more. */
  public int middle() {
    return TrialStatistics.trialAt(trials.size() / 2, decibels());
  }

  /** Trials in which no manifest came. */
  public long undecodable() {
    return trials.stream().filter(trial -> !trial.decodable()).count();
  }

  /** The delays of all trials together. */
  public DelayDistribution delays() {
    return trials.stream()
        .map(trial -> trial.channel().delays())
        .reduce(DelayDistribution::plus)
        .orElseThrow();
  }
}
