package dev.sirencast.experiments.plot;

import dev.sirencast.media.FileReplacement;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws panels side by side, white behind, with axes, ticks and a legend. */
public final class Plot {
  /** The most lines in a panel, one for each colour. */
  public static final int MAX_LINES = PanelPainter.COLORS.size();

  private Plot() {}

  /** Returns the picture, {@code 640} pixels wide for each panel. */
  public static BufferedImage draw(String title, List<PlotPanel> panels) {
    BufferedImage image =
        new BufferedImage(
            PanelPainter.WIDTH * panels.size(), PanelPainter.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), PanelPainter.HEIGHT);
      graphics.setStroke(new BasicStroke(1));
      Lettering lettering = Lettering.on(graphics);
      lettering.centered(title, image.getWidth() / 2, 30, 18, Font.BOLD, Color.BLACK);
      for (int i = 0; i < panels.size(); i++) {
        new PanelPainter(graphics, lettering, panels.get(i), i * PanelPainter.WIDTH).paint();
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }

  /** Writes a plot as PNG; the file appears whole or not at all. */
  public static void write(BufferedImage plot, Path file) throws IOException {
    FileReplacement.write(file, out -> ImageIO.write(plot, "png", out));
  }
}
