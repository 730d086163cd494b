package dev.sirencast.trainer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Platform;

/**
 * The tensor engine of this process: PyTorch through DJL.
 *
 * <p>The one place where the engine is started. Its properties are set before: the engine neither
 * reports its use to anyone nor looks for libraries on the network, as all it needs is on the class
 * path. A property that the application has set stays. The first start on a machine unpacks the
 * native library below {@code DJL_CACHE_DIR} (by default {@code ~/.djl.ai}).
 */
final class DjlEngine {
  private static final String NAME = "PyTorch";

  private final Engine engine;
  private final int defaultThreads;

  private DjlEngine() {
    setUnlessPresent("ai.djl.offline", "true");
    setUnlessPresent("OPT_OUT_TRACKING", "true");
    engine = Engine.getEngine(NAME);
    defaultThreads = JniUtils.getNumThreads();
  }

  private static void setUnlessPresent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /** The engine, started by the first call. */
  static DjlEngine get() {
    return Holder.ENGINE;
  }

  /**
   * Returns the device that {@code wanted} means here.
   *
   * @throws IllegalStateException if a GPU is wanted and none is visible
   */
  Device device(TrainingDevice wanted) {
    boolean gpu = engine.getGpuCount() > 0;
    if (wanted == TrainingDevice.GPU && !gpu) {
      throw new IllegalStateException(
          "no GPU is visible to the engine ("
              + NAME
              + " "
              + engine.getVersion()
              + " "
              + Platform.detectPlatform("pytorch").getFlavor()
              + "); use --device cpu, or build with the gpu profile");
    }
    return gpu && wanted != TrainingDevice.CPU ? Device.gpu() : Device.cpu();
  }

  /** Sets the threads of later tensor operations; 0 restores the engine's own choice. */
  void useThreads(int threads) {
    int bounded = Math.min(defaultThreads, Runtime.getRuntime().availableProcessors());
    JniUtils.setNumThreads(threads == 0 ? bounded : threads);
  }

  /** Returns a new manager of arrays on {@code device}, to be closed by the caller. */
  NDManager newManager(Device device) {
    return engine.newBaseManager(device);
  }

  /** Starts the engine on first use, once per process. */
  private static final class Holder {
    static final DjlEngine ENGINE = new DjlEngine();
  }
}
