package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.FrameRate;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.VideoFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Y4mFileTest {
  @TempDir Path directory;

  private static byte[] y4m(String header, int[]... frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("YUV4MPEG2 " + header + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int[] frame : frames) {
      out.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
      for (int value : frame) {
        out.write(value);
      }
    }
    return out.toByteArray();
  }

  private Signal read(byte[] file) throws IOException {
    return SignalReader.read(Files.write(directory.resolve("a.y4m"), file));
  }

  private static int[] octets(Signal signal) {
    int[] octets = new int[signal.grid().points() * signal.components()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = Math.round(255 * signal.sample(i / signal.components(), i % signal.components()));
    }
    return octets;
  }

  @Test
  void convertsAsBt601Says() throws IOException {
    // Black, white, and BT.601's red: Y 81, Cb 90, Cr 240.
    int[] frame = {16, 235, 81, 128, 128, 90, 128, 128, 240};
    Signal video = read(y4m("W3 H1 F30000:1001 Ip A1:1 C444", frame));
    assertEquals(new VideoFormat(new FrameRate(30000, 1001), 0), video.format());
    assertEquals(CoordinateGrid.of(3, 1, 1), video.grid());
    assertArrayEquals(new int[] {0, 0, 0, 255, 255, 255, 254, 0, 0}, octets(video));
  }

  @Test
  void sharesChromaAmongThePixelsOfItsBlock() throws IOException {
    // 3x3 pixels of one luma; 2x2 chroma blocks, of which the last column and row are half ones.
    int[] luma = {81, 81, 81, 81, 81, 81, 81, 81, 81};
    int[] quarter = concat(luma, new int[] {90, 128, 128, 90}, new int[] {240, 128, 128, 240});
    Signal video = read(y4m("W3 H3 F25:1 C420jpeg", quarter));
    int[] redness = new int[9];
    for (int i = 0; i < 9; i++) {
      redness[i] = octets(video)[3 * i];
    }
    assertArrayEquals(new int[] {254, 254, 76, 254, 254, 76, 76, 76, 254}, redness);
    assertArrayEquals(octets(video), octets(read(y4m("W3 H3 F25:1", quarter))));
    int[] half =
        concat(
            luma, new int[] {90, 128, 90, 128, 128, 90}, new int[] {240, 128, 240, 128, 128, 240});
    assertArrayEquals(octets(video), octets(read(y4m("W3 H3 F25:1 C422", half))));
  }

  private static int[] concat(int[]... parts) {
    return java.util.Arrays.stream(parts).flatMapToInt(java.util.Arrays::stream).toArray();
  }

  @Test
  void readsGreyVideoAsOneComponent() throws IOException {
    Signal video = read(y4m("W2 H1 F25:1 Cmono", new int[] {16, 235}, new int[] {126, 0}));
    assertEquals(1, video.components());
    assertArrayEquals(new int[] {0, 255, 128, 0}, octets(video));
  }

  @Test
  void readsTheClipAlone() throws IOException {
    byte[] file =
        y4m("W1 H1 F10:1 Cmono", new int[] {16}, new int[] {235}, new int[] {126}, new int[] {16});
    Path path = Files.write(directory.resolve("a.y4m"), file);
    Signal video = SignalReader.read(path, ReadOptions.DEFAULTS.withClip(Clip.seconds(0.1, 0.3)));
    assertEquals(1, ((VideoFormat) video.format()).firstFrame());
    assertArrayEquals(new int[] {255, 128}, octets(video));
    assertThrows(
        IllegalArgumentException.class,
        () -> SignalReader.read(path, ReadOptions.DEFAULTS.withClip(Clip.seconds(0.1, 0.5))));
  }

  @Test
  void readsFullRangeAndOtherMatrices() throws IOException {
    Signal grey = read(y4m("W2 H1 F25:1 Cmono XCOLORRANGE=FULL", new int[] {16, 255}));
    assertArrayEquals(new int[] {16, 255}, octets(grey));
    // Red is Y 54, Cr 255 where BT.709 and full range hold, and Y 76 in BT.601.
    int[] frame = {54, 99, 255};
    int[] red = octets(read(y4m("W1 H1 F25:1 C444 XCOLORRANGE=FULL XCOLORMATRIX=BT709", frame)));
    assertArrayEquals(new int[] {254, 0, 0}, red);
    frame = new int[] {76, 85, 255};
    red = octets(read(y4m("W1 H1 F25:1 C444 XCOLORRANGE=FULL", frame)));
    assertArrayEquals(new int[] {254, 0, 0}, red);
  }

  @Test
  void videoIsWrittenAsItWasRead() throws IOException {
    int[] luma = {81, 81, 145, 145, 81, 81, 145, 145, 120, 120, 60, 60};
    for (String header :
        List.of(
            "W4 H3 F25:1 Ip A1:1 C420jpeg XYSCSS=420JPEG XCOLORRANGE=LIMITED",
            "W4 H3 F25:1 It A4:3 C420mpeg2 XYSCSS=420MPEG2 XCOLORRANGE=FULL",
            "W4 H3 F25:1 Ib A0:0 C420paldv XYSCSS=420PALDV XCOLORRANGE=LIMITED",
            "W4 H3 F30000:1001 Ip A1:1 C420 XYSCSS=420 XCOLORRANGE=FULL XCOLORMATRIX=BT709")) {
      int[] planes = concat(luma, new int[] {110, 128, 120, 130}, new int[] {140, 120, 128, 131});
      assertComesBack(y4m(header, planes, planes));
    }
    int[] half = {110, 128, 120, 130, 125, 131};
    assertComesBack(
        y4m("W4 H3 F25:1 Ip A1:1 C422 XYSCSS=422 XCOLORRANGE=LIMITED", concat(luma, half, half)));
    assertComesBack(
        y4m(
            "W4 H3 F25:1 Ip A1:1 C411 XYSCSS=411 XCOLORRANGE=LIMITED",
            concat(luma, new int[] {120, 130, 126}, new int[] {131, 128, 120})));
  }

  /**
   * Asserts that a file is written as it was read: its header, and its samples but for rounding.
   */
  private void assertComesBack(byte[] file) throws IOException {
    Signal video = read(file);
    Path path = directory.resolve("b.y4m");
    SignalWriter.write(video, path);
    byte[] again = Files.readAllBytes(path);
    assertEquals(file.length, again.length);
    int header = new String(file, StandardCharsets.ISO_8859_1).indexOf('\n');
    for (int i = 0; i < file.length; i++) {
      assertEquals(file[i] & 0xFF, again[i] & 0xFF, i <= header ? 0 : 1, "byte " + i);
    }
  }

  @Test
  void readsWholeFramesOfWhatIsCutOff() throws IOException {
    byte[] whole = y4m("W2 H1 F25:1 Cmono", new int[] {16, 235}, new int[] {126, 0});
    for (int lost = 1; lost < 8; lost++) {
      List<String> notes = notes(Arrays.copyOf(whole, whole.length - lost));
      assertEquals(1, notes.size(), "lost " + lost);
      assertTrue(notes.get(0).contains("the 1 whole frame before is read"), notes.get(0));
    }
    assertEquals(List.of(), notes(Arrays.copyOf(whole, whole.length - 8)));
    assertTrue(notes(concatenated(whole, "more")).get(0).contains("no FRAME"));
  }

  private static byte[] concatenated(byte[] file, String more) {
    byte[] longer = Arrays.copyOf(file, file.length + more.length());
    System.arraycopy(
        more.getBytes(StandardCharsets.US_ASCII), 0, longer, file.length, more.length());
    return longer;
  }

  private List<String> notes(byte[] file) throws IOException {
    List<String> notes = new ArrayList<>();
    Path path = Files.write(directory.resolve("a.y4m"), file);
    SignalReader.read(path, ReadOptions.DEFAULTS, notes::add);
    return notes;
  }

  @Test
  void tellsWhatIsOdd() throws IOException {
    int[] frame = {16};
    assertTrue(notes(y4m("W1 H1 F25:1 It Cmono", frame)).get(0).contains("interlaced"));
    assertTrue(notes(y4m("W1 H1 F25:1 Im Cmono", frame)).get(0).contains("interlaced"));
    assertTrue(notes(y4m("W1 H1 F0:0 Cmono", frame)).get(0).contains("25 a second"));
    assertEquals(List.of(), notes(y4m("W1 H1 F25:1 I? A0:0 Cmono", frame)));
  }

  @Test
  void refusesEveryTruncationAndSurvivesEveryChange() throws IOException {
    Path file = directory.resolve("a.y4m");
    Files.write(file, y4m("W2 H1 F25:1 Ip C444", new int[] {1, 2, 3, 4, 5, 6}));
    DamagedFiles.assertAllRefused(file);
    DamagedFiles.assertNoDamageEscapes(file, Integer.MAX_VALUE);
  }

  @Test
  void namesWhatItDoesNotRead() throws IOException {
    refused("W0 H1 F25:1 Cmono", "'W0'", "1 to 16384");
    refused("W-1 H1 F25:1 Cmono", "'W-1'");
    refused("W1 H99999 F25:1 Cmono", "'H99999'");
    refused("W16384 H16384 F25:1 C444", "inside a frame");
    refused("H1 F25:1 Cmono", "a width W");
    refused("W1 H1 Cmono", "a frame rate F");
    refused("W1 H1 F25:-1 Cmono", "'F25:-1'");
    refused("W1 H1 F25:1 C420p10", "'C420p10'", "8 bits", "-pix_fmt yuv420p ");
    refused("W1 H1 F25:1 Cmono16", "'Cmono16'", "-pix_fmt gray ");
    refused("W1 H1 F25:1 C444alpha", "alpha", "-pix_fmt yuv444p ");
    refused("W1 H1 F25:1 C410", "'C410'");
    refused("W1 H1 F25:1 Ix Cmono", "'Ix'");
    refused("W1 H1 F25:1 Cmono X" + "x".repeat(2000), "more than 1024 bytes");
    DamagedFiles.assertRefused(
        directory.resolve("a.y4m"), y4m("W1 H1 F25:1 Cmono"), "without a frame");
  }

  private void refused(String header, String... words) throws IOException {
    DamagedFiles.assertRefused(directory.resolve("a.y4m"), y4m(header, new int[] {1}), words);
  }

  @Test
  void writesWhatItReads() throws IOException {
    int[] colours = new int[2 * 27 * 3];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = i / 3 % 27 / (int) Math.pow(3, i % 3) % 3 * 127 / (1 + i / 81);
    }
    float[] samples = new float[colours.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = colours[i] / 255f;
    }
    VideoFormat format = new VideoFormat(new FrameRate(24000, 1001), 0);
    Signal video = Signal.of(format, CoordinateGrid.of(9, 3, 2), 3, samples);
    Path file = directory.resolve("b.y4m");
    SignalWriter.write(video, file);
    Signal again = SignalReader.read(file);
    assertEquals(format, again.format());
    assertEquals(video.grid(), again.grid());
    for (int i = 0; i < colours.length; i++) {
      assertEquals(colours[i], octets(again)[i], 2, "component " + i);
    }
  }

  @Test
  void writesGoldenBytes() throws IOException {
    VideoFormat format = new VideoFormat(FrameRate.PAL, 0);
    float[] samples = {1, 0, 0, 1, 1, 1};
    Path file = directory.resolve("b.y4m");
    SignalWriter.write(Signal.of(format, CoordinateGrid.of(1, 1, 2), 3, samples), file);
    byte[] expected =
        y4m(
            "W1 H1 F25:1 Ip A1:1 C444 XYSCSS=444 XCOLORRANGE=LIMITED",
            new int[] {81, 90, 240},
            new int[] {235, 128, 128});
    assertArrayEquals(expected, Files.readAllBytes(file));
    SignalWriter.write(Signal.of(format, CoordinateGrid.of(1, 1, 1), 1, new float[] {0}), file);
    assertArrayEquals(
        y4m("W1 H1 F25:1 Ip A1:1 Cmono XCOLORRANGE=LIMITED", new int[] {16}),
        Files.readAllBytes(file));
  }

  @Test
  void stacksFramesAndSplitsThemAgain() throws IOException {
    float[] samples = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
    VideoFormat format = new VideoFormat(new FrameRate(12, 1), 0);
    Signal video = Signal.of(format, CoordinateGrid.of(2, 1, 3), 1, samples);
    Path file = directory.resolve("b.png");
    SignalWriter.write(video, file);
    assertEquals(CoordinateGrid.of(2, 3), SignalReader.read(file).grid());
    ReadOptions options = ReadOptions.DEFAULTS.withStack(3, new FrameRate(12, 1));
    Signal again = SignalReader.read(file, options);
    assertEquals(format, again.format());
    assertEquals(video.grid(), again.grid());
    assertArrayEquals(octets(video), octets(again));
    Signal last = SignalReader.read(file, options.withClip(Clip.seconds(2 / 12.0, 3 / 12.0)));
    assertArrayEquals(new int[] {204, 255}, octets(last));
    assertThrows(
        IllegalArgumentException.class,
        () -> SignalReader.read(file, ReadOptions.DEFAULTS.withStack(2, FrameRate.PAL)));
  }

  @Test
  void resizesEachFrameAlone() {
    float[] samples = new float[4 * 4 * 2];
    java.util.Arrays.fill(samples, 16, 32, 1f);
    Signal video =
        Signal.of(new VideoFormat(FrameRate.PAL, 0), CoordinateGrid.of(4, 4, 2), 1, samples);
    Signal small = ImageResampler.resize(video, 2, 2);
    assertEquals(CoordinateGrid.of(2, 2, 2), small.grid());
    assertArrayEquals(new int[] {0, 0, 0, 0, 255, 255, 255, 255}, octets(small));
  }
}
