package dev.sirencast.spark;

import dev.sirencast.batch.EngineException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Spark on this machine.
 *
 * @param name where it lies, for messages
 * @param jars this module's jar, folders of settings, and Spark's jars
 * @param parent of the loader that these get
 */
record SparkInstallation(String name, List<Path> jars, ClassLoader parent) {
  /** Where a loader that has Spark already is kept for this package, by {@link Submit}. */
  static final String SUBMITTED = "dev.sirencast.spark.loader";

  /** Copies the list. */
  SparkInstallation {
    jars = List.copyOf(jars);
  }

  /**
   * Finds the one that has started this program, the one that {@code SPARK_HOME} names, or the one
   * that was built with this module.
   *
   * @throws EngineException if there is none, or none that goes with this module
   */
  static SparkInstallation find() throws EngineException {
    if (System.getProperties().get(SUBMITTED) instanceof ClassLoader loader) {
      return new SparkInstallation("spark-submit", List.of(ownJar()), loader);
    }
    String home = System.getenv("SPARK_HOME");
    Path folder = home == null || home.isEmpty() ? built() : Path.of(home, "jars");
    List<Path> jars = new ArrayList<>();
    jars.add(ownJar());
    settings(home).forEach(jars::add);
    jars.addAll(sparkJars(folder, home));
    return new SparkInstallation(folder.toString(), jars, ClassLoader.getPlatformClassLoader());
  }

  SparkClassLoader loader() {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a path is a URL: " + jar, e);
      }
    }
    return new SparkClassLoader(urls, parent);
  }

  /** Where a build with {@code -P spark} leaves it: beside this module's jar. */
  private static Path built() {
    String stated = System.getProperty("sirencast.spark.lib");
    return stated != null ? Path.of(stated) : ownJar().resolveSibling("lib");
  }

  private static List<Path> sparkJars(Path folder, @Nullable String home) throws EngineException {
    List<Path> jars = new ArrayList<>();
    @Nullable Path core = null;
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : found) {
          jars.add(jar);
          core = jar.getFileName().toString().startsWith("spark-core_") ? jar : core;
        }
      } catch (IOException e) {
        throw new EngineException(folder + ": cannot be listed", e);
      }
    }
    if (core == null) {
      throw new EngineException(
          (home == null || home.isEmpty()
                  ? "no Spark here"
                  : "SPARK_HOME=" + home + " has no Spark in jars/")
              + ": set SPARK_HOME to a Spark 4, or build with 'mvn -B -P spark package"
              + " -DskipTests'");
    }
    if (!core.getFileName().toString().startsWith("spark-core_2.13-4")) {
      throw new EngineException(core + ": expected Spark 4 for Scala 2.13");
    }
    jars.sort(null);
    return jars;
  }

  /** Folders with settings of Spark's and Hadoop's, as Spark's own scripts find them. */
  private static Stream<Path> settings(@Nullable String home) {
    @Nullable String conf = System.getenv("SPARK_CONF_DIR");
    if (conf == null && home != null && !home.isEmpty()) {
      conf = Path.of(home, "conf").toString();
    }
    return Stream.of(conf, System.getenv("HADOOP_CONF_DIR"), System.getenv("YARN_CONF_DIR"))
        .filter(folder -> folder != null && !folder.isEmpty())
        .map(Path::of)
        .filter(Files::isDirectory);
  }

  /** The jar that this class is in, or the folder of classes. */
  static Path ownJar() {
    return path(SparkInstallation.class.getProtectionDomain().getCodeSource().getLocation());
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("what was loaded has a path: " + url, e);
    }
  }

  /** Where SirenCast's own classes lie: what workers need. */
  static List<String> classPath() {
    if (SparkInstallation.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(SparkInstallation::path)
          .map(Path::toString)
          .toList();
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .toList();
  }
}
