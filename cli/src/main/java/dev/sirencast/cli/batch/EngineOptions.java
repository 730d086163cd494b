package dev.sirencast.cli.batch;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.EngineSettings;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskEngines;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.help.Grouped;
import dev.sirencast.cli.help.OptionGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where many tasks are run, on the command line. */
@Grouped(OptionGroup.ENGINE)
public final class EngineOptions {
  private static final String LOCAL = "local";
  private static final String SPARK = "spark";
  private static final int MAX_WORKERS = 1 << 16;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = LOCAL,
      description =
          "What runs the tasks: local, this machine (default), or one that another jar brings, such"
              + " as spark.")
  private String engine = LOCAL;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Processors that all tasks together keep busy (default: all that there are); changes no"
              + " result.")
  private @Nullable Integer workers;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "With --engine spark: the cluster, such as spark://HOST:7077 or local[*].")
  private @Nullable String master;

  @Option(
      names = "--engine-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of the engine's own; may be repeated.")
  private Map<String, String> settings = new TreeMap<>();

  /**
   * Refuses what cannot be, before any work begins.
   *
   * @throws CommandException if it is not known, or out of its range
   */
  public void check() {
    List<String> names = TaskEngines.names();
    if (engine.equals(SPARK) && !names.contains(SPARK)) {
      throw CommandException.usage(
          "--engine: 'spark' is a module that is not here: build it with"
              + " 'mvn -B -P spark package -DskipTests', or unpack its archive over this"
              + " distribution; docs/spark.md has more",
          null);
    }
    if (!names.contains(engine)) {
      throw CommandException.usage(
          "--engine: '" + engine + "' is not here; expected " + String.join(" or ", names), null);
    }
    if (workers != null && (workers < 1 || workers > MAX_WORKERS)) {
      throw CommandException.usage(
          "--workers must be 1 to " + MAX_WORKERS + ", got " + workers, null);
    }
    if (isLocal() && !all().isEmpty()) {
      throw CommandException.usage(
          (master == null ? "--engine-conf" : "--master") + " does not go with --engine local",
          null);
    }
  }

  /** Whether tasks run in this process. */
  public boolean isLocal() {
    return engine.equals(LOCAL);
  }

  /** Whether the user says how many processors tasks share. */
  public boolean statesWorkers() {
    return workers != null;
  }

  /** What the engine is called. */
  public String name() {
    return engine;
  }

  /** The processors that tasks share; on another machine than this, as far as is known. */
  public int workers() {
    return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
  }

  /**
   * Opens the engine.
   *
   * @throws EngineException if it cannot be had
   */
  public TaskEngine open() throws EngineException {
    return TaskEngines.open(engine, new EngineSettings(workers == null ? 0 : workers, all()));
  }

  private Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(settings);
    if (master != null) {
      all.put("master", master);
    }
    return all;
  }
}
