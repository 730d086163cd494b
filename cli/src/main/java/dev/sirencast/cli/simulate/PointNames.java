package dev.sirencast.cli.simulate;

import dev.sirencast.cli.report.Lead;
import dev.sirencast.report.findings.Outcome;
import dev.sirencast.report.findings.OutcomeSeries;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationPoint;
import dev.sirencast.simulation.Sweep;
import dev.sirencast.simulation.TrialStatistics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Points as a report calls them: series by their channel, and places along the first sweep.
 *
 * @param points one or more, whose decibels are of what leads
 * @param streams what was sent
 * @param sweeps none, or more
 * @param lead what is measured
 */
record PointNames(
    List<SimulationPoint> points, List<SentStream> streams, List<Sweep> sweeps, Lead lead) {
  private static final String NONE = "none";
  private static final String ON_WEIGHTS = " on the weights";

  PointNames {
    points = List.copyOf(points);
    streams = List.copyOf(streams);
    sweeps = List.copyOf(sweeps);
  }

  /**
   * Names points.
   *
   * @param points whose decibels are PSNR
   */
  static PointNames of(List<SimulationPoint> points, List<SentStream> streams, List<Sweep> sweeps) {
    Lead lead = Lead.of(streams.get(0).original());
    return new PointNames(
        points.stream().map(point -> point.raised(lead.more())).toList(), streams, sweeps, lead);
  }

  /** The points by what they are compared by. */
  Map<String, List<SimulationPoint>> series() {
    return SimulationPoint.bySeries(points);
  }

  /** Whether what is sent, or how it is received, is compared. */
  boolean areRivals() {
    return points.stream().map(point -> point.cell().rival()).distinct().count() > 1;
  }

  /**
   * The name of a series, without the channel that does nothing where a sweep adds to it, and
   * without the only one where several sweeps tell series apart.
   */
  String shortened(String name) {
    String only = points.get(0).cell().labels().getOrDefault("channel", NONE);
    boolean isTold =
        sweeps.size() > 1
            && points.stream().allMatch(point -> only.equals(point.cell().labels().get("channel")));
    return ofSweep(isTold ? name.replace(only + ", ", "") : name);
  }

  private String ofSweep(String series) {
    if (NONE.equals(series) && !sweeps.isEmpty()) {
      return sweeps.get(0).name() + " alone";
    }
    return series.startsWith(NONE + ", ") ? series.substring(NONE.length() + 2) : series;
  }

  /** A channel, and the noise on weights, as a sentence says it behind "over". */
  private String channel(SimulationPoint point) {
    if (!sweeps.isEmpty() && !point.cell().setting().isEmpty()) {
      String setting = shortened(point.cell().setting());
      return NONE.equals(setting) ? "a link that damages nothing" : setting;
    }
    String channel = point.cell().labels().getOrDefault("channel", NONE);
    String noise = point.cell().labels().getOrDefault("weights", NONE);
    if (!NONE.equals(noise)) {
      return (NONE.equals(channel) ? "a link that damages nothing," : channel)
          + " with "
          + noise
          + ON_WEIGHTS;
    }
    if (noises() > 1) {
      return (NONE.equals(channel) ? "a link that damages nothing," : channel)
          + " without noise"
          + ON_WEIGHTS;
    }
    return NONE.equals(channel) ? "a link that damages nothing" : channel;
  }

  private long noises() {
    return points.stream().map(point -> point.cell().labels().get("weights")).distinct().count();
  }

  /** Where a point lies along the first sweep: {@code ber 1e-4}; without one, its channel. */
  String place(SimulationPoint point) {
    return sweeps.isEmpty()
        ? channel(point)
        : sweeps.get(0).name() + " " + sweeps.get(0).shown(BigDecimal.valueOf(point.value()));
  }

  /** A point's name in a table: its channel and noise, or of a sweep its series and its place. */
  String row(SimulationPoint point) {
    if (sweeps.isEmpty()) {
      return SimulationText.channel(point, points);
    }
    String setting = shortened(point.cell().setting());
    return setting.isEmpty() || series().size() == 1 ? place(point) : setting + ", " + place(point);
  }

  /** A point's name among all others. */
  String whole(SimulationPoint point) {
    if (sweeps.isEmpty()) {
      return areRivals() ? point.cell().rival() + ", " + place(point) : place(point);
    }
    return series().size() == 1 ? place(point) : shortened(point.series()) + ", " + place(point);
  }

  /** Decibels of a point's stream where nothing is damaged. */
  double clean(SimulationPoint point) {
    return lead.of(SentStream.of(point, streams).fidelity().psnr());
  }

  /** Bytes of a point's stream. */
  long bytes(SimulationPoint point) {
    return SentStream.of(point, streams).bytes();
  }

  /** What the points say of each channel, or of each rival. */
  List<OutcomeSeries> outcomes() {
    boolean rivals = areRivals();
    Map<String, List<SimulationPoint>> groups =
        points.stream()
            .collect(
                Collectors.groupingBy(
                    point -> rivals ? point.cell().rival() : point.series(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<OutcomeSeries> all = new ArrayList<>();
    groups.forEach(
        (name, list) ->
            all.add(
                new OutcomeSeries(
                    rivals ? name : channel(list.get(0)),
                    clean(list.get(0)),
                    list.stream().map(this::outcome).toList())));
    return all;
  }

  private Outcome outcome(SimulationPoint point) {
    TrialStatistics statistics = point.statistics();
    String setting = shortened(point.cell().setting());
    boolean several = !sweeps.isEmpty() && areRivals() && !setting.isEmpty();
    return new Outcome(
        several ? setting + ", " + place(point) : place(point),
        statistics.mean(),
        statistics.ci95(),
        statistics.p5(),
        statistics.minimum(),
        point.undecodable(),
        point.trials().stream().map(Simulation.Trial::decibels).toList());
  }
}
