package dev.sirencast.batch;

import java.util.List;
import java.util.ServiceLoader;

/** The engines and the kinds of tasks that this process has, by their names. */
public final class TaskEngines {
  private TaskEngines() {}

  /** The names of the engines, in their alphabet's order. */
  public static List<String> names() {
    return all(TaskEngineProvider.class).stream().map(TaskEngineProvider::name).sorted().toList();
  }

  /**
   * Opens an engine by its name.
   *
   * @throws EngineException if there is none of that name, or it cannot be opened
   */
  public static TaskEngine open(String name, EngineSettings settings) throws EngineException {
    for (TaskEngineProvider provider : all(TaskEngineProvider.class)) {
      if (provider.name().equals(name)) {
        return provider.open(settings);
      }
    }
    throw new EngineException(
        "no engine '" + name + "' here; expected one of " + String.join(", ", names()));
  }

  /**
   * Finds a kind of tasks.
   *
   * @throws EngineException if there is none of that name
   */
  public static TaskKind kind(String name) throws EngineException {
    for (TaskKind kind : all(TaskKind.class)) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new EngineException("no kind of tasks '" + name + "' among the jars of this process");
  }

  private static <T> List<T> all(Class<T> service) {
    // Where there are several class loaders, the thread's own knows the application's jars.
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = own == null ? TaskEngines.class.getClassLoader() : own;
    return ServiceLoader.load(service, loader).stream().map(ServiceLoader.Provider::get).toList();
  }
}
