package dev.sirencast.transport.log;

import dev.sirencast.transport.net.TimeoutRange;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach a log. Immutable.
 *
 * @param timeout how long it may be out of reach, or say nothing, before that is a failure
 * @param settings the log's own, by its own names: encryption and who one is, above all
 */
public record LogOptions(Duration timeout, Map<String, String> settings) {
  /** Checks the range and copies the settings. */
  public LogOptions {
    TimeoutRange.require("timeout", timeout);
    settings = Map.copyOf(settings);
  }

  /** Half a minute, and no settings. */
  public static LogOptions defaults() {
    return new LogOptions(Duration.ofSeconds(30), Map.of());
  }

  /** These options with another time. */
  public LogOptions withTimeout(Duration other) {
    return new LogOptions(other, settings);
  }

  /** These options with other settings. */
  public LogOptions withSettings(Map<String, String> other) {
    return new LogOptions(timeout, other);
  }
}
