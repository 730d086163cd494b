package dev.sirencast.batch;

/** The engine {@code local}: this process, with all of its processors and most of its memory. */
public final class LocalEngineProvider implements TaskEngineProvider {
  /** What of the heap tasks may take: the rest is for what they do not count. */
  private static final double SHARE = 0.8;

  @Override
  public String name() {
    return "local";
  }

  @Override
  public TaskEngine open(EngineSettings settings) throws EngineException {
    if (!settings.options().isEmpty()) {
      throw new EngineException(
          "the engine 'local' has no option '"
              + settings.options().keySet().iterator().next()
              + "'");
    }
    Runtime runtime = Runtime.getRuntime();
    int threads = settings.threads() > 0 ? settings.threads() : runtime.availableProcessors();
    return new LocalEngine(threads, (long) (SHARE * runtime.maxMemory()));
  }
}
