package dev.sirencast.transport.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.transport.net.TransportException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where logs are, and who knows them. */
class LogAddressTest {
  @Test
  void severalServersAreOneLog() {
    LogAddress address = LogAddress.parse("kafka://one:9092,[::1]:9093/a.topic");
    assertEquals(List.of("one:9092", "[::1]:9093"), address.servers());
    assertEquals("a.topic", address.topic());
    assertEquals("kafka://one:9092,[::1]:9093/a.topic", address.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kafka://one", "kafka://one/", "kafka:///t", "kafka://one/t/u", "kafka://a,/t"})
  void othersAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> LogAddress.parse(text));
  }

  @Test
  void whatNoModuleKnowsIsSaid() {
    String line =
        assertThrows(
                TransportException.class, () -> FrameLogs.of(LogAddress.parse("kafka://one/t")))
            .getMessage();
    assertTrue(line.startsWith("kafka://one/t: nothing here knows kafka://, "), line);
    assertTrue(line.contains("sirencast-kafka"), line);
  }
}
