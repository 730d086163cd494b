package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SignalFormatTest {
  private static final CtFormat CT =
      new CtFormat(new HounsfieldRange(-1000, 1000), HounsfieldRange.window(40, 400), 16);
  private static final AudioFormat AUDIO = new AudioFormat(8000, SampleEncoding.PCM_16, 0);
  private static final VideoFormat VIDEO = new VideoFormat(FrameRate.PAL, 0);

  private static void refused(Executable what) {
    assertThrows(IllegalArgumentException.class, what);
  }

  @Test
  void refusesRangesThatAreNone() {
    refused(() -> new HounsfieldRange(0, 0));
    refused(() -> new HounsfieldRange(1, 0));
    refused(() -> new HounsfieldRange(Double.NaN, 0));
    refused(() -> new HounsfieldRange(0, Double.NaN));
    refused(() -> new HounsfieldRange(0, Double.POSITIVE_INFINITY));
    refused(() -> new HounsfieldRange(-1e8, 0));
    refused(() -> HounsfieldRange.window(40, 0));
    refused(() -> HounsfieldRange.window(40, -1));
    refused(() -> new CtFormat(CT.range(), CT.window(), 12));
  }

  @Test
  void refusesRatesThatAreNone() {
    refused(() -> new FrameRate(0, 1));
    refused(() -> new FrameRate(25, 0));
    refused(() -> new FrameRate(-25, 1));
    refused(() -> new FrameRate(25, 10_000_001));
    refused(() -> FrameRate.parse("25.5"));
    refused(() -> FrameRate.parse("0:1"));
    assertEquals(new FrameRate(30000, 1001), FrameRate.parse("30000:1001"));
    refused(() -> new AudioFormat(0, SampleEncoding.PCM_16, 0));
    refused(() -> new AudioFormat(-1, SampleEncoding.PCM_16, 0));
    refused(() -> new AudioFormat(10_000_001, SampleEncoding.PCM_16, 0));
    refused(() -> new AudioFormat(8000, SampleEncoding.PCM_16, -1));
    refused(() -> new VideoFormat(FrameRate.PAL, -1));
  }

  @Test
  void refusesClipsThatAreNone() {
    refused(() -> Clip.seconds(1, 1));
    refused(() -> Clip.seconds(-1, 1));
    refused(() -> Clip.seconds(Double.NaN, 1));
    refused(() -> Clip.seconds(0, Double.POSITIVE_INFINITY));
  }

  @Test
  void requiresTheAxesAndComponentsOfItsKind() {
    refused(() -> new ImageFormat(8).requireShape(CoordinateGrid.of(4), 3));
    refused(() -> new ImageFormat(8).requireShape(CoordinateGrid.of(4, 4), 2));
    refused(() -> CT.requireShape(CoordinateGrid.of(4, 4), 3));
    refused(() -> CT.requireShape(CoordinateGrid.of(65536, 1), 1));
    refused(() -> AUDIO.requireShape(CoordinateGrid.of(4, 4), 1));
    refused(() -> VIDEO.requireShape(CoordinateGrid.of(4, 4), 3));
    refused(() -> VIDEO.requireShape(CoordinateGrid.of(4, 4, 4), 4));
    AUDIO.requireShape(CoordinateGrid.of(4), 4);
  }

  @Test
  void knowsTheFilesThatHoldAKind() {
    for (String name : new String[] {"a.dcm", "a.PNG", "a.tif"}) {
      assertDoesNotThrow(() -> SignalWriter.requireWritable(Path.of(name), CT));
    }
    refused(() -> SignalWriter.requireWritable(Path.of("a.jpg"), CT));
    refused(() -> SignalWriter.requireWritable(Path.of("a.png"), AUDIO));
    refused(() -> SignalWriter.requireWritable(Path.of("a.wav"), VIDEO));
    refused(() -> SignalWriter.requireWritable(Path.of("a.dcm"), new ImageFormat(8)));
    refused(() -> ImageFileWriter.write(sound(), Path.of("a.png")));
  }

  private static Signal sound() {
    return Signal.of(AUDIO, CoordinateGrid.of(2), 1, new float[2]);
  }
}
