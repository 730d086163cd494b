package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One slice as pydicom and DCMTK write it; the README beside the files says how. */
class DicomCodingsTest {
  @TempDir Path directory;

  private Path file(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DicomCodingsTest.class.getResourceAsStream("dicom/" + name), name)) {
      return Files.write(directory.resolve(name), in.readAllBytes());
    }
  }

  private List<String> assertTheSlice(Path file) throws IOException {
    List<String> notes = new ArrayList<>();
    Signal slice = SignalReader.read(file, ReadOptions.DEFAULTS, notes::add);
    assertEquals(CoordinateGrid.of(6, 4), slice.grid());
    CtFormat format = (CtFormat) slice.format();
    assertEquals(new HounsfieldRange(100 - 1024, 100 + 37 * 23 - 1024), format.range());
    for (int i = 0; i < 24; i++) {
      assertEquals(100 + 37 * i - 1024, format.hounsfield(slice.sample(i, 0)), 1e-3);
    }
    for (String note : notes) {
      assertTrue(note.startsWith(file + ": "), note);
      assertEquals(1, note.lines().count());
    }
    return notes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explicit",
        "implicit",
        "big-endian",
        "deflated",
        "rle",
        "jpeg-lossless",
        "jpeg-predictor-6"
      })
  void readsEveryCoding(String name) throws IOException {
    assertEquals(List.of(), assertTheSlice(file(name + ".dcm")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare-explicit", "bare-implicit"})
  void readsADataSetWithoutItsPreamble(String name) throws IOException {
    List<String> notes = assertTheSlice(file(name + ".dcm"));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("without its preamble"), notes.get(0));
  }

  @Test
  void leavesOutWhatFollowsThePixels() throws IOException {
    List<String> notes = assertTheSlice(file("excess.dcm"));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("10 bytes behind the pixels"), notes.get(0));
  }

  @Test
  void readsTheFirstOfSeveralFrames() throws IOException {
    List<String> notes = assertTheSlice(file("two-frames.dcm"));
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("holds 2 frames; the first is read"), notes.get(0));
  }

  @Test
  void lengthsComeBack() throws IOException {
    Signal slice = SignalReader.read(file("explicit.dcm"));
    CtSource source = ((CtFormat) slice.format()).source();
    assertEquals(6 * 0.5, source.width(), 1e-12);
    assertEquals(4 * 0.7, source.height(), 1e-12);
    assertEquals(1.25, source.thickness());
    Path copy = directory.resolve("copy.dcm");
    SignalWriter.write(slice, copy);
    String text = Files.readString(copy, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("0.7\\0.5"), "pixel spacing");
    assertEquals(source, ((CtFormat) SignalReader.read(copy).format()).source());
  }

  @Test
  void storesWhatTheSliceCanHold() {
    HounsfieldRange wide = new HounsfieldRange(-1000, 40000);
    CtFormat unsigned = new CtFormat(wide, wide, 16, new CtSource(0, 0, 0, 1, -1000));
    assertEquals(new DicomStorage(1, -1000, false), DicomStorage.of(unsigned));
    CtFormat fine = new CtFormat(wide, wide, 16, new CtSource(0, 0, 0, 0.001, 0));
    assertEquals(new DicomStorage(1, -1024, true), DicomStorage.of(fine));
    CtFormat falling = new CtFormat(wide, wide, 16, new CtSource(0, 0, 0, -2, 10));
    DicomStorage storage = DicomStorage.of(falling);
    assertEquals(new DicomStorage(-2, 10, true), storage);
    assertEquals(-100, storage.stored(210));
    assertEquals((short) 65535, DicomStorage.of(unsigned).stored(1e9));
  }

  @ParameterizedTest
  @CsvSource({"jpeg-baseline, JPEG Baseline, dcmdjpeg", "jpeg-ls, JPEG-LS Lossless, dcmdjpls"})
  void namesCompressionsAndTheirDecoders(String name, String syntax, String decoder)
      throws IOException {
    Path file = file(name + ".dcm");
    String message =
        assertThrows(SignalFormatException.class, () -> SignalReader.read(file)).getMessage();
    assertTrue(message.contains("transfer syntax " + syntax), message);
    assertTrue(message.endsWith("convert it: " + decoder + " IN.dcm OUT.dcm"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "big-endian",
        "deflated",
        "rle",
        "bare-explicit",
        "bare-implicit",
        "jpeg-lossless"
      })
  void damageIsReadOrRefusedInOneLine(String name) throws IOException {
    DamagedFiles.assertNoDamageEscapes(file(name + ".dcm"), Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflated", "bare-explicit"})
  void refusesEveryTruncation(String name) throws IOException {
    DamagedFiles.assertAllRefused(file(name + ".dcm"));
  }

  @Test
  void refusesRleThatClaimsMoreThanItHolds() throws IOException {
    byte[] content = Files.readAllBytes(file("rle.dcm"));
    int rows = indexOf(content, new byte[] {0x28, 0, 0x10, 0, 'U', 'S', 2, 0});
    content[rows + 8] = (byte) 0xFF;
    content[rows + 9] = (byte) 0xFF;
    DamagedFiles.assertRefused(directory.resolve("large.dcm"), content, "pixel data (7FE0,0010)");
  }

  private static int indexOf(byte[] content, byte[] part) {
    for (int at = 0; at + part.length <= content.length; at++) {
      if (Arrays.equals(content, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("not there");
  }
}
