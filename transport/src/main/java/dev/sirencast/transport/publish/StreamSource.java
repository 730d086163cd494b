package dev.sirencast.transport.publish;

import dev.sirencast.transport.net.TransportException;
import java.io.IOException;
import java.util.List;

/** Where streams of frames come from: a {@link FrameSubscriber} or a {@code CarouselSubscriber}. */
public interface StreamSource extends AutoCloseable {
  /**
   * What there is.
   *
   * @return in the order of the names
   * @throws TransportException if that is not heard in time
   */
  List<StreamEntry> list() throws TransportException;

  /**
   * Fetches what is missing of a stream.
   *
   * @param sink told first what the stream is, then given its frames
   * @throws TransportException if it does not come whole; the sink keeps what came, and a later
   *     fetch can go on from there
   * @throws IOException what the sink threw
   * @throws IllegalArgumentException if no stream can be called so
   */
  FetchSummary fetch(String name, FetchSink sink) throws IOException;

  @Override
  void close();
}
