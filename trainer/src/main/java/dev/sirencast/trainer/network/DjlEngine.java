package dev.sirencast.trainer.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The tensor engine of this process: PyTorch through DJL.
 *
 * <p>The one place where the engine is started. Its properties are set before: the engine neither
 * reports its use to anyone nor looks for libraries on the network, as all it needs is on the class
 * path. A property that the application has set stays. The first start on a machine unpacks the
 * native library below {@code DJL_CACHE_DIR} (by default {@code ~/.djl.ai}).
 */
public final class DjlEngine {
  private static final String NAME = "PyTorch";

  private static @Nullable DjlEngine started;

  private final Engine engine;
  private final int defaultThreads;

  private DjlEngine(Engine engine) {
    this.engine = engine;
    this.defaultThreads = defaultThreads();
  }

  /**
   * Returns the engine, which the first call starts.
   *
   * @throws IllegalStateException if it cannot be started
   */
  public static synchronized DjlEngine get() {
    if (started == null) {
      started = start();
    }
    return started;
  }

  private static DjlEngine start() {
    setUnlessPresent("ai.djl.offline", "true");
    setUnlessPresent("OPT_OUT_TRACKING", "true");
    try {
      return new DjlEngine(Engine.getEngine(NAME));
    } catch (EngineException e) {
      throw new IllegalStateException(NAME + " could not be started: " + e.getMessage(), e);
    }
  }

  private static void setUnlessPresent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /**
   * Returns the device that {@code wanted} means here.
   *
   * @throws IllegalStateException if a GPU is wanted and none is visible
   */
  public Device device(TrainingDevice wanted) {
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

  /** Returns what users call a device: {@code cpu} or {@code gpu0}. */
  public static String name(Device device) {
    return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
  }

  /** Sets the threads of the calling thread's later tensor operations; 0 means the default. */
  public void useThreads(int threads) {
    JniUtils.setNumThreads(threads == 0 ? defaultThreads : threads);
  }

  /**
   * One thread per processor that the engine would use, less one. OpenMP's threads wait for each
   * other in a busy loop: as soon as one shares its processor with anything else, all lose many
   * times what it brings. Told to wait passively they do not, and every processor can be used.
   */
  private static int defaultThreads() {
    int most = Math.min(JniUtils.getNumThreads(), Runtime.getRuntime().availableProcessors());
    boolean passive = "passive".equalsIgnoreCase(System.getenv("OMP_WAIT_POLICY"));
    return passive ? most : Math.max(1, most - 1);
  }

  /** Returns a new manager of arrays on {@code device}, to be closed by the caller. */
  public NDManager newManager(Device device) {
    return engine.newBaseManager(device);
  }
}
