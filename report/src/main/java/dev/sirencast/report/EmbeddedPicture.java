package dev.sirencast.report;

import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Pictures as PNG inside a page, so that it needs no other file. */
public final class EmbeddedPicture {
  /** Wider ones are shown smaller, in whole steps, so that a page of many stays a few MB. */
  private static final int MAX_WIDTH = 400;

  private EmbeddedPicture() {}

  public static String of(RenderedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }

  /** What can be seen of a signal: a picture, a slice, the frame in a video's middle; no sound. */
  public static Optional<String> of(Signal signal) throws IOException {
    return signal.kind() == SignalKind.AUDIO ? Optional.empty() : Optional.of(of(image(signal)));
  }

  /**
   * Means of squares of samples; what does not fill a square at the right and below is left out.
   */
  private static BufferedImage image(Signal signal) {
    int width = signal.grid().size(0);
    int height = signal.grid().size(1);
    int step = Math.min((width + MAX_WIDTH - 1) / MAX_WIDTH, height);
    int first = signal.kind() == SignalKind.VIDEO ? signal.grid().size(2) / 2 * width * height : 0;
    BufferedImage image =
        new BufferedImage(width / step, height / step, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int corner = first + y * step * width + x * step;
        image.setRGB(x, y, rgb(signal, corner, width, step));
      }
    }
    return image;
  }

  private static int rgb(Signal signal, int corner, int width, int step) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      int component = signal.components() < 3 ? 0 : c;
      double sum = 0;
      for (int i = 0; i < step * step; i++) {
        sum += signal.sample(corner + i / step * width + i % step, component);
      }
      rgb = rgb << 8 | (int) (sum / (step * step) * 255 + 0.5);
    }
    return rgb;
  }
}
