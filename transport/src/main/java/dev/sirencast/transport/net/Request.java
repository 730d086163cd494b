package dev.sirencast.transport.net;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * What is wanted of a {@code StreamSource}, and what comes of it.
 *
 * <p>Lives on the event loop's thread; only the result may be read elsewhere.
 *
 * @param <T> what it brings
 */
public abstract class Request<T> {
  private final CompletableFuture<T> result = new CompletableFuture<>();

  /** Done when the request is answered; failed where it cannot be. */
  public final CompletableFuture<T> result() {
    return result;
  }

  /** Nothing more has come for now. */
  public void pause() throws IOException {}
}
