package dev.sirencast.transport.log;

import dev.sirencast.transport.net.TransportException;
import java.util.ServiceLoader;

/** Finds the module for a log's address. */
public final class FrameLogs {
  private FrameLogs() {}

  /**
   * Returns what knows such a log.
   *
   * @throws TransportException if no module here does
   */
  public static FrameLogProvider of(LogAddress address) throws TransportException {
    for (FrameLogProvider provider :
        ServiceLoader.load(FrameLogProvider.class, FrameLogs.class.getClassLoader())) {
      if (provider.scheme().equals(address.scheme())) {
        return provider;
      }
    }
    throw new TransportException(
        address
            + ": nothing here knows "
            + address.scheme()
            + "://, no module of these jars does; the one for kafka:// is sirencast-kafka,"
            + " docs/kafka.md says how to get it",
        null);
  }
}
