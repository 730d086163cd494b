package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.media.ReadOptions;
import dev.sirencast.media.SignalFormatException;
import dev.sirencast.media.SignalReader;
import dev.sirencast.signal.InsufficientMemoryException;
import dev.sirencast.signal.Signal;
import java.io.IOException;

/** A file of a signal: read, or refused in one line. */
final class SignalTrial {
  private static final TrialFile FILE = TrialFile.create(".signal");

  /**
   * Every sample that is looked at is watched by the fuzzer, which takes longer than to read it.
   */
  private static final int FEW = 10_000;

  private SignalTrial() {}

  static void read(byte[] bytes, ReadOptions options) throws IOException {
    try {
      Signal signal =
          SignalReader.read(
              FILE.with(bytes),
              options,
              note -> {
                assertTrue(note.startsWith(FILE.path() + ": "), note);
                assertEquals(1, note.lines().count(), note);
                assertTrue(note.length() < TrialFile.LONGEST_LINE, note);
              });
      int step = 1 + signal.grid().points() / FEW;
      for (int point = 0; point < signal.grid().points(); point += step) {
        for (int component = 0; component < signal.components(); component++) {
          float sample = signal.sample(point, component);
          assertTrue(sample >= 0 && sample <= 1);
        }
      }
    } catch (SignalFormatException e) {
      FILE.requireOneLine(e);
    } catch (InsufficientMemoryException e) { // of an allowed size, and more than this heap holds
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }
}
