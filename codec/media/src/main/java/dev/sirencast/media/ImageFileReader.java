package dev.sirencast.media;

import dev.sirencast.media.picture.ColorProfile;
import dev.sirencast.media.picture.EndedInput;
import dev.sirencast.media.picture.Orientation;
import dev.sirencast.media.picture.PictureBlocks;
import dev.sirencast.media.picture.PictureSamples;
import dev.sirencast.media.picture.PngChunks;
import dev.sirencast.media.picture.SampleCoding;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.signal.InsufficientMemoryException;
import dev.sirencast.signal.MemoryNeed;
import dev.sirencast.signal.Signal;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads pictures by ImageIO: PNG, JPEG, WebP, BMP, GIF and TIFF, 8 or 16 bits, grey or RGB.
 *
 * <p>What its readers pass over is asked for: a camera's orientation is turned upright, colours of
 * a profile become sRGB, what shows through lies on white, of several frames the first is taken,
 * and each of these is noted. What they only warn of as damaged is refused.
 */
final class ImageFileReader {
  private static final String EXPECTED =
      "expected a picture (PNG, JPEG, WebP, BMP, GIF or TIFF; grey or RGB; 8 or 16 bits)";

  /** What readers say, as warnings, of files that are not whole. */
  private static final Pattern DAMAGE =
      Pattern.compile("(?i).*(premature|truncated|corrupt|missing|bad huffman|inconsistent).*");

  /** What they say so too, and cameras do. */
  private static final Pattern HARMLESS =
      Pattern.compile("(?i).*(extraneous bytes|exif|thumbnail).*");

  private final Path file;
  private final Consumer<String> notes;
  private String size = "its";
  private @Nullable String damage;

  private ImageFileReader(Path file, Consumer<String> notes) {
    this.file = file;
    this.notes = notes;
  }

