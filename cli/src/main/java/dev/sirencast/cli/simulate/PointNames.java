package dev.sirencast.cli.simulate;

import dev.sirencast.report.findings.Outcome;
import dev.sirencast.report.findings.OutcomeSeries;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.Sweep;
import dev.sirencast.simulation.TrialStatistics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Points as a report calls them: series by their channel, and places along the first sweep.
 *
 * @param points one or more
 * @param sweeps none, or more
 * @param weights the noise on decoded weights as the user wrote it
 */
record PointNames(List<SimulationPoint> points, List<Sweep> sweeps, String weights) {
  private static final String NONE = "none";

  PointNames {
    points = List.copyOf(points);
    sweeps = List.copyOf(sweeps);
  }

  /** The points by their channel. */
  Map<String, List<SimulationPoint>> series() {
    return SimulationPoint.bySeries(points);
  }

  /** A channel's name, without the one that does nothing where a sweep adds to it. */
  String shortened(String series) {
    if (NONE.equals(series) && !sweeps.isEmpty()) {
      return sweeps.get(0).name() + " alone";
    }
    return series.startsWith(NONE + ", ") ? series.substring(NONE.length() + 2) : series;
  }

  /** A channel, and the noise on weights, as a sentence says it behind "over". */
  String channel(String whole) {
    String series = shortened(whole);
    if (NONE.equals(weights)) {
      return NONE.equals(series) ? "a channel that damages nothing" : series;
    }
    return NONE.equals(series)
        ? "no channel, with " + weights + " on the weights"
        : series + " with " + weights + " on the weights";
  }

  /** Where a point lies along the first sweep: {@code ber 1e-4}; without one, its channel. */
  String place(SimulationPoint point) {
    return sweeps.isEmpty()
        ? channel(point.series())
        : sweeps.get(0).name() + " " + sweeps.get(0).shown(BigDecimal.valueOf(point.value()));
  }

  /** A point's name among all others. */
  String whole(SimulationPoint point) {
    return sweeps.isEmpty() || series().size() == 1
        ? place(point)
        : shortened(point.series()) + ", " + place(point);
  }

  /**
   * What the points say.
   *
   * @param clean decibels where nothing is damaged
   */
  List<OutcomeSeries> outcomes(double clean) {
    List<OutcomeSeries> all = new ArrayList<>();
    series()
        .forEach(
            (name, list) ->
                all.add(
                    new OutcomeSeries(
                        channel(name), clean, list.stream().map(this::outcome).toList())));
    return all;
  }

  private Outcome outcome(SimulationPoint point) {
    TrialStatistics statistics = point.statistics();
    return new Outcome(
        place(point),
        statistics.mean(),
        statistics.ci95(),
        statistics.p5(),
        statistics.minimum(),
        point.undecodable(),
        point.trials().stream().map(Simulation.Trial::decibels).toList());
  }
}
