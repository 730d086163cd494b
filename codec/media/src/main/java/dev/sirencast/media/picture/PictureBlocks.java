package dev.sirencast.media.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * What JPEG, WebP and TIFF files say beside their samples, and readers do not tell: which way is
 * up, in which profile colours are told, whether they are inks.
 */
public final class PictureBlocks {
  private static final int MAX_PROFILE = 1 << 22;
  private static final int JPEG = 0xFFD8;
  private static final int RIFF = 0x5249;
  private static final int EXIF_AT = 6;
  private static final int PROFILE_AT = 14;

  private Orientation orientation = Orientation.UPRIGHT;
  private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
  private int components;

  private PictureBlocks() {}

  /** Looks through a file from its beginning on, and leaves the stream where it was. */
  public static PictureBlocks read(ImageInputStream in) throws IOException {
    long start = in.getStreamPosition();
    ByteOrder order = in.getByteOrder();
    PictureBlocks blocks = new PictureBlocks();
    try {
      in.setByteOrder(ByteOrder.BIG_ENDIAN);
      int begin = in.readUnsignedShort();
      if (begin == JPEG) {
        while (blocks.segment(in)) {
          // Until the picture itself begins.
        }
      } else if (begin == RIFF) {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(start + 12);
        while (true) {
          blocks.chunk(in);
        }
      } else {
        in.seek(start);
        blocks.orientation = ExifOrientation.read(in);
      }
    } catch (IOException e) {
      // The end, too early or not: whether the picture is whole is for its reader to say.
    } finally {
      in.setByteOrder(order);
      in.seek(start);
    }
    return blocks;
  }

  /** A segment of a JPEG file (ITU-T T.81, B.1); returns whether another may follow. */
  private boolean segment(ImageInputStream in) throws IOException {
    int marker = in.readUnsignedShort();
    if (marker == 0xFFFF) {
      in.seek(in.getStreamPosition() - 1); // filled up
      return true;
    }
    if (marker < 0xFFC0 || marker == 0xFFDA || marker == 0xFFD9) {
      return false;
    }
    long at = in.getStreamPosition();
    int length = in.readUnsignedShort();
    boolean isFrame = marker <= 0xFFCF && marker != 0xFFC4 && marker != 0xFFC8 && marker != 0xFFCC;
    if (isFrame) {
      in.skipBytes(5);
      components = in.readUnsignedByte();
    } else if (marker == 0xFFE1 && begins(in, "Exif\0\0", length)) {
      in.seek(at + 2 + EXIF_AT);
      orientation = ExifOrientation.read(in);
    } else if (marker == 0xFFE2 && begins(in, "ICC_PROFILE\0", length)) {
      in.seek(at + 2 + PROFILE_AT);
      keep(in, length - 2 - PROFILE_AT);
    }
    in.seek(at + length);
    return true;
  }

  private static boolean begins(ImageInputStream in, String text, int length) throws IOException {
    byte[] head = new byte[text.length()];
    if (length < head.length + 4) {
      return false;
    }
    in.readFully(head);
    return text.equals(new String(head, StandardCharsets.US_ASCII));
  }

  /** A chunk of a WebP file (RFC 9649, 2.3). */
  private void chunk(ImageInputStream in) throws IOException {
    byte[] type = new byte[4];
    in.readFully(type);
    long length = in.readUnsignedInt();
    long at = in.getStreamPosition();
    switch (new String(type, StandardCharsets.US_ASCII)) {
      case "EXIF" -> {
        if (begins(in, "Exif\0\0", (int) Math.min(length, PROFILE_AT))) {
          in.seek(at + EXIF_AT);
        } else {
          in.seek(at);
        }
        orientation = ExifOrientation.read(in);
      }
      case "ICCP" -> keep(in, length);
      default -> {}
    }
    in.seek(at + length + length % 2);
  }

  private void keep(ImageInputStream in, long length) throws IOException {
    if (length > 0 && length + profile.size() <= MAX_PROFILE) {
      byte[] part = new byte[(int) length];
      in.readFully(part);
      profile.writeBytes(part);
    }
  }

  /** Which way is up. */
  public Orientation orientation() {
    return orientation;
  }

  /** The profile of its red, green and blue, if it has one that is not sRGB. */
  public Optional<ColorProfile> profile() {
    return profile.size() == 0 ? Optional.empty() : ColorProfile.of(profile.toByteArray());
  }

  /** Whether a JPEG file's samples are amounts of four inks. */
  public boolean isOfInks() {
    return components == 4;
  }
}
