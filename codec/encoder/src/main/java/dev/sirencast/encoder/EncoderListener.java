package dev.sirencast.encoder;

import java.util.concurrent.CancellationException;

/**
 * Watches an encoder and may end it. Its methods are called on the thread that encodes, so that one
 * listener for several encodings at once must be thread-safe; what they throw ends the encoding and
 * reaches its caller.
 */
public interface EncoderListener {
  /** Called whenever something was tried; never for weights that travel as they are. */
  default void onProgress(EncoderProgress progress) {}

  /**
   * Asked before anything is tried, and before packets are cut: true ends the encoding with a
   * {@link CancellationException}, and neither method is called again. May be set by any thread.
   */
  default boolean isCancelled() {
    return false;
  }

  /**
   * Asked before anything is tried: true makes the encoding end soon, with the best that it has
   * found or, where nothing meets the target yet, with what is found quickly. It stays true once it
   * is. May be set by any thread.
   */
  default boolean isHurried() {
    return false;
  }

  /**
   * Ends the encoding where it is not wanted any more: what encoders and tuners call.
   *
   * @throws CancellationException if {@link #isCancelled}
   */
  default void requireNotCancelled() {
    if (isCancelled()) {
      throw new CancellationException("the encoding was cancelled");
    }
  }

  /** A listener that ignores progress and never ends an encoding. */
  static EncoderListener none() {
    return new EncoderListener() {};
  }
}
