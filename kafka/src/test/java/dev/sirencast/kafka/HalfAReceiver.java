package dev.sirencast.kafka;

import dev.sirencast.transport.log.LogAddress;
import dev.sirencast.transport.log.LogEntry;
import dev.sirencast.transport.log.LogOptions;
import dev.sirencast.transport.log.LogReader;
import dev.sirencast.transport.log.LogReading;
import dev.sirencast.transport.log.LoggedFrame;
import java.time.Duration;
import java.util.Map;

/** A group's receiver that is gone in the middle of a stream, as {@code kill -9} ends one. */
final class HalfAReceiver {
  static final int EXIT_CODE = 137;

  private HalfAReceiver() {}

  /**
   * @param args the log's address, the group
   */
  public static void main(String[] args) throws Exception {
    LogOptions options =
        LogOptions.defaults()
            .withSettings(Map.of("session.timeout.ms", "500", "heartbeat.interval.ms", "150"));
    LogReader reader =
        new KafkaLogProvider()
            .read(LogAddress.parse(args[0]), options, LogReading.all().withGroup(args[1]));
    while (true) {
      for (LogEntry entry : reader.read(Duration.ofMillis(100))) {
        if (entry instanceof LoggedFrame frame && frame.number() == frame.stream().frames() / 2) {
          Runtime.getRuntime().halt(EXIT_CODE);
        }
      }
    }
  }
}
