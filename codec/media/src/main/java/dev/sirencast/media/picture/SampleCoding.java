package dev.sirencast.media.picture;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** How a file's samples are coded, in the words that all readers of ImageIO share. */
public enum SampleCoding {
  /** Whole numbers, 0 for black. */
  UNSIGNED,
  /** Whole numbers around 0. */
  SIGNED,
  /** Floating-point numbers. */
  REAL;

  /** Asks a reader that has its input. */
  public static SampleCoding of(ImageReader reader) throws IOException {
    IIOMetadata metadata = reader.getImageMetadata(0);
    if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
      return UNSIGNED;
    }
    Element root = (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    NodeList found = root.getElementsByTagName("SampleFormat");
    String name = found.getLength() == 0 ? "" : ((Element) found.item(0)).getAttribute("value");
    return switch (name) {
      case "Real" -> REAL;
      case "SignedIntegral" -> SIGNED;
      default -> UNSIGNED;
    };
  }
}
