package dev.sirencast.cli.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.transport.log.LogEntry;
import dev.sirencast.transport.log.LogPosition;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.net.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A log on which nothing is. */
class LogReceptionTest {
  private static final LogReader EMPTY =
      new LogReader() {
        @Override
        public List<LogEntry> read(Duration patience) {
          return List.of();
        }

        @Override
        public boolean isCaughtUp() {
          return true;
        }

        @Override
        public void seek(LogPosition from) {}

        @Override
        public void commit(LogPosition next) {}

        @Override
        public Set<Integer> revoked() {
          return Set.of();
        }

        @Override
        public void stop() {}

        @Override
        public void close() {}
      };

  private static String failure(boolean isStopped, Duration patience, Optional<String> name) {
    LogReception reception = new LogReception(EMPTY, patience, () -> isStopped);
    return assertThrows(TransportException.class, () -> reception.receive(name, frame -> {}))
        .getMessage();
  }

  @Test
  void saysThatNothingCame() {
    assertEquals(
        "no stream has come within 0.0 s", failure(false, Duration.ZERO, Optional.empty()));
    assertEquals(
        "no stream a has come within 0.0 s", failure(false, Duration.ZERO, Optional.of("a")));
    assertEquals(
        "interrupted before a stream came", failure(true, Duration.ofMinutes(1), Optional.empty()));
  }
}
