package dev.sirencast.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomFileTest {
  @TempDir Path directory;

  /** A file of 3 by 2 pixels of which one value is changed at a time. */
  private static final class Builder {
    private final TreeMap<Integer, byte[]> values = new TreeMap<>();
    private String syntax = DicomSyntax.EXPLICIT.identifier();
    private byte[] sequence = {};

    Builder(int... stored) {
      text(DicomTag.MODALITY, "CT");
      number(DicomTag.SAMPLES_PER_PIXEL, 1);
      text(DicomTag.PHOTOMETRIC, "MONOCHROME2 ");
      number(DicomTag.ROWS, 2);
      number(DicomTag.COLUMNS, 3);
      number(DicomTag.BITS_ALLOCATED, 16);
      number(DicomTag.BITS_STORED, 16);
      number(DicomTag.HIGH_BIT, 15);
      number(DicomTag.PIXEL_REPRESENTATION, 1);
      text(DicomTag.RESCALE_INTERCEPT, "-1000 ");
      text(DicomTag.RESCALE_SLOPE, "2 ");
      ByteBuffer pixels = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      for (int value : stored) {
        pixels.putShort((short) value);
      }
      values.put(DicomTag.PIXEL_DATA, pixels.array());
    }

    Builder number(int tag, int value) {
      values.put(tag, new byte[] {(byte) value, (byte) (value >> 8)});
      return this;
    }

    Builder text(int tag, String value) {
      values.put(tag, value.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    Builder bytes(int tag, byte... value) {
      values.put(tag, value);
      return this;
    }

    Builder without(int tag) {
      values.remove(tag);
      return this;
    }

    Builder syntax(String name) {
      syntax = name;
      return this;
    }

    /** Bytes that stand before the first element of group 0028. */
    Builder sequence(int... octets) {
      sequence = new byte[octets.length];
      for (int i = 0; i < octets.length; i++) {
        sequence[i] = (byte) octets[i];
      }
      return this;
    }

    byte[] build() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(new byte[128]);
      out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
      DicomElementWriter meta = new DicomElementWriter();
      meta.text(DicomTag.TRANSFER_SYNTAX, "UI", syntax);
      out.writeBytes(meta.toByteArray());
      boolean explicit = !syntax.equals(DicomSyntax.IMPLICIT.identifier());
      for (Map.Entry<Integer, byte[]> element : values.entrySet()) {
        if (element.getKey() == DicomTag.SAMPLES_PER_PIXEL) {
          out.writeBytes(sequence);
        }
        if (explicit) {
          DicomElementWriter writer = new DicomElementWriter();
          String representation = element.getKey() == DicomTag.PIXEL_DATA ? "OW" : "UN";
          writer.bytes(element.getKey(), representation.replace("UN", "SH"), element.getValue());
          out.writeBytes(writer.toByteArray());
        } else {
          int tag = element.getKey();
          ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          head.putShort((short) (tag >>> 16)).putShort((short) tag);
          out.writeBytes(head.putInt(element.getValue().length).array());
          out.writeBytes(element.getValue());
        }
      }
      return out.toByteArray();
    }
  }

  private Signal read(Builder file) throws IOException {
    return read(file, ReadOptions.DEFAULTS);
  }

  private Signal read(Builder file, ReadOptions options) throws IOException {
    return SignalReader.read(Files.write(directory.resolve("a.dcm"), file.build()), options);
  }

  private static double[] hounsfield(Signal slice) {
    CtFormat format = (CtFormat) slice.format();
    double[] values = new double[slice.grid().points()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(format.hounsfield(slice.sample(i, 0)) * 1000) / 1000.0;
    }
    return values;
  }

  @Test
  void readsHounsfieldUnitsOverTheirOwnRange() throws IOException {
    Signal slice = read(new Builder(-10, 0, 500, 1000, 7, -1));
    assertEquals(SignalKind.CT, slice.kind());
    assertEquals(CoordinateGrid.of(3, 2), slice.grid());
    CtFormat format = (CtFormat) slice.format();
    assertEquals(new HounsfieldRange(-1020, 1000), format.range());
    assertEquals(format.range(), format.window());
    assertArrayEquals(new double[] {-1020, -1000, 0, 1000, -986, -1002}, hounsfield(slice));
  }

  @Test
  void readsImplicitRepresentation() throws IOException {
    Builder explicit = new Builder(-10, 0, 500, 1000, 7, -1);
    float[] expected = read(explicit).toArray();
    assertArrayEquals(expected, read(explicit.syntax(DicomSyntax.IMPLICIT.identifier())).toArray());
  }

  @Test
  void extendsTheSignOfTheStoredBitsAlone() throws IOException {
    Builder twelve = new Builder(0x0FFF, 0xF7FF, 0, 1, 2, 3);
    twelve.number(DicomTag.BITS_STORED, 12).number(DicomTag.HIGH_BIT, 11);
    assertArrayEquals(
        new double[] {-1002, 3094, -1000, -998, -996, -994}, hounsfield(read(twelve)));
    twelve.number(DicomTag.PIXEL_REPRESENTATION, 0);
    assertArrayEquals(new double[] {7190, 3094, -1000, -998, -996, -994}, hounsfield(read(twelve)));
  }

  @Test
  void readsEightBitsAndTheByteThatMakesThemEven() throws IOException {
    Builder eight = new Builder().number(DicomTag.BITS_ALLOCATED, 8);
    eight.number(DicomTag.BITS_STORED, 8).number(DicomTag.HIGH_BIT, 7);
    eight.number(DicomTag.PIXEL_REPRESENTATION, 0).number(DicomTag.ROWS, 1);
    eight.bytes(DicomTag.PIXEL_DATA, (byte) 0, (byte) 255, (byte) 100, (byte) 0);
    assertArrayEquals(new double[] {-1000, -490, -800}, hounsfield(read(eight)));
  }

  @Test
  void countsPaddingAsNothing() throws IOException {
    Builder padded = new Builder(-2000, 0, 500, 1000, 7, -2000);
    padded.number(DicomTag.PIXEL_PADDING, -2000);
    Signal slice = read(padded);
    assertEquals(new HounsfieldRange(-1000, 1000), ((CtFormat) slice.format()).range());
    assertEquals(0f, slice.sample(0, 0));
    DamagedFiles.assertRefused(
        directory.resolve("a.dcm"),
        new Builder(5, 5, 5, 5, 5, 5).number(DicomTag.PIXEL_PADDING, 5).build(),
        "padding");
  }

  @Test
  void countsARangeOfPaddingAsNothing() throws IOException {
    Builder padded = new Builder(-2000, 0, 500, 1000, 7, -1990);
    padded.number(DicomTag.PIXEL_PADDING, -2000).number(DicomTag.PIXEL_PADDING_LIMIT, -1985);
    Signal slice = read(padded);
    assertEquals(new HounsfieldRange(-1000, 1000), ((CtFormat) slice.format()).range());
    assertEquals(0f, slice.sample(5, 0));
    padded.number(DicomTag.PIXEL_PADDING, -1985).number(DicomTag.PIXEL_PADDING_LIMIT, -2000);
    assertEquals(slice.format(), read(padded).format());
  }

  @Test
  void readsBitsThatDoNotBeginAtTheLowest() throws IOException {
    Builder high = new Builder(0x7FF0, 0x8000, 0x10, 0x20, 0x30, 0x40);
    high.number(DicomTag.BITS_STORED, 12).number(DicomTag.HIGH_BIT, 15);
    assertArrayEquals(new double[] {3094, -5096, -998, -996, -994, -992}, hounsfield(read(high)));
  }

  @Test
  void clampsToTheWindowThatIsAskedFor() throws IOException {
    HounsfieldRange window = HounsfieldRange.window(40, 400);
    Signal slice =
        read(new Builder(0, 420, 520, 620, 1000, 470), ReadOptions.DEFAULTS.withRange(window));
    assertEquals(window, ((CtFormat) slice.format()).range());
    assertArrayEquals(new float[] {0, 0, 0.5f, 1, 1, 0.25f}, slice.toArray());
  }

  @Test
  void carriesTheFilesWindow() throws IOException {
    Builder file = new Builder(0, 420, 520, 620, 1000, 470);
    file.text(DicomTag.WINDOW_CENTRE, "40\\300 ").text(DicomTag.WINDOW_WIDTH, "400\\1500");
    assertEquals(HounsfieldRange.window(40, 400), ((CtFormat) read(file).format()).window());
  }

  @Test
  void skipsSequencesOfAnyLength() throws IOException {
    float[] expected = read(new Builder(1, 2, 3, 4, 5, 6)).toArray();
    int[] nested = {
      0x10, 0, 2, 0x10, 'S', 'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, // a sequence without length
      0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, // an item without length
      0x10, 0, 0x20, 0, 'L', 'O', 2, 0, 'a', 'b', // an element
      0x10, 0, 0x21, 0, 'U', 'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, // an implicit one inside
      0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, // with an item
      0x10, 0, 0x22, 0, 2, 0, 0, 0, 'c', 'd', // of an implicit element
      0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, // end of item
      0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0, // end of sequence
      0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, // end of item
      0xFE, 0xFF, 0, 0xE0, 2, 0, 0, 0, 'e', 'f', // an item of two bytes
      0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0, // end of sequence
    };
    Builder file = new Builder(1, 2, 3, 4, 5, 6).sequence(nested);
    assertArrayEquals(expected, read(file).toArray());
    DamagedFiles.assertAllRefused(directory.resolve("a.dcm"));
  }

  @Test
  void refusesBottomlessNesting() throws IOException {
    int[] deep = new int[4000 * 20];
    int[] level = {
      0x10, 0, 2, 0x10, 'S', 'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF,
      0xFF, 0xFF
    };
    for (int i = 0; i < deep.length; i++) {
      deep[i] = level[i % level.length];
    }
    DamagedFiles.assertRefused(
        directory.resolve("a.dcm"), new Builder(1, 2, 3, 4, 5, 6).sequence(deep).build(), "deep");
  }

  @Test
  void refusesEveryTruncationAndSurvivesEveryChange() throws IOException {
    Path file = directory.resolve("a.dcm");
    for (String syntax :
        new String[] {DicomSyntax.EXPLICIT.identifier(), DicomSyntax.IMPLICIT.identifier()}) {
      Files.write(file, new Builder(-10, 0, 500, 1000, 7, -1).syntax(syntax).build());
      DamagedFiles.assertAllRefused(file);
      DamagedFiles.assertNoDamageEscapes(file, Integer.MAX_VALUE);
    }
  }

  @Test
  void namesWhatItDoesNotRead() throws IOException {
    refused(file().syntax("1.2.840.10008.1.2.4.90"), "JPEG 2000", ".4.90", "gdcmconv --raw");
    refused(file().syntax("1.2.840.10008.1.2.4.201"), "High-Throughput JPEG 2000");
    refused(file().syntax("1.2.3"), "syntax 1.2.3; expected pixels that are uncompressed, RLE or");
    refused(file().text(DicomTag.MODALITY, "MR"), "modality (0008,0060) is MR; expected CT");
    refused(
        file().text(DicomTag.PHOTOMETRIC, "RGB "),
        "expected MONOCHROME1 or MONOCHROME2; as a picture:");
    refused(file().number(DicomTag.SAMPLES_PER_PIXEL, 3), "(0028,0002) is 3; expected 1");
    refused(file().number(DicomTag.ROWS, 0), "rows (0028,0010) is 0; expected 1 to 65535");
    refused(file().number(DicomTag.COLUMNS, 60000), "12 bytes; expected 240000");
    refused(file().number(DicomTag.BITS_ALLOCATED, 12), "is 12; expected 8 or 16");
    refused(file().number(DicomTag.BITS_STORED, 17), "is 17; expected 1 to 16");
    refused(file().number(DicomTag.HIGH_BIT, 14), "(0028,0102) is 14; expected 15");
    refused(file().number(DicomTag.PIXEL_REPRESENTATION, 2), "is 2; expected 0 to 1");
    refused(file().text(DicomTag.RESCALE_SLOPE, "0 "), "slope (0028,1053) is 0");
    refused(file().text(DicomTag.RESCALE_SLOPE, "NaN "), "'NaN'", "finite");
    refused(file().text(DicomTag.RESCALE_INTERCEPT, "much"), "'much'", "finite");
    refused(file().text(DicomTag.RESCALE_SLOPE, "1e30"), "HU");
    refused(file().without(DicomTag.PIXEL_DATA), "without pixel data (7FE0,0010)");
    refused(file().without(DicomTag.ROWS), "without rows (0028,0010)");
    refused(file().bytes(DicomTag.ROWS), "rows (0028,0010) is nothing");
  }

  private static Builder file() {
    return new Builder(-10, 0, 500, 1000, 7, -1);
  }

  private void refused(Builder file, String... words) throws IOException {
    DamagedFiles.assertRefused(directory.resolve("a.dcm"), file.build(), words);
  }

  @Test
  void writesWhatItReads() throws IOException {
    Builder file = new Builder(0, 420, 520, 620, 1000, 470);
    file.text(DicomTag.WINDOW_CENTRE, "40").text(DicomTag.WINDOW_WIDTH, "400 ");
    Signal slice = read(file);
    Path copy = directory.resolve("b.dcm");
    SignalWriter.write(slice, copy);
    Signal again = SignalReader.read(copy);
    assertArrayEquals(hounsfield(slice), hounsfield(again));
    assertEquals(slice.format(), again.format());
    DamagedFiles.assertAllRefused(copy);
  }

  @Test
  void writesPicturesOfHounsfieldUnitsPlus1024() throws IOException {
    Signal slice = read(new Builder(-200, 0, 1000, 500, 7, -1));
    Path copy = directory.resolve("b.png");
    SignalWriter.write(slice, copy);
    Signal picture = SignalReader.read(copy);
    assertEquals(new ImageFormat(16), picture.format());
    int[] expected = {0, 24, 2024, 1024, 38, 22}; // -1400 HU has no place in the picture
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], Math.round(picture.sample(i, 0) * 65535));
    }
    Signal back = CtPicture.toSlice(picture, (CtFormat) slice.format());
    assertEquals(0, ((CtFormat) back.format()).hounsfield(back.sample(3, 0)), 1e-3);
  }
}
