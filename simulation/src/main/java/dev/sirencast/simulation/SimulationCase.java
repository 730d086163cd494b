package dev.sirencast.simulation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One cell of an experiment: what is sent, and through what.
 *
 * @param rival what is sent and how it is received, where that is compared; else empty
 * @param setting what it is sent through, but for the first sweep's number, where that is compared
 *     or nothing else is; else empty
 * @param labels what it is of, by name: {@code stream}, {@code fec}, {@code policy}, {@code
 *     channel}, {@code weights}
 * @param values what the swept numbers are here, by the sweeps' names; none without a sweep
 * @param simulation its transfers
 */
public record SimulationCase(
    String rival,
    String setting,
    Map<String, String> labels,
    Map<String, Double> values,
    Simulation simulation) {
  /** Copies the maps. */
  public SimulationCase {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * What it is compared by: rival and setting, the same for all cells that differ in the first
   * sweep's number alone.
   */
  public String series() {
    return rival.isEmpty() || setting.isEmpty() ? rival + setting : rival + ", " + setting;
  }
}
