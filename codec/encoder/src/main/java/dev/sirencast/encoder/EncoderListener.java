package dev.sirencast.encoder;

/**
 * Watches an encoder and may end it. Its methods are called on the thread that encodes; what they
 * throw ends the encoding and reaches its caller.
 */
public interface EncoderListener {
  /** Called whenever something was tried. */
  default void onProgress(EncoderProgress progress) {}

  /**
   * Asked before anything is tried: true ends the encoding with a {@link
   * java.util.concurrent.CancellationException}.
   */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that ignores progress and never ends an encoding. */
  static EncoderListener none() {
    return new EncoderListener() {};
  }
}
