package dev.sirencast.media;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.CtFormat;
import dev.sirencast.signal.CtSource;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a CT slice from a DICOM file: the first grey frame of 8 or 16 bits allocated, uncompressed
 * in RLE or lossless JPEG.
 *
 * <p>A stored value v is {@code v * slope + intercept} Hounsfield units. The range of the values in
 * the file becomes [0, 1], or the one that the options give. Pixels that hold the pixel padding
 * value are no measurements: they do not count in the range, and become 0. MONOCHROME1 differs from
 * MONOCHROME2 in how a display shows it, not in its values.
 */
final class DicomFileReader {
  private static final long MAX_FILE_BYTES = 1 << 29;
  private static final String AS_PICTURE = "; as a picture: dcmj2pnm +on2 IN.dcm OUT.png";
  private static final Set<Integer> GROUPS = Set.of(0x0008, 0x0018, 0x0028, 0x7FE0);

  private DicomFileReader() {}

  static Signal read(Path file, ReadOptions options, Consumer<String> notes) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MAX_FILE_BYTES) {
      throw new SignalFormatException(
          file + ": " + bytes + " bytes, DICOM files are read up to " + MAX_FILE_BYTES);
    }
    return new MemoryNeed("to read a DICOM file of " + bytes + " bytes", bytes, "")
        .during(() -> readWhole(file, options, notes));
  }

  private static Signal readWhole(Path file, ReadOptions options, Consumer<String> notes)
      throws IOException {
    byte[] content = Files.readAllBytes(file);
    DicomElements elements = new DicomElements(file, DicomScanner.scan(file, content, GROUPS));
    requireKind(elements);
    DicomPixels pixels = DicomPixels.of(elements);
    tell(elements, pixels, content, notes);
    double slope = elements.decimal(DicomTag.RESCALE_SLOPE, "rescale slope", 1);
    double intercept = elements.decimal(DicomTag.RESCALE_INTERCEPT, "rescale intercept", 0);
    if (slope == 0) {
      throw elements.wrong(DicomTag.RESCALE_SLOPE, "rescale slope", "0", "any other number");
    }
    try {
      HounsfieldRange range =
          options.range() == null ? range(elements, pixels, slope, intercept) : options.range();
      CtFormat format =
          new CtFormat(
              range,
              window(elements, options, range),
              pixels.bitsAllocated(),
              source(elements, pixels, slope, intercept));
      float[] samples = new float[pixels.count()];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = pixels.isPadding(i) ? 0 : format.sample(pixels.value(i) * slope + intercept);
      }
      CoordinateGrid grid = CoordinateGrid.of(pixels.columns(), pixels.rows());
      return Signal.of(format, grid, 1, samples);
    } catch (IllegalArgumentException e) {
      throw new SignalFormatException(file + ": " + e.getMessage());
    }
  }

  private static void requireKind(DicomElements elements) throws SignalFormatException {
    String modality = elements.text(DicomTag.MODALITY, "CT");
    if (!modality.equals("CT")) {
      throw elements.wrong(DicomTag.MODALITY, "modality", modality, "CT" + AS_PICTURE);
    }
    String photometric = elements.text(DicomTag.PHOTOMETRIC, "missing");
    if (!photometric.equals("MONOCHROME1") && !photometric.equals("MONOCHROME2")) {
      throw elements.wrong(
          DicomTag.PHOTOMETRIC,
          "photometric interpretation",
          photometric,
          "MONOCHROME1 or MONOCHROME2" + AS_PICTURE);
    }
  }

  /** What a user would not expect of the file. */
  private static void tell(
      DicomElements elements, DicomPixels pixels, byte[] content, Consumer<String> notes)
      throws SignalFormatException {
    if (!DicomStart.hasPreamble(content)) {
      notes.accept(elements.file() + ": a DICOM data set without its preamble, read as it is");
    }
    if (pixels.excess() > 0) {
      notes.accept(
          elements.file() + ": " + pixels.excess() + " bytes behind the pixels are left out");
    }
    double frames = elements.decimal(DicomTag.FRAMES, "number of frames", 1);
    if (frames > 1) {
      notes.accept(
          elements.file() + ": holds " + Math.round(frames) + " frames; the first is read");
    }
    if (elements.text(DicomTag.PHOTOMETRIC, "").equals("MONOCHROME1")) {
      notes.accept(
          elements.file() + ": is shown inverted (MONOCHROME1); its values are kept as they are");
    }
    String unit = elements.text(DicomTag.RESCALE_TYPE, "HU");
    if (!unit.equals("HU")) {
      notes.accept(elements.file() + ": values in '" + unit + "' are taken as HU");
    }
  }

  /** Lengths that are no lengths count as unknown. */
  private static CtSource source(
      DicomElements elements, DicomPixels pixels, double slope, double intercept) {
    return new CtSource(
        elements.length(DicomTag.PIXEL_SPACING, 1) * pixels.columns(),
        elements.length(DicomTag.PIXEL_SPACING, 0) * pixels.rows(),
        elements.length(DicomTag.SLICE_THICKNESS, 0),
        slope,
        intercept);
  }

  private static HounsfieldRange range(
      DicomElements elements, DicomPixels pixels, double slope, double intercept)
      throws SignalFormatException {
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < pixels.count(); i++) {
      if (!pixels.isPadding(i)) {
        least = Math.min(least, pixels.value(i));
        most = Math.max(most, pixels.value(i));
      }
    }
    if (least > most) {
      throw new SignalFormatException(elements.file() + ": every pixel is padding");
    }
    double from = least * slope + intercept;
    double to = most * slope + intercept;
    // A slice of one value still needs a range of some width.
    return from == to
        ? new HounsfieldRange(from, from + 1)
        : new HounsfieldRange(Math.min(from, to), Math.max(from, to));
  }

  private static HounsfieldRange window(
      DicomElements elements, ReadOptions options, HounsfieldRange range)
      throws SignalFormatException {
    double width = elements.decimal(DicomTag.WINDOW_WIDTH, "window width", 0);
    if (options.range() != null || width <= 0) {
      return range;
    }
    return HounsfieldRange.window(
        elements.decimal(DicomTag.WINDOW_CENTRE, "window centre", range.centre()), width);
  }
}
