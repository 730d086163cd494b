package dev.sirencast.peers;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Node;

/** JPEG by libjpeg, as the JDK has it, with Huffman tables made for the picture. */
final class JpegFile {
  /** The finest quality that {@link #encode} takes. */
  static final int FINEST = 1000;

  private static final String METADATA = "javax_imageio_jpeg_image_1.0";

  private JpegFile() {}

  /**
   * Encodes a picture.
   *
   * @param quality 1 to {@link #FINEST}
   * @param fine whether colours have the whole resolution (4:4:4), which pays where there are many
   *     bytes; else half of it (4:2:0)
   * @param progressive whether in scans from coarse to fine
   * @param restart blocks (MCUs) between two restart markers; 0 for none
   */
  static byte[] encode(
      BufferedImage image, int quality, boolean fine, boolean progressive, int restart) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      JPEGImageWriteParam how = (JPEGImageWriteParam) writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality / (float) FINEST);
      how.setOptimizeHuffmanTables(true);
      how.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      IIOMetadata metadata =
          changed(
              writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), how), fine, restart);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is written to memory
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadata changed(IIOMetadata metadata, boolean fine, int restart)
      throws IIOInvalidTreeException {
    IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(METADATA);
    if (fine) {
      IIOMetadataNode luma = (IIOMetadataNode) tree.getElementsByTagName("componentSpec").item(0);
      luma.setAttribute("HsamplingFactor", "1");
      luma.setAttribute("VsamplingFactor", "1");
    }
    if (restart > 0) {
      Node markers = tree.getElementsByTagName("markerSequence").item(0);
      IIOMetadataNode restarts = new IIOMetadataNode("dri");
      restarts.setAttribute("interval", Integer.toString(restart));
      markers.insertBefore(restarts, markers.getFirstChild());
    }
    metadata.setFromTree(METADATA, tree);
    return metadata;
  }

  /**
   * Decodes as much as there is over a picture, which keeps the rest.
   *
   * @return whether the decoder came to the end; what it had until then is in the picture anyway
   */
  static boolean decode(byte[] file, BufferedImage onto) {
    ImageReader reader = reader();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in);
      ImageReadParam how = reader.getDefaultReadParam();
      how.setDestination(onto);
      reader.read(0, how);
      return true;
    } catch (IOException | RuntimeException e) {
      return false; // libjpeg gives up, and its binding throws what it likes
    } finally {
      reader.dispose();
    }
  }

  /** The JDK's own, which is libjpeg; others that are registered too bear less damage. */
  private static ImageReader reader() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    ImageReader reader = readers.next();
    while (!reader.getClass().getName().startsWith("com.sun.") && readers.hasNext()) {
      reader = readers.next();
    }
    return reader;
  }
}
