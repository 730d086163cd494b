package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.AudioFormat;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.SampleEncoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoCoding.ChromaPlanes;
import dev.sirencast.signal.VideoCoding.FieldOrder;
import dev.sirencast.signal.VideoFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sounds and videos that ffmpeg and SoX made, as the folder's README tells. */
class TimedFilesTest {
  @TempDir Path directory;

  private final List<String> notes = new ArrayList<>();

  private Path file(String name) throws IOException {
    try (InputStream in = TimedFilesTest.class.getResourceAsStream("timed/" + name)) {
      return Files.write(directory.resolve(name), in.readAllBytes());
    }
  }

  private Signal read(String name) throws IOException {
    notes.clear();
    return SignalReader.read(file(name), ReadOptions.DEFAULTS, notes::add);
  }

  private void assertRefused(String name, String... words) {
    SignalFormatException e = assertThrows(SignalFormatException.class, () -> read(name));
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), "'" + word + "' in: " + e.getMessage());
    }
  }

  private static double amplitude(Signal sound, int sample, int channel) {
    return ((AudioFormat) sound.format()).amplitude(sound.sample(sample, channel));
  }

  /** Asserts that a sound is the sine of 440 Hz, an eighth of full scale, that ffmpeg makes. */
  private static void assertSine(Signal sound, SampleEncoding encoding) {
    assertEquals(CoordinateGrid.of(400), sound.grid());
    assertEquals(1, sound.components());
    AudioFormat format = (AudioFormat) sound.format();
    assertEquals(8000, format.sampleRate());
    assertEquals(encoding, format.encoding());
    assertEquals(0.125, format.peak(), 1e-4);
    for (int i = 0; i < 400; i++) {
      double sine = 0.125 * Math.sin(2 * Math.PI * 440 * i / 8000);
      assertEquals(sine, amplitude(sound, i, 0), 2e-4, "sample " + i);
    }
  }

  @Test
  void pipesAreReadToTheirEnd() throws IOException {
    assertSine(read("ffmpeg-pipe.wav"), SampleEncoding.PCM_16);
    assertTrue(notes.size() == 1 && notes.get(0).contains("to the end"), notes.toString());
    Signal sound = read("sox-pipe.wav");
    assertTrue(notes.size() == 1 && notes.get(0).contains("to the end"), notes.toString());
    assertEquals(CoordinateGrid.of(400), sound.grid());
    assertEquals(0.234649, amplitude(sound, 1, 0), 1e-6);
  }

  @Test
  void otherFormsOfWavAreRead() throws IOException {
    assertSine(read("ffmpeg-rf64.wav"), SampleEncoding.PCM_16);
    assertSine(read("ffmpeg-bext.wav"), SampleEncoding.PCM_16);
    assertSine(read("ffmpeg-24-bit.wav"), SampleEncoding.PCM_24);
    assertEquals(List.of(), notes);
    Signal three = read("sox-24-bit-3-channels.wav");
    assertEquals(3, three.components());
    assertEquals(CoordinateGrid.of(160), three.grid());
    assertEquals(0.0846, amplitude(three, 1, 1), 2e-4);
  }

  @Test
  void channelsBeyondFullScaleComeBackAsTheyWere() throws IOException {
    Signal sound = read("ffmpeg-float-stereo.wav");
    assertEquals(2, sound.components());
    assertEquals(1.5f, ((AudioFormat) sound.format()).peak(), 1e-3f);
    Path again = directory.resolve("again.wav");
    SignalWriter.write(sound, again);
    Signal same = SignalReader.read(again);
    assertEquals(sound.format(), same.format());
    for (int i = 0; i < 160; i++) {
      assertEquals(1.5 * Math.sin(2 * Math.PI * 440 * i / 8000), amplitude(same, i, 0), 1e-6);
      assertEquals(0.25 * Math.cos(2 * Math.PI * 220 * i / 8000), amplitude(same, i, 1), 1e-6);
    }
  }

  @Test
  void otherCodingsAreNamedWithWhatConvertsThem() {
    assertRefused("ffmpeg-mulaw.wav", "mu-law", "ffmpeg -i", "pcm_s16le");
    assertRefused("ffmpeg-alaw.wav", "A-law", "ffmpeg -i");
    assertRefused("ffmpeg-adpcm.wav", "Microsoft ADPCM", "ffmpeg -i");
    assertRefused("ffmpeg.w64", "Wave64", "ffmpeg -i");
    assertRefused("ffmpeg-10-bit.y4m", "C420p10", "-pix_fmt yuv420p ");
    assertRefused("ffmpeg-alpha.y4m", "alpha", "-pix_fmt yuv444p ");
  }

  /** Asserts the first pixel's colour and the first of row 3, as ffmpeg converts them. */
  private static void assertColors(Signal video, int[] first, int[] later) {
    for (int c = 0; c < first.length; c++) {
      assertEquals(first[c], 255 * video.sample(0, c), 3, "component " + c);
      assertEquals(later[c], 255 * video.sample(50, c), 3, "component " + c + " of pixel 50");
    }
  }

  @Test
  void videosHaveTheColorsThatFfmpegGivesThem() throws IOException {
    assertColors(read("ffmpeg-420jpeg.y4m"), new int[] {254, 0, 0}, new int[] {63, 0, 0});
    assertColors(read("ffmpeg-422.y4m"), new int[] {254, 0, 0}, new int[] {52, 4, 5});
    Signal quarter = read("ffmpeg-411.y4m");
    assertEquals(251, 255 * quarter.sample(0, 0), 3);
    assertEquals(1, 255 * quarter.sample(0, 1), 3);
    assertColors(read("ffmpeg-full-range.y4m"), new int[] {254, 0, 0}, new int[] {64, 0, 1});
    Signal grey = read("ffmpeg-gray.y4m");
    assertEquals(1, grey.components());
    assertColors(grey, new int[] {76}, new int[] {19});
    assertEquals(List.of(), notes);
  }

  @Test
  void videosComeBackInTheirOwnForm() throws IOException {
    VideoFormat full = (VideoFormat) read("ffmpeg-full-range.y4m").format();
    assertEquals(ChromaPlanes.C420JPEG, full.coding().chroma());
    assertTrue(full.coding().fullRange());
    assertEquals("4:3", full.coding().aspectWidth() + ":" + full.coding().aspectHeight());
    VideoFormat fields = (VideoFormat) read("ffmpeg-interlaced.y4m").format();
    assertEquals(FieldOrder.TOP_FIRST, fields.coding().fields());
    assertTrue(notes.get(0).contains("interlaced"), notes.toString());
    for (String name :
        List.of(
            "ffmpeg-420jpeg.y4m",
            "ffmpeg-420mpeg2.y4m",
            "ffmpeg-422.y4m",
            "ffmpeg-411.y4m",
            "ffmpeg-full-range.y4m",
            "ffmpeg-gray.y4m",
            "ffmpeg-interlaced.y4m")) {
      Signal video = read(name);
      Path again = directory.resolve("again.y4m");
      SignalWriter.write(video, again);
      Signal same = SignalReader.read(again);
      assertEquals(video.format(), same.format(), name);
      assertEquals(planes(file(name)), planes(again), name);
    }
  }

  /** How many bytes of samples a file has behind its header line. */
  private static long planes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = 0;
    while (bytes[at] != '\n') {
      at++;
    }
    return bytes.length - at;
  }
}
