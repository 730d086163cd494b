package dev.sirencast.report.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Whether Java finds fonts: in some containers there are none, and no chart can be drawn. */
final class ChartFonts {
  private static final boolean FOUND = find();

  private ChartFonts() {}

  static boolean found() {
    return FOUND;
  }

  // Without fonts the JDK throws different things in different versions, errors among them.
  private static boolean find() {
    try {
      FontRenderContext context = new FontRenderContext(null, true, true);
      return new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("0", context).getWidth() > 0;
    } catch (RuntimeException | InternalError | LinkageError e) {
      return false;
    }
  }
}
