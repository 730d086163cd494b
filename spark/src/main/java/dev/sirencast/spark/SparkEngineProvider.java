package dev.sirencast.spark;

import dev.sirencast.batch.EngineException;
import dev.sirencast.batch.EngineSettings;
import dev.sirencast.batch.TaskEngine;
import dev.sirencast.batch.TaskEngineProvider;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

/**
 * The engine {@code spark}. Its options are {@code master}, as Spark names one ({@code local[*]},
 * the default, {@code spark://HOST:PORT}, {@code k8s://...}, {@code yarn}), and all of Spark's own,
 * which begin with {@code spark.}.
 */
public final class SparkEngineProvider implements TaskEngineProvider {
  private static final String ENGINE = "dev.sirencast.spark.cluster.ClusterEngine";

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public TaskEngine open(EngineSettings settings) throws EngineException {
    Map<String, String> conf = SparkSettings.of(settings);
    SparkInstallation spark = SparkInstallation.find();
    SparkClassLoader loader = spark.loader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      TaskEngine engine =
          (TaskEngine)
              loader
                  .loadClass(ENGINE)
                  .getConstructor(Map.class, String.class, List.class)
                  .newInstance(
                      conf, SparkInstallation.ownJar().toString(), SparkInstallation.classPath());
      return new EngineInLoader(engine, loader);
    } catch (InvocationTargetException e) {
      throw new EngineException(
          "Spark from " + spark.name() + " does not start: " + firstLine(e.getCause()),
          e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new EngineException(
          "Spark from " + spark.name() + " is none that this program knows: " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
  }
}
