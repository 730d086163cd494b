package dev.sirencast.spark;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * SirenCast's command line as an application of {@code spark-submit}, which has Spark on the class
 * path already.
 *
 * <pre>{@code
 * spark-submit --class dev.sirencast.spark.Submit lib/sirencast-spark.jar \
 *     lib encode-batch INPUTS... -o DIR --engine spark
 * }</pre>
 */
public final class Submit {
  private Submit() {}

  /**
   * Runs a command line.
   *
   * @param args the folder of SirenCast's jars, and the command line's words
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 2) {
      throw new IllegalArgumentException("expected the folder of SirenCast's jars, and a command");
    }
    // What Spark loads by name it looks for where spark-submit has put this jar.
    System.getProperties()
        .put(SparkInstallation.SUBMITTED, Thread.currentThread().getContextClassLoader());
    ClassLoader program =
        new URLClassLoader(
            "sirencast", jars(Path.of(args[0])), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(program);
    try {
      program
          .loadClass("dev.sirencast.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the command line does not throw", e.getCause());
    }
  }

  private static URL[] jars(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : jars) {
        urls.add(jar.toAbsolutePath().toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
