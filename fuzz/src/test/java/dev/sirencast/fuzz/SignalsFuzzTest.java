package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.media.Clip;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.media.SignalFormatException;
import dev.sirencast.media.SignalReader;
import dev.sirencast.signal.InsufficientMemoryException;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of signals, by whatever program they were written. */
class SignalsFuzzTest {
  private static final TrialFile FILE = TrialFile.create(".signal");
  private static final ReadOptions PART = ReadOptions.DEFAULTS.withClip(Clip.seconds(0, 0.01));

  static Stream<Arguments> slices() {
    return Seeds.files(".dcm");
  }

  static Stream<Arguments> sounds() {
    return Seeds.files(".wav", ".w64");
  }

  static Stream<Arguments> videos() {
    return Seeds.files(".y4m");
  }

  static Stream<Arguments> pictures() {
    return Seeds.files(".png", ".jpg", ".webp", ".tif", ".gif");
  }

  @MethodSource("slices")
  @FuzzTest
  void dicom(byte[] bytes) throws IOException {
    read(bytes, ReadOptions.DEFAULTS);
  }

  @MethodSource("sounds")
  @FuzzTest
  void wav(byte[] bytes) throws IOException {
    read(bytes, ReadOptions.DEFAULTS);
    readPart(bytes);
  }

  @MethodSource("videos")
  @FuzzTest
  void y4m(byte[] bytes) throws IOException {
    read(bytes, ReadOptions.DEFAULTS);
    readPart(bytes);
  }

  @MethodSource("pictures")
  @FuzzTest
  void picture(byte[] bytes) throws IOException {
    read(bytes, ReadOptions.DEFAULTS);
  }

  private static void readPart(byte[] bytes) throws IOException {
    try {
      read(bytes, PART);
    } catch (IllegalArgumentException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }

  private static void read(byte[] bytes, ReadOptions options) throws IOException {
    try {
      Signal signal =
          SignalReader.read(
              FILE.with(bytes),
              options,
              note -> {
                assertTrue(note.startsWith(FILE.path() + ": "), note);
                assertEquals(1, note.lines().count(), note);
              });
      for (float sample : signal.toArray()) {
        assertTrue(sample >= 0 && sample <= 1);
      }
    } catch (SignalFormatException e) {
      FILE.requireOneLine(e);
    } catch (InsufficientMemoryException e) { // of an allowed size, and more than this heap holds
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }
}
