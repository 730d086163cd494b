package dev.sirencast.spark.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;

/**
 * What a Spark application of ours is started with: what the user states, what the settings of the
 * user's Spark state, and what remains to be said.
 */
final class ClusterSettings {
  private static final String MASTER = "spark.master";
  private static final String GPUS = "spark.executor.resource.gpu.amount";
  private static final String LOGGING = "log4j2.configurationFile";

  private ClusterSettings() {}

  /**
   * Returns all settings.
   *
   * @param stated by Spark's names; they stand above all others
   * @param ownJar this module's
   */
  static SparkConf of(Map<String, String> stated, String ownJar) {
    logAsTheUserWants();
    SparkConf conf = new SparkConf();
    addDefaults(conf);
    stated.forEach(conf::set);
    conf.setIfMissing("spark.app.name", "SirenCast");
    conf.setIfMissing(MASTER, "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false"); // a port that nobody has asked for
    conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE"); // as the launcher sets it
    if (conf.get(MASTER).startsWith("local")) {
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
    }
    if (conf.contains(GPUS)) {
      conf.setIfMissing("spark.task.resource.gpu.amount", "1");
    }
    if (Files.isDirectory(Path.of(ownJar))) {
      prepend(conf, "spark.executor.extraClassPath", ownJar, File.pathSeparator);
    } else {
      prepend(conf, "spark.jars", Path.of(ownJar).toUri().toString(), ",");
    }
    return conf;
  }

  /** As spark-submit does, which nobody needs to start this program. */
  private static void addDefaults(SparkConf conf) {
    URL defaults = ClusterSettings.class.getClassLoader().getResource("spark-defaults.conf");
    if (defaults == null) {
      return;
    }
    Properties properties = new Properties();
    try (InputStream in = defaults.openStream()) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(defaults + ": cannot be read", e);
    }
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("spark.")) {
        conf.setIfMissing(name, properties.getProperty(name).strip());
      }
    }
  }

  /** Spark's own log says much; ours says what the user has to know, if there is no other. */
  private static void logAsTheUserWants() {
    ClassLoader loader = ClusterSettings.class.getClassLoader();
    if (System.getProperty(LOGGING) == null && loader.getResource("log4j2.properties") == null) {
      System.setProperty(
          LOGGING,
          String.valueOf(ClusterSettings.class.getResource("sirencast-log4j2.properties")));
    }
  }

  private static void prepend(SparkConf conf, String name, String value, String separator) {
    String before = conf.get(name, "");
    conf.set(name, before.isEmpty() ? value : value + separator + before);
  }
}
