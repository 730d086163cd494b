package dev.sirencast.media.picture;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * The orientation in a block of Exif, which is a TIFF file, or in a TIFF file: byte order, the
 * place of a directory, its entries of 12 bytes each (TIFF 6.0, 2).
 */
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int LITTLE = 0x4949;

  private ExifOrientation() {}

  /**
   * Returns what the block that begins here says; upright where it says nothing, or cannot be read:
   * nothing but how the camera was held is lost then. The stream's position is any afterwards.
   */
  static Orientation read(ImageInputStream in) throws IOException {
    ByteOrder before = in.getByteOrder();
    try {
      long start = in.getStreamPosition();
      in.setByteOrder(ByteOrder.BIG_ENDIAN);
      if (in.readUnsignedShort() == LITTLE) {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      }
      in.readShort();
      in.seek(start + in.readUnsignedInt());
      int entries = in.readUnsignedShort();
      for (int i = 0; i < entries; i++) {
        int tag = in.readUnsignedShort();
        in.skipBytes(6); // a number of two bytes, and one of these
        int value = in.readUnsignedShort();
        in.skipBytes(2);
        if (tag == TAG) {
          return Orientation.ofExif(value);
        }
      }
      return Orientation.UPRIGHT;
    } catch (IOException | IndexOutOfBoundsException e) {
      return Orientation.UPRIGHT;
    } finally {
      in.setByteOrder(before);
    }
  }
}
