package dev.sirencast.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalFormat;
import dev.sirencast.signal.VideoFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SignalGalleryTest {
  private static Signal even(SignalFormat format, CoordinateGrid grid, int components, float all) {
    float[] samples = new float[grid.points() * components];
    Arrays.fill(samples, all);
    return Signal.of(format, grid, components, samples);
  }

  private static byte[] bytes(String uri) {
    return Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
  }

  private static BufferedImage image(String uri) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes(uri)));
  }

  private static ArrivalGallery gallery(Signal original, Signal seen, int arrivals)
      throws IOException {
    SignalGallery gallery = new SignalGallery(original, arrivals);
    gallery.add("seen", "1 dB", seen);
    return gallery.gallery();
  }

  @Test
  void errorsAreBrightestAtAnEighth() throws IOException {
    CoordinateGrid grid = CoordinateGrid.of(40, 30);
    Signal original = even(new ImageFormat(8), grid, 3, 0.25f);
    ArrivalGallery gallery = gallery(original, even(new ImageFormat(8), grid, 3, 0.375f), 1);
    BufferedImage errors = image(gallery.arrived().get(0).errors().source());
    assertEquals(0xfffcffa4, errors.getRGB(5, 5));
    assertEquals(40, errors.getWidth());
    assertEquals(0xff404040, image(gallery.original().source()).getRGB(39, 29));
    assertEquals(
        0xff000004,
        image(gallery(original, original, 1).arrived().get(0).errors().source()).getRGB(5, 5));
    assertNull(gallery.axes());
    assertNull(gallery.original().clip());
  }

  @Test
  void manyOrLargePicturesAreSmaller() throws IOException {
    CoordinateGrid grid = CoordinateGrid.of(768, 512);
    Signal original = even(new ImageFormat(8), grid, 3, 0.5f);
    ArrivalGallery one = gallery(original, original, 1);
    assertEquals(384, image(one.original().source()).getWidth());
    assertEquals("The original, shown at 1/2 of its size", one.original().caption());
    assertEquals(256, image(gallery(original, original, 11).original().source()).getWidth());
  }

  @Test
  void ofAVideoFourFramesAreShown() throws IOException {
    CoordinateGrid grid = CoordinateGrid.of(20, 10, 7);
    float[] samples = new float[grid.points()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i / 200 / 6f; // each frame brighter than the one before
    }
    Signal video = Signal.of(new VideoFormat(new FrameRate(25, 1), 0), grid, 1, samples);
    ArrivalGallery gallery = gallery(video, video, 1);
    BufferedImage sheet = image(gallery.original().source());
    assertEquals(2 * 20 + 4, sheet.getWidth());
    assertEquals(2 * 10 + 4, sheet.getHeight());
    int[] greys = {0, 85, 170, 255};
    for (int frame = 0; frame < 4; frame++) {
      assertEquals(greys[frame], sheet.getRGB(frame % 2 * 24 + 10, frame / 2 * 14 + 5) & 0xff);
    }
    assertEquals("The original, 4 of 7 frames", gallery.original().caption());
  }

  @Test
  void soundsAreSeenAndHeard() throws IOException {
    CoordinateGrid grid = CoordinateGrid.of(16_000);
    float[] samples = new float[grid.points()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 + 0.5 * Math.sin(2 * Math.PI * 1000 * i / 8000));
    }
    AudioFormat format = new AudioFormat(8000, SampleEncoding.PCM_16, 0, 0.5f);
    Signal sound = Signal.of(format, grid, 1, samples);
    ArrivalGallery gallery = gallery(sound, even(format, grid, 1, 0.5f), 1);
    BufferedImage spectrogram = image(gallery.original().source());
    int middle = spectrogram.getWidth() / 2;
    // 1 kHz of 4: a quarter from below.
    int row = spectrogram.getHeight() * 3 / 4 - 1;
    assertEquals(0xfffcffa4, spectrogram.getRGB(middle, row));
    assertEquals(0xff000004, spectrogram.getRGB(middle, 2));
    // What is missing is wrong, and as loud as the original.
    assertEquals(0xfffcffa4, image(gallery.arrived().get(0).errors().source()).getRGB(middle, row));
    assertEquals("4 kHz", assertNotNullAxes(gallery).upwards().get(2));
    assertEquals("2.00 s", assertNotNullAxes(gallery).along().get(2));
    assertNotNull(gallery.original().clip());
    ByteBuffer wav =
        ByteBuffer.wrap(bytes(gallery.original().clip().source())).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(44 + 2 * 16_000, wav.capacity());
    assertEquals(8000, wav.getInt(24));
    assertEquals(0x3fff, wav.getShort(44 + 2 * 2), 1); // a quarter wave in, at the peak of 0.5
  }

  private static ArrivalGallery.Axes assertNotNullAxes(ArrivalGallery gallery) {
    assertNotNull(gallery.axes());
    return gallery.axes();
  }

  @Test
  void longSoundsAreCutAndItIsSaid() throws IOException {
    AudioFormat format = new AudioFormat(44_100, SampleEncoding.PCM_16, 0);
    Signal sound = even(format, CoordinateGrid.of(44_100 * 30), 1, 0.5f);
    ArrivalGallery gallery = gallery(sound, sound, 5);
    assertTrue(
        gallery.key().words().endsWith("The players have the first 3.4 s of 30.0 s."),
        gallery.key().words());
  }
}
