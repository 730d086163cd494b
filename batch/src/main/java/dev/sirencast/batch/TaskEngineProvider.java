package dev.sirencast.batch;

/** Makes engines of one sort; found by {@link java.util.ServiceLoader}. */
public interface TaskEngineProvider {
  /** What the engine is called, in lower case. */
  String name();

  /**
   * Opens an engine.
   *
   * @throws EngineException if an option is not known, or it cannot be had here
   */
  TaskEngine open(EngineSettings settings) throws EngineException;
}
