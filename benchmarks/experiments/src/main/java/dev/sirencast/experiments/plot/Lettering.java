package dev.sirencast.experiments.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;

/** Writes on a picture; writes nothing where Java finds no fonts, as in some containers. */
final class Lettering {
  private final Graphics2D graphics;
  private final boolean works;

  private Lettering(Graphics2D graphics, boolean works) {
    this.graphics = graphics;
    this.works = works;
  }

  static Lettering on(Graphics2D graphics) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    return new Lettering(graphics, hasFonts(graphics));
  }

  // Without fonts the JDK throws different things in different versions, errors among them.
  private static boolean hasFonts(Graphics2D graphics) {
    try {
      return graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("0")
          > 0;
    } catch (RuntimeException | InternalError | LinkageError e) {
      return false;
    }
  }

  private int begin(String text, int size, int style, Color color) {
    graphics.setFont(new Font(Font.SANS_SERIF, style, size));
    graphics.setColor(color);
    return graphics.getFontMetrics().stringWidth(text);
  }

  void left(String text, int x, int y, int size, Color color) {
    if (works) {
      begin(text, size, Font.PLAIN, color);
      graphics.drawString(text, x, y);
    }
  }

  void right(String text, int x, int y, int size, Color color) {
    if (works) {
      int width = begin(text, size, Font.PLAIN, color);
      graphics.drawString(text, x - width, y);
    }
  }

  void centered(String text, int x, int y, int size, int style, Color color) {
    if (works) {
      int width = begin(text, size, style, color);
      graphics.drawString(text, x - width / 2, y);
    }
  }

  /** Writes upwards, centred on a point. */
  void upwards(String text, int x, int y, int size, Color color) {
    if (works) {
      AffineTransform before = graphics.getTransform();
      graphics.rotate(-Math.PI / 2, x, y);
      centered(text, x, y, size, Font.PLAIN, color);
      graphics.setTransform(before);
    }
  }

  /** The width of a text, 0 where none is written. */
  int width(String text, int size) {
    return works ? begin(text, size, Font.PLAIN, Color.BLACK) : 0;
  }
}
