package dev.sirencast.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long seconds;
  private final ProgressLines lines =
      new ProgressLines(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          () -> TimeUnit.SECONDS.toNanos(seconds));

  private List<String> printed() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void printsALineEvery30Seconds() {
    for (seconds = 1; seconds <= 60; seconds++) {
      lines.update("training", 10 * seconds, 1_000, "steps", "PSNR 30 dB");
    }

    assertEquals(
        List.of(
            "training: 30 % of 1,000 steps, about 70 s left, PSNR 30 dB",
            "training: 60 % of 1,000 steps, about 40 s left, PSNR 30 dB"),
        printed());
  }

  @Test
  void countsWhatHasNoKnownEnd() {
    seconds = 30;
    lines.update("rounding", 7, 0, "tries", " ");

    assertEquals(List.of("rounding: 7 tries"), printed());
  }

  @Test
  void saysWhatGoesOnWhereNothingIsCounted() {
    seconds = 30;
    lines.update("rounding", 0, 0, "", "");

    assertEquals(List.of("rounding"), printed());
  }

  @Test
  void aPhaseHasARateOfItsOwn() {
    seconds = 1_000;
    lines.begin();
    seconds = 1_010;
    lines.update("tuning", 1, 1_000, "steps", "");

    assertEquals(List.of("tuning: 0 % of 1,000 steps, about 3 h left"), printed());
  }
}
