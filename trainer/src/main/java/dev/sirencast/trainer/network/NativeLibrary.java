package dev.sirencast.trainer.network;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What is known of libtorch before it is loaded. */
public final class NativeLibrary {
  private static final String PROPERTIES = "native/lib/pytorch.properties";
  private static final String CPU = "cpu";

  private NativeLibrary() {}

  /**
   * Whether the library may see a GPU: not where the one on the class path is built for CPUs, and
   * the environment names no other by {@code PYTORCH_LIBRARY_PATH}.
   */
  public static boolean mayUseGpu() {
    if (System.getenv("PYTORCH_LIBRARY_PATH") != null) {
      return true;
    }
    try (InputStream in = NativeLibrary.class.getClassLoader().getResourceAsStream(PROPERTIES)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return !properties.getProperty("flavor", CPU).startsWith(CPU);
    } catch (IOException e) {
      return true; // Unreadable: the engine will say what it is.
    }
  }
}
