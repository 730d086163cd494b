package dev.sirencast.report.picture;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures as PNG inside a page, so that it needs no other file. */
public final class EmbeddedPicture {
  private EmbeddedPicture() {}

  /** Returns a data URI. */
  public static String of(RenderedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
