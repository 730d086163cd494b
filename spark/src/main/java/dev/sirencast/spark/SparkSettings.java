package dev.sirencast.spark;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.EngineSettings;
import java.util.Map;
import java.util.TreeMap;

/** Spark's settings as the user states them; what else Spark needs is not decided here. */
final class SparkSettings {
  private static final String MASTER = "spark.master";

  private SparkSettings() {}

  /**
   * Returns settings by Spark's names.
   *
   * @throws EngineException if an option is none of Spark's
   */
  static Map<String, String> of(EngineSettings settings) throws EngineException {
    Map<String, String> conf = new TreeMap<>();
    for (Map.Entry<String, String> option : settings.options().entrySet()) {
      String name = option.getKey();
      if (!name.equals("master") && !name.startsWith("spark.")) {
        throw new EngineException(
            "the engine 'spark' has no option '" + name + "'; expected spark.NAME=VALUE");
      }
      conf.put(name.equals("master") ? MASTER : name, option.getValue());
    }
    if (settings.threads() > 0) {
      String master = conf.getOrDefault(MASTER, "local[*]");
      if (master.equals("local[*]")) {
        conf.put(MASTER, "local[" + settings.threads() + "]");
      } else {
        conf.putIfAbsent("spark.cores.max", Integer.toString(settings.threads()));
      }
    }
    return conf;
  }
}
