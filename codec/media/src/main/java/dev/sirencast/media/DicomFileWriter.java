package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes a CT slice as a minimal DICOM file: a Secondary Capture Image (PS3.3 section A.8.1) of
 * modality CT, Explicit VR Little Endian.
 *
 * <p>Values are stored as the slice's own file stored them, see {@link DicomStorage}, and pixel
 * spacing and slice thickness are its own. There is no patient, and the instance's identifiers
 * follow from the pixels, so that the same slice gives the same bytes.
 */
final class DicomFileWriter {
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final String IMPLEMENTATION = "2.25.221480349268157318310174651293570254377";

  private static final int MAX_DECIMAL = 16;

  private DicomFileWriter() {}

  static void write(Signal slice, Path file) throws IOException {
    CtFormat format = (CtFormat) slice.format();
    DicomStorage storage = DicomStorage.of(format);
    ByteBuffer pixels = pixels(slice, format, storage);
    byte[] meta = meta(instance(pixels, "instance"));
    byte[] data = dataSet(slice.grid(), format, storage, pixels);
    FileReplacement.write(
        file,
        out -> {
          out.write(new byte[DicomStart.PREAMBLE_BYTES]);
          out.write("DICM".getBytes(StandardCharsets.US_ASCII));
          out.write(meta);
          out.write(data);
        });
  }

  private static ByteBuffer pixels(Signal slice, CtFormat format, DicomStorage storage) {
    int points = slice.grid().points();
    ByteBuffer pixels = ByteBuffer.allocate(2 * points).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < points; i++) {
      pixels.putShort(storage.stored(format.hounsfield(slice.sample(i, 0))));
    }
    return pixels.flip();
  }

  /** An identifier made of the pixels: "2.25." and a UUID as a number (PS3.5 section B.2). */
  private static String instance(ByteBuffer pixels, String role) {
    byte[] name = role.getBytes(StandardCharsets.US_ASCII);
    byte[] content =
        ByteBuffer.allocate(name.length + pixels.remaining())
            .put(name)
            .put(pixels.duplicate())
            .array();
    UUID uuid = UUID.nameUUIDFromBytes(content);
    byte[] bits =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return "2.25." + new BigInteger(1, bits);
  }

  private static byte[] meta(String instance) {
    DicomElementWriter elements = new DicomElementWriter();
    elements.bytes(DicomTag.META_VERSION, "OB", new byte[] {0, 1});
    elements.text(DicomTag.META_SOP_CLASS, "UI", SECONDARY_CAPTURE);
    elements.text(DicomTag.META_SOP_INSTANCE, "UI", instance);
    elements.text(DicomTag.TRANSFER_SYNTAX, "UI", DicomSyntax.EXPLICIT.identifier());
    elements.text(DicomTag.IMPLEMENTATION, "UI", IMPLEMENTATION);
    byte[] group = elements.toByteArray();
    ByteBuffer size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(group.length);
    DicomElementWriter first = new DicomElementWriter();
    first.bytes(DicomTag.META_LENGTH, "UL", size.array());
    return ByteBuffer.allocate(first.toByteArray().length + group.length)
        .put(first.toByteArray())
        .put(group)
        .array();
  }

  private static byte[] dataSet(
      CoordinateGrid grid, CtFormat format, DicomStorage storage, ByteBuffer pixels) {
    HounsfieldRange window = format.window();
    CtSource source = format.source();
    DicomElementWriter elements = new DicomElementWriter();
    elements.text(DicomTag.SOP_CLASS, "UI", SECONDARY_CAPTURE);
    elements.text(DicomTag.SOP_INSTANCE, "UI", instance(pixels, "instance"));
    elements.text(DicomTag.STUDY_DATE, "DA", "");
    elements.text(DicomTag.STUDY_TIME, "TM", "");
    elements.text(DicomTag.ACCESSION_NUMBER, "SH", "");
    elements.text(DicomTag.MODALITY, "CS", "CT");
    elements.text(DicomTag.CONVERSION_TYPE, "CS", "WSD");
    elements.text(DicomTag.REFERRING_PHYSICIAN, "PN", "");
    elements.text(DicomTag.PATIENT_NAME, "PN", "");
    elements.text(DicomTag.PATIENT_ID, "LO", "");
    elements.text(DicomTag.PATIENT_BIRTH_DATE, "DA", "");
    elements.text(DicomTag.PATIENT_SEX, "CS", "");
    if (source.thickness() > 0) {
      elements.text(DicomTag.SLICE_THICKNESS, "DS", decimal(source.thickness()));
    }
    elements.text(DicomTag.STUDY_INSTANCE, "UI", instance(pixels, "study"));
    elements.text(DicomTag.SERIES_INSTANCE, "UI", instance(pixels, "series"));
    elements.text(DicomTag.STUDY_ID, "SH", "");
    elements.text(DicomTag.SERIES_NUMBER, "IS", "");
    elements.text(DicomTag.INSTANCE_NUMBER, "IS", "1");
    elements.unsignedShort(DicomTag.SAMPLES_PER_PIXEL, 1);
    elements.text(DicomTag.PHOTOMETRIC, "CS", "MONOCHROME2");
    elements.unsignedShort(DicomTag.ROWS, grid.size(1));
    elements.unsignedShort(DicomTag.COLUMNS, grid.size(0));
    if (source.width() > 0 && source.height() > 0) {
      String rows = decimal(source.height() / grid.size(1));
      String columns = decimal(source.width() / grid.size(0));
      elements.text(DicomTag.PIXEL_SPACING, "DS", rows + "\\" + columns);
    }
    elements.unsignedShort(DicomTag.BITS_ALLOCATED, 16);
    elements.unsignedShort(DicomTag.BITS_STORED, 16);
    elements.unsignedShort(DicomTag.HIGH_BIT, 15);
    elements.unsignedShort(DicomTag.PIXEL_REPRESENTATION, storage.signed() ? 1 : 0);
    elements.text(DicomTag.WINDOW_CENTRE, "DS", decimal(window.centre()));
    elements.text(DicomTag.WINDOW_WIDTH, "DS", decimal(window.width()));
    elements.text(DicomTag.RESCALE_INTERCEPT, "DS", decimal(storage.intercept()));
    elements.text(DicomTag.RESCALE_SLOPE, "DS", decimal(storage.slope()));
    elements.text(DicomTag.RESCALE_TYPE, "LO", "HU");
    elements.bytes(DicomTag.PIXEL_DATA, "OW", pixels.array());
    return elements.toByteArray();
  }

  /** At most 16 characters, as VR DS has it. */
  private static String decimal(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 14; ; digits--) {
      BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
      String plain = rounded.toPlainString();
      String shortest = plain.length() <= MAX_DECIMAL ? plain : rounded.toString();
      if (shortest.length() <= MAX_DECIMAL) {
        return shortest;
      }
    }
  }
}
