package dev.sirencast.trainer;

import dev.sirencast.trainer.network.DjlEngine;
import dev.sirencast.trainer.network.NativeLibrary;
import dev.sirencast.trainer.network.TrainingDevice;

/** What {@link TrainingEngine#AUTO} means here. */
public final class EngineChoice {
  static final String CPU = "cpu";

  private EngineChoice() {}

  /**
   * Returns JAVA or TORCH. Libtorch is loaded only where it was built for a GPU, or one is asked
   * for.
   *
   * @throws IllegalStateException if a GPU is wanted and there is none
   */
  public static TrainingEngine of(TrainingEngine wanted, TrainingDevice device) {
    if (wanted != TrainingEngine.AUTO) {
      return wanted;
    }
    return torchDevice(device).equals(CPU) ? TrainingEngine.JAVA : TrainingEngine.TORCH;
  }

  private static String torchDevice(TrainingDevice device) {
    boolean surelyCpu =
        device == TrainingDevice.CPU
            || (device == TrainingDevice.AUTO && !NativeLibrary.mayUseGpu());
    return surelyCpu ? CPU : DjlEngine.name(DjlEngine.get().device(device));
  }

  /** Returns the name of the device that an engine, JAVA or TORCH, computes on. */
  static String device(TrainingEngine engine, TrainingDevice device) {
    return engine == TrainingEngine.JAVA ? CPU : DjlEngine.name(DjlEngine.get().device(device));
  }
}
