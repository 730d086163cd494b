package dev.sirencast.cli.serve;

import dev.sirencast.transport.impairment.ChannelOptions;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogSurvey;
import dev.sirencast.transport.log.LogWriter;
import dev.sirencast.transport.net.TransportException;
import java.nio.file.Path;
import java.time.Duration;

/** A directory on a log, looked at by hand. */
public final class TestDirectory {
  private final ServedDirectory served;

  /**
   * @param reader of what is there already; closed
   */
  public TestDirectory(Path directory, LogWriter writer, LogReader reader)
      throws TransportException {
    LogSurvey survey;
    try (reader) {
      survey = LogSurvey.of(reader, Duration.ofMinutes(1));
    }
    LogShelf shelf = new LogShelf(writer, survey, ChannelOptions.defaults(), 100_000_000);
    served =
        new ServedDirectory(
            directory,
            shelf,
            1 << 20,
            note -> {},
            warning -> {
              throw new AssertionError(warning);
            });
  }

  /** Writes what has come or changed, and takes off what has gone. */
  public void scan() {
    served.scan();
  }
}
