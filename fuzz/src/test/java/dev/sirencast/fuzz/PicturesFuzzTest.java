package dev.sirencast.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.media.SignalReader;
import dev.sirencast.signal.InsufficientMemoryException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What pictures hold, where checksums and lengths would keep a fuzzer out of it. */
class PicturesFuzzTest {
  private static final List<String> TYPES =
      List.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD",
          "pHYs", "tIME", "tEXt", "zTXt", "iTXt", "hIST", "sPLT", "eXIf", "acTL", "fcTL", "fdAT");
  private static final List<byte[]> PNGS =
      Stream.of("upright.png", "alpha.png", "palette-of-greys.png", "png-grey-4-bit.png")
          .map(PictureParts::resource)
          .toList();
  private static final List<byte[]> TIFFS = tiffs();

  private static List<byte[]> tiffs() {
    try {
      BufferedImage colours = new BufferedImage(20, 12, BufferedImage.TYPE_INT_RGB);
      BufferedImage ink = new BufferedImage(20, 12, BufferedImage.TYPE_BYTE_BINARY);
      BufferedImage deep = new BufferedImage(20, 12, BufferedImage.TYPE_USHORT_GRAY);
      BufferedImage palette = new BufferedImage(20, 12, BufferedImage.TYPE_BYTE_INDEXED);
      List<byte[]> all = new ArrayList<>();
      for (String compression : new String[] {"LZW", "JPEG", "ZLib", "PackBits", "Deflate"}) {
        all.add(PictureParts.tiff(colours, compression, compression.equals("LZW")));
      }
      for (String compression : new String[] {"CCITT RLE", "CCITT T.4", "CCITT T.6"}) {
        all.add(PictureParts.tiff(ink, compression, false));
      }
      all.add(PictureParts.tiff(deep, "PackBits", true));
      all.add(PictureParts.tiff(palette, "LZW", false));
      all.add(PictureParts.resource("orientation-5.tif"));
      all.add(PictureParts.resource("signed.tif"));
      return all;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> edits() {
    return Seeds.hex("00 00 01 03 55", "01 03 08 04 01020304", "02 05 08 00 00 00", "03 01 02 02");
  }

  static Stream<Arguments> blocks() {
    return Seeds.hex(
        "4D4D002A 00000008 0001 0112 0003 00000001 00060000 00000000",
        "49492A00 08000000 0100 1201 0300 01000000 03000000 00000000");
  }

  static Stream<Arguments> profiles() {
    return Seeds.of(
        IntStream.of(
                ColorSpace.CS_sRGB,
                ColorSpace.CS_LINEAR_RGB,
                ColorSpace.CS_GRAY,
                ColorSpace.CS_CIEXYZ,
                ColorSpace.CS_PYCC)
            .mapToObj(space -> ICC_Profile.getInstance(space).getData()));
  }

  static Stream<Arguments> directories() {
    return Seeds.of(
        IntStream.range(0, TIFFS.size())
            .mapToObj(i -> new byte[] {(byte) i, 3, 3, 0, 0, 0, 1, 4, 2, 0, 0, 1, 0}));
  }

  /** The bytes say which chunks of which PNG file become what. */
  @MethodSource("edits")
  @FuzzTest
  void png(byte[] script) throws IOException {
    Choices choices = new Choices(script);
    List<byte[]> chunks = PictureParts.chunks(PNGS.get(choices.below(PNGS.size())));
    while (!choices.isEmpty() && !chunks.isEmpty()) {
      edit(chunks, choices);
    }
    SignalTrial.read(PictureParts.png(chunks), ReadOptions.DEFAULTS);
  }

  private static void edit(List<byte[]> chunks, Choices choices) {
    int at = choices.below(chunks.size());
    byte[] chunk = chunks.get(at).clone();
    String type = TYPES.get(choices.below(TYPES.size()));
    switch (choices.below(6)) {
      case 0 -> chunks.remove(at);
      case 1 -> chunks.add(chunk);
      case 2 -> chunks.add(at, PictureParts.chunk(type, choices.take(choices.below(300))));
      case 3 -> {
        byte[] content = PictureParts.deflated(choices.take(choices.below(300)));
        chunks.set(at, PictureParts.chunk("IDAT", content));
      }
      case 4 -> {
        ByteBuffer.wrap(chunk)
            .putInt(choices.below(Math.max(1, chunk.length - 3)), choices.whole());
        chunks.set(at, chunk);
      }
      default -> {
        chunk[choices.below(chunk.length)] ^= (byte) choices.next();
        chunks.set(at, chunk);
      }
    }
  }

  /** The bytes are a block of Exif, in each kind of file that has one. */
  @MethodSource("blocks")
  @FuzzTest
  void exif(byte[] block) throws IOException {
    SignalTrial.read(PictureParts.pngWith("eXIf", block), ReadOptions.DEFAULTS);
    SignalTrial.read(PictureParts.jpegWith(0xe1, "Exif\0\0", block), ReadOptions.DEFAULTS);
    SignalTrial.read(PictureParts.webpWith("EXIF", block), ReadOptions.DEFAULTS);
  }

  /** The bytes are a colour profile, in each kind of file that has one. */
  @MethodSource("profiles")
  @FuzzTest
  void profile(byte[] profile) throws IOException {
    byte[] named = PictureParts.chunk("a\0\0", PictureParts.deflated(profile));
    SignalTrial.read(PictureParts.pngWith("iCCP", named), ReadOptions.DEFAULTS);
    byte[] jpeg = PictureParts.jpegWith(0xe2, "ICC_PROFILE\0\1\1", profile);
    SignalTrial.read(jpeg, ReadOptions.DEFAULTS);
    SignalTrial.read(PictureParts.webpWith("ICCP", profile), ReadOptions.DEFAULTS);
  }

  /** The bytes say which entries of a TIFF file's directory become what. */
  @MethodSource("directories")
  @FuzzTest
  void tiff(byte[] script) throws IOException {
    Choices choices = new Choices(script);
    byte[] file = TIFFS.get(choices.below(TIFFS.size())).clone();
    ByteBuffer tiff = ByteBuffer.wrap(file);
    if (file[0] == 'I') {
      tiff.order(ByteOrder.LITTLE_ENDIAN);
    }
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory);
    while (!choices.isEmpty()) {
      int entry = directory + 2 + 12 * choices.below(entries);
      switch (choices.below(6)) {
        case 0 -> tiff.putShort(entry, (short) (254 + choices.below(300)));
        case 1 -> tiff.putShort(entry + 2, (short) choices.below(14));
        case 2 -> tiff.putInt(entry + 4, choices.below(1 << 16));
        case 3 -> tiff.putInt(entry + 8, choices.below(file.length));
        case 4 -> tiff.putInt(entry + 8, choices.whole());
        default -> file[choices.below(file.length)] ^= (byte) choices.next();
      }
    }
    SignalTrial.read(file, ReadOptions.DEFAULTS);
  }

  /** Of one bit each, pixels are few bytes in a file, and more memory than a fuzzer has. */
  @Test
  void picturesThatDoNotFitAreRefused() throws IOException {
    long there = Runtime.getRuntime().maxMemory();
    // The first is refused by its head, the second when memory ends.
    for (long pixels : new long[] {there / 8, there / 16}) {
      TrialFile file = TrialFile.create(".png");
      file.with(redPng((int) Math.sqrt(pixels)));
      InsufficientMemoryException e =
          assertThrows(InsufficientMemoryException.class, () -> SignalReader.read(file.path()));
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertTrue(
          e.getMessage().contains(String.format(Locale.ROOT, "%,d MiB", there >> 20)),
          e.getMessage());
    }
  }

  private static byte[] redPng(int side) {
    byte[] head = ByteBuffer.allocate(13).putInt(side).putInt(side).put(8, (byte) 1).array();
    head[9] = 3; // by a palette
    byte[] rows = PictureParts.deflated(new byte[(1 + (side + 7) / 8) * side]);
    return PictureParts.png(
        List.of(
            PictureParts.chunk("IHDR", head),
            PictureParts.chunk("PLTE", new byte[] {-1, 0, 0, 0, 0, -1}),
            PictureParts.chunk("IDAT", rows),
            PictureParts.chunk("IEND", new byte[0])));
  }
}
