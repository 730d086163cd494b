package dev.sirencast.spark.cluster;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;

/**
 * SirenCast's jars, as a worker has them: in a class loader of their own, which knows nothing of
 * Spark's.
 *
 * @param paths on the driver; none where a worker is the driver itself
 * @param shipped whether Spark brings the workers copies
 */
record WorkerJars(List<String> paths, boolean shipped) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A setting: whether jars are brought, or lie on all workers as they do here. */
  private static final String SHIP = "spark.sirencast.ship";

  /** A hundred megabytes, of use with {@code --engine torch} alone: brought by {@code ship=all}. */
  private static final String LIBTORCH = "pytorch-native-";

  private static final String ENTRY = "dev.sirencast.spark.WorkerTask";

  /** A worker's process runs one application. */
  private static @Nullable MethodHandle entry;

  /** Copies the list. */
  WorkerJars {
    paths = List.copyOf(paths);
  }

  /** Sees to it that all workers will have them. */
  static WorkerJars brought(SparkContext context, List<String> classPath) {
    if (context.isLocal()) {
      return new WorkerJars(List.of(), false);
    }
    String ship = context.getConf().get(SHIP, "true");
    List<String> taken =
        classPath.stream()
            .filter(
                path ->
                    !ship.equals("true")
                        || !Path.of(path).getFileName().toString().startsWith(LIBTORCH))
            .filter(path -> Files.exists(Path.of(path)))
            .toList();
    boolean shipped = !ship.equals("false");
    if (shipped) {
      taken.forEach(path -> context.addFile(Path.of(path).toUri().toString()));
    }
    return new WorkerJars(taken, shipped);
  }

  /** Does a task, as {@code WorkerTask.run} says. */
  String run(String kind, String line, int threads, BooleanSupplier cancelled) {
    try {
      return (String) entry().invokeExact(kind, line, threads, cancelled);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a task's failure is a value", e);
    }
  }

  private MethodHandle entry() throws ReflectiveOperationException {
    synchronized (WorkerJars.class) {
      if (entry == null) {
        Class<?> found =
            Class.forName(
                ENTRY, true, paths.isEmpty() ? WorkerJars.class.getClassLoader() : isolated());
        entry =
            MethodHandles.publicLookup()
                .findStatic(
                    found,
                    "run",
                    MethodType.methodType(
                        String.class,
                        String.class,
                        String.class,
                        int.class,
                        BooleanSupplier.class));
      }
      return entry;
    }
  }

  private ClassLoader isolated() {
    List<URL> urls = new ArrayList<>();
    for (String path : paths) {
      String here = shipped ? SparkFiles.get(Path.of(path).getFileName().toString()) : path;
      try {
        urls.add(Path.of(here).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a path is a URL: " + here, e);
      }
    }
    return new URLClassLoader(
        "sirencast", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
