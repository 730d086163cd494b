package dev.sirencast.transport;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * What is wanted of a {@link StreamSource}, and what comes of it.
 *
 * <p>Lives on the event loop's thread; only the result may be read elsewhere.
 *
 * @param <T> what it brings
 */
abstract class Request<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();

  final CompletableFuture<T> result() {
    return result;
  }

  /** Nothing more has come for now. */
  void pause() throws IOException {}
}