  /**
   * Reads a picture.
   *
   * @param kind what the file begins like
   * @param notes told in one line each what was done to the picture
   */
  static Signal read(Path file, Optional<FileKind> kind, Consumer<String> notes)
      throws IOException {
    if (kind.filter(FileKind::isPicture).isEmpty()) {
      throw new SignalFormatException(
          file
              + ": "
              + kind.map(known -> known.refusal(file.toString()))
                  .orElse("not a picture, DICOM, WAV or Y4M file; " + EXPECTED));
    }
    ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile());
    if (bytes == null) {
      throw new IOException(file + ": cannot be read");
    }
    try (ImageInputStream input = new EndedInput(bytes)) {
      return new ImageFileReader(file, notes).read(input, kind.get());
    }
  }

  private Signal read(ImageInputStream input, FileKind kind) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
    if (!readers.hasNext()) {
      throw refused("a damaged picture: it begins like " + kind.label() + " and goes on like none");
    }
    ImageReader reader = readers.next();
    try {
      return read(reader, input);
    } catch (IOException | RuntimeException e) {
      // The JDK's readers throw unchecked exceptions of many kinds on damaged files.
      if (e instanceof SignalFormatException || e instanceof InsufficientMemoryException) {
        throw e;
      }
      SignalFormatException damaged =
          refused("a damaged picture (" + oneLine(e) + "); " + EXPECTED);
      damaged.initCause(e);
      throw damaged;
    } catch (OutOfMemoryError e) {
      // How much a reader takes is its own affair, and a few bytes may ask for all that there is.
      throw tooLarge();
    } finally {
      reader.dispose();
    }
  }

  private Signal read(ImageReader reader, ImageInputStream input) throws IOException {
    if (isOf(reader, "gif")) {
      requireEnd(input);
    }
    Optional<PngChunks> png =
        isOf(reader, "png") ? Optional.of(PngChunks.read(input)) : Optional.empty();
    PictureBlocks blocks = PictureBlocks.read(input);
    reader.addIIOReadWarningListener((source, warning) -> warned(warning));
    reader.setInput(input, false, false);
    requireSize(reader.getWidth(0), reader.getHeight(0));
    requireWholeNumbers(SampleCoding.of(reader));
    return need(reader).during(() -> read(reader, png, blocks));
  }

  private Signal read(ImageReader reader, Optional<PngChunks> png, PictureBlocks blocks)
      throws IOException {
    int frames = png.map(PngChunks::frames).orElseGet(() -> frames(reader));
    BufferedImage image = reader.read(0);
    if (damage != null) {
      throw new IOException(damage);
    }
    if (frames > 1) {
      note("the first of its " + frames + " pictures is taken");
    }
    if (blocks.isOfInks()) {
      note("its inks (CMYK) are converted to sRGB");
    }
    // Of JPEG and WebP the reader has converted them.
    blocks.profile().ifPresent(this::noteProfile);
    Optional<ColorProfile> left =
        png.isPresent() ? png.get().profile() : ColorProfile.of(image.getColorModel());
    return signal(
        inSrgb(image, left), png.map(PngChunks::orientation).orElseGet(blocks::orientation));
  }

  private static int frames(ImageReader reader) {
    try {
      return reader.getNumImages(true);
    } catch (IOException e) {
      return 1; // what follows the first picture is not needed
    }
  }

  private static boolean isOf(ImageReader reader, String format) throws IOException {
    return reader.getFormatName().equalsIgnoreCase(format);
  }

  /** The JDK's reader takes what is there of a GIF file; its last byte is a mark. */
  private static void requireEnd(ImageInputStream input) throws IOException {
    long start = input.getStreamPosition();
    input.seek(input.length() - 1);
    boolean isWhole = input.read() == ';';
    input.seek(start);
    if (!isWhole) {
      throw new EOFException();
    }
  }

  private void warned(String warning) {
    if (DAMAGE.matcher(warning).matches() && !HARMLESS.matcher(warning).matches()) {
      damage = warning;
    }
  }

  private void note(String text) {
    notes.accept(file + ": " + text);
  }

  private void noteProfile(ColorProfile profile) {
    note("its colours are converted from " + profile + " to sRGB");
  }

  private static MemoryNeed need(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    return MemoryNeed.ofSignal(
        "to read a picture of " + width + "x" + height,
        (long) width * height * components(reader),
        "a smaller one (magick IN -resize 50% OUT.png)");
  }

  /** How many numbers a pixel will have: 1 where the colours of a palette may be grey. */
  private static int components(ImageReader reader) {
    try {
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      ColorModel colors = types.next().getColorModel();
      return colors instanceof IndexColorModel ? 1 : Math.min(3, colors.getNumColorComponents());
    } catch (IOException | RuntimeException e) {
      return 1; // if the picture cannot be read, reading it says so better
    }
  }

  private SignalFormatException refused(String why) {
    return new SignalFormatException(file + ": " + why);
  }

  private void requireSize(int width, int height) throws SignalFormatException {
    size = width + "x" + height;
    long pixels = (long) width * height;
    if (pixels > CoordinateGrid.MAX_POINTS / 4) {
      throw refused(size + " pixels are more than this program reads; " + smaller());
    }
  }

  private SignalFormatException tooLarge() {
    long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
    return refused(
        String.format(
            "%s pixels take more than the %d MiB that Java may use here;"
                + " JAVA_TOOL_OPTIONS=-Xmx%dm allows twice as much, or %s",
            size, mebibytes, 2 * mebibytes, smaller()));
  }

  private String smaller() {
    return "make it smaller: "
        + FileKind.command("magick IN -resize 4096x4096 OUT.png", file.toString());
  }

  private void requireWholeNumbers(SampleCoding coding) throws SignalFormatException {
    if (coding != SampleCoding.UNSIGNED) {
      throw refused(
          "a picture of "
              + (coding == SampleCoding.REAL ? "floating-point" : "signed")
              + " samples, whose black and white are not known; scale them: "
              + FileKind.command(
                  "magick IN -auto-level -depth 16 -define quantum:format=unsigned OUT.png",
                  file.toString()));
    }
  }

  private BufferedImage inSrgb(BufferedImage image, Optional<ColorProfile> profile) {
    boolean fits = image.getColorModel().getNumColorComponents() == 3 && isWhole(image);
    if (profile.isEmpty() || !fits) {
      return image;
    }
    noteProfile(profile.get());
    return profile.get().toSrgb(image);
  }

  private static boolean isWhole(BufferedImage image) {
    int type = image.getRaster().getTransferType();
    return (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
        && image.getRaster().getNumBands() == image.getColorModel().getNumComponents();
  }

  private Signal signal(BufferedImage image, Orientation orientation) throws IOException {
    PictureSamples samples = PictureSamples.of(image);
    int components = samples.components();
    if ((components != 1 && components != 3) || samples.bits() > 16) {
      throw refused(components + " components of " + samples.bits() + " bits; " + EXPECTED);
    }
    int width = image.getWidth();
    int height = image.getHeight();
    float[] upright = orientation.turn(samples.read(), width, height, components);
    if (samples.isBlended()) {
      note("it is transparent in places, which become white");
    }
    if (orientation != Orientation.UPRIGHT) {
      note("it is " + orientation + ", as its camera says");
    }
    return Signal.of(
        new ImageFormat(samples.bits() > 8 ? 16 : 8),
        CoordinateGrid.of(orientation.width(width, height), orientation.height(width, height)),
        components,
        upright);
  }

  private static String oneLine(Throwable e) {
    if (e instanceof EOFException || e.getCause() instanceof EOFException) {
      return "it ends too early";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.replaceAll("\\s+", " ").trim();
  }
}
