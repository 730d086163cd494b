package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures as other programs write them; the folder's README.md says which. */
class PictureFileTest {
  @TempDir Path directory;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void forget() {
    notes.clear();
  }

  private static Path file(String name) {
    try {
      return Path.of(PictureFileTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private Signal read(String name) throws IOException {
    return SignalReader.read(file(name), ReadOptions.DEFAULTS, notes::add);
  }

  private void assertNoted(String... words) {
    assertEquals(1, notes.size(), notes.toString());
    for (String word : words) {
      assertTrue(notes.get(0).contains(word), "'" + word + "' in: " + notes);
    }
  }

  private static void assertNear(Signal expected, Signal actual, double mean) {
    assertEquals(expected.grid(), actual.grid());
    float[] a = expected.toArray();
    float[] b = actual.toArray();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    assertTrue(sum / a.length < mean, sum / a.length + " < " + mean);
  }

  private static void assertRefused(Path file, String... words) {
    SignalFormatException e =
        assertThrows(SignalFormatException.class, () -> SignalReader.read(file));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), "'" + word + "' in: " + e.getMessage());
    }
  }

  @Test
  void turnsPicturesUpright() throws IOException {
    Signal upright = read("upright.png");
    assertEquals(List.of(), notes);
    for (String name :
        new String[] {"orientation-5.tif", "orientation-7.webp", "orientation-8.png"}) {
      notes.clear();
      assertArrayEquals(upright.toArray(), read(name).toArray(), name);
      assertNoted(name, "turned", "camera");
    }
    notes.clear();
    assertNear(upright, read("phone-orientation-6.jpg"), 0.01);
    assertNoted("turned clockwise");
  }

  @Test
  void convertsColoursAndSaysSo() throws IOException {
    Signal adobe = read("adobe-rgb.png");
    assertNoted("Adobe RGB", "sRGB");
    // Its green is more than sRGB holds: what was 128 of 255 becomes less.
    Signal own = read("upright.png");
    assertTrue(adobe.sample(5 * 16, 0) <= own.sample(5 * 16, 0) + 1e-6);
    assertTrue(Math.abs(adobe.sample(8, 0) - own.sample(8, 0)) > 0.02);
    notes.clear();
    assertNear(adobe, read("adobe-rgb.jpg"), 0.03);
    assertNoted("Adobe RGB");
    notes.clear();
    assertNear(own, read("cmyk.jpg"), 0.01);
    assertNoted("CMYK");
  }

  @Test
  void laysWhatShowsThroughOnWhite() throws IOException {
    Signal blended = read("alpha.png");
    assertNoted("transparent", "white");
    Signal own = read("upright.png");
    float share = 128 / 255f;
    assertEquals(1 - share + share * own.sample(3, 0), blended.sample(3, 0), 1e-6);
    assertEquals(own.sample(9 * 16, 1), blended.sample(9 * 16, 1), 0);
  }

  @Test
  void takesTheFirstOfSeveralPictures() throws IOException {
    assertArrayEquals(read("upright.png").toArray(), read("two-frames.gif").toArray());
    assertNoted("first of its 2");
  }

  @Test
  void keepsGreyGrey() throws IOException {
    Signal four = read("png-grey-4-bit.png");
    assertEquals(1, four.components());
    assertArrayEquals(read("png-grey-8-bit-same.png").toArray(), four.toArray());
    assertEquals(1, read("palette-of-greys.png").components());
  }

  @Test
  void refusesSamplesWithoutBlackAndWhite() {
    assertRefused(file("signed.tif"), "signed samples", "magick ");
    assertRefused(file("float.tif"), "floating-point", "magick ");
  }

  @Test
  void refusesWhatIsNotWhole() throws IOException {
    for (String name : new String[] {"upright.png", "upright.jpg", "two-frames.gif"}) {
      byte[] whole = Files.readAllBytes(file(name));
      for (int length = 12; length < whole.length - 2; length += 7) {
        Path cut = Files.write(directory.resolve(name), Arrays.copyOf(whole, length));
        assertRefused(cut, name, "damaged");
      }
    }
  }

  @Test
  void refusesEveryFlippedBitOfPngData() throws IOException {
    byte[] whole = Files.readAllBytes(file("upright.png"));
    Path flipped = directory.resolve("flipped.png");
    for (int at = 16; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(flipped, damaged);
      assertRefused(flipped, "flipped.png", "damaged");
    }
  }

  @Test
  void namesWhatItDoesNotRead() throws IOException {
    assertRefused(file("heic-head.heic"), "HEIC", "magick ");
    assertRefused(file("avif-head.avif"), "AVIF", "magick ");
    assertNamed("\0\0\0\fjP  \r\n", "JPEG 2000");
    assertNamed("\u00ff\n\u00fa\u001f", "JPEG XL");
    assertNamed("\0\0\0\u0020ftypisom", "MP4", "ffmpeg -i ", ".y4m");
    assertNamed("\0\0\0\u0014ftypqt  ", "QuickTime");
    assertNamed("\u001aE\u00df\u00a3\u0001", "Matroska or WebM");
    assertNamed("ID3\u0003", "MP3", ".wav");
    assertNamed("fLaC", "FLAC");
    assertNamed("OggS", "Ogg");
    assertNamed("%PDF-1.7", "PDF", "magick -density 150 ");
    assertNamed("<svg xmlns=", "SVG");
    assertNamed("\u0093NUMPY\u0001\0", "NumPy", "numpy.load(");
    assertNamed("8BPS", "Photoshop");
    assertNamed("PK\u0003\u0004", "ZIP");
    assertNamed("\u001f\u008b\b", "gzip -dc ");
    assertNamed("S\u0010", "SirenCast stream", "sirencast decode");
    assertNamed("\0\0\0\0\0\0\0\0", "not a picture, DICOM, WAV or Y4M file");
    assertNamed("", "is empty");
    assertRefused(directory, "is a directory");
  }

  private void assertNamed(String content, String... words) throws IOException {
    Path file = directory.resolve("it's new");
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file, words);
  }

  @Test
  void quotesNamesForTheShell() {
    FileKind kind = FileKind.of("fLaC".getBytes(StandardCharsets.US_ASCII)).orElseThrow();
    assertTrue(kind.refusal("it's").endsWith("ffmpeg -i 'it'\\''s' OUT.wav"), kind.refusal("it's"));
  }

  @Test
  void knowsSizesOfTurnedPictures() throws IOException {
    assertEquals(CoordinateGrid.of(16, 10), read("phone-orientation-6.jpg").grid());
  }
}
