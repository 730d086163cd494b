package dev.sirencast.batch;

import java.util.Map;

/**
 * What an engine is told when it is opened.
 *
 * @param threads that all tasks together may use, 0 for as many as there are
 * @param options of the engine's own, such as {@code master} of Spark
 */
public record EngineSettings(int threads, Map<String, String> options) {
  /** Nothing stated. */
  public static final EngineSettings DEFAULTS = new EngineSettings(0, Map.of());

  /** Copies the map. */
  public EngineSettings {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be 0 or more, got " + threads);
    }
    options = Map.copyOf(options);
  }
}
