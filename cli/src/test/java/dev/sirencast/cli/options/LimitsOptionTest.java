package dev.sirencast.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.CommandRun;
import dev.sirencast.cli.Streams;
import dev.sirencast.receiver.ReceiverLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsOptionTest {
  @TempDir Path directory;

  @Test
  void whatIsNotNamedStays() {
    assertEquals(
        ReceiverLimits.DEFAULTS.withMaxWork(20_000_000_000_000L).withMaxPoints(500_000),
        LimitsOption.parse("work=20T, points=500k"));
    assertEquals(
        ReceiverLimits.DEFAULTS.withMaxWeights(7), LimitsOption.parse("weights=1G,weights=7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "work", "work=", "work=0", "work=-1", "work=1.5T", "work=9999999T", "time=1"})
  void whatIsNoLimitIsRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> LimitsOption.parse(text)).getMessage();
    assertTrue(message.startsWith("--limits: '"), message);
  }

  /** The refusal names the option that allows it, and the value that it names does. */
  @Test
  @DisplayName("hostile input 39: a stored stream that asks for too much")
  void aRefusalSaysWhatWouldAllowIt() throws Exception {
    Path stream = Streams.write(Streams.small(0), directory.resolve("in.siren"));
    Path picture = directory.resolve("out.png");
    CommandRun refused = CommandRun.of("decode", stream, "-o", picture, "--limits", "work=1k");
    assertEquals(1, refused.exitCode());
    assertEquals(
        "sirencast: "
            + stream
            + ": the signal takes 369,792 multiply-adds to decode, this receiver takes 1,000;"
            + " --limits work=370k allows it",
        refused.err().strip());
    assertFalse(Files.exists(picture));
    assertEquals(
        0, CommandRun.of("decode", stream, "-o", picture, "--limits", "work=370k").exitCode());
    assertTrue(Files.exists(picture));
  }
}
