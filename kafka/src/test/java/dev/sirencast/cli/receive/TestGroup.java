package dev.sirencast.cli.receive;

import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.transport.log.LogReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A group's receiver that is moved on by hand, and what it has made. */
public final class TestGroup implements AutoCloseable {
  private final LogReader reader;
  private final GroupReception reception;
  private final List<String> made = new ArrayList<>();

  public TestGroup(LogReader reader) {
    this.reader = reader;
    this.reception =
        new GroupReception(
            reader,
            Duration.ofMinutes(1),
            (stream, frames, cutShort) -> {
              boolean isExact =
                  StreamFile.receive(stream.name(), frames, ReceiverOptions.DEFAULTS)
                      .report()
                      .isExact();
              made.add(isExact && cutShort.isEmpty() ? stream.name() : stream.name() + " in part");
            });
  }

  /** Reads on for a moment. */
  public void step() throws IOException {
    reception.step();
  }

  /** The streams that it has made something of. */
  public List<String> made() {
    return made;
  }

  @Override
  public void close() {
    reader.close();
  }
}
