package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Files of other programs, from the folder that the system property sirencast.data names; skipped
 * where there is none.
 */
class RealFilesTest {
  private static Path data(String name) {
    Path file = Path.of(System.getProperty("sirencast.data", "../../shared/data"), name);
    assumeTrue(Files.exists(file), "no " + file);
    return file;
  }

  private static void assertHolds(String slice, String picture) throws IOException {
    Signal expected = SignalReader.read(data(picture));
    Signal actual = CtPicture.of(SignalReader.read(data(slice)));
    assertArrayEquals(expected.toArray(), actual.toArray());
  }

  @Test
  void readsExplicitSlice() throws IOException {
    assertHolds("ct/CT_small.dcm", "ct/CT_small_hu1024_16bit.png");
  }

  @Test
  void readsImplicitSliceWithPadding() throws IOException {
    assertHolds("ct/dcmqi_ct3slice_02.dcm", "ct/dcmqi_ct3slice_02_hu1024_16bit.png");
  }

  @Test
  void windowsAsTheDerivedPicture() throws IOException {
    Signal expected = SignalReader.read(data("ct/dcmqi_ct3slice_02_w400l40_8bit.png"));
    ReadOptions window = ReadOptions.DEFAULTS.withRange(HounsfieldRange.window(40, 400));
    float[] actual = SignalReader.read(data("ct/dcmqi_ct3slice_02.dcm"), window).toArray();
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected.sample(i, 0) * 255, actual[i] * 255, 0.501);
    }
  }

  @Test
  void readsFloatSound() throws IOException {
    Signal sound = SignalReader.read(data("audio/gt_bach.wav"));
    assertEquals(CoordinateGrid.of(308207), sound.grid());
    assertEquals(new AudioFormat(44100, SampleEncoding.FLOAT_32, 0), sound.format());
  }

  @Test
  void readsVideoAsItsRgbStack() throws IOException {
    Signal video = SignalReader.read(data("video/bikes_f080-129_160x90_25fps_c444.y4m"));
    ReadOptions stack = ReadOptions.DEFAULTS.withStack(50, FrameRate.PAL);
    Signal expected =
        SignalReader.read(data("video/bikes_f080-129_160x90_25fps_rgb_stack.png"), stack);
    assertEquals(expected.format(), video.format());
    assertArrayEquals(expected.toArray(), video.toArray());
  }
}
