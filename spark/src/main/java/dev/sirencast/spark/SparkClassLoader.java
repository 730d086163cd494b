package dev.sirencast.spark;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads Spark, and the part of this module that calls it. Of SirenCast's other classes it has the
 * ones that the program has; nothing else of the program's class path is seen.
 */
final class SparkClassLoader extends URLClassLoader {
  private static final String OURS = "dev.sirencast.";
  private static final String INSIDE = "dev.sirencast.spark.cluster.";

  private final ClassLoader program;

  /**
   * @param jars this module's jar, and Spark's where the parent has none
   * @param parent the platform's, or one that has Spark
   */
  SparkClassLoader(List<URL> jars, ClassLoader parent) {
    super("spark", jars.toArray(URL[]::new), parent);
    this.program = SparkClassLoader.class.getClassLoader();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    if (!name.startsWith(INSIDE)) {
      return program.loadClass(name);
    }
    // A parent may have this module's jar too, as where spark-submit was given it.
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  static {
    registerAsParallelCapable();
  }
}
