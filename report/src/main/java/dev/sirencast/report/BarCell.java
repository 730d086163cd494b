package dev.sirencast.report;

import java.util.Locale;

/**
 * A number in a table as a bar behind it, from 0 to the greatest of its column; a part of it may be
 * darker. The number stands in it, so that no length has to be read.
 */
public final class BarCell {
  private BarCell() {}

  /**
   * A cell of HTML.
   *
   * @param value what is written, with two decimals
   * @param dark the darker part, from 0 on; at most the value to be seen
   * @param greatest what takes the whole width, above 0
   */
  public static String of(double value, double dark, double greatest) {
    return String.format(
        Locale.ROOT,
        "<span class=\"heat\" style=\"min-width:min(9rem,22vw);background:linear-gradient(to right,%s %.1f%%,%s 0 %.1f%%,"
            + "transparent 0)\">%.2f</span>",
        shade(45),
        share(Math.min(dark, value), greatest),
        shade(20),
        share(value, greatest),
        value);
  }

  private static double share(double value, double greatest) {
    return 100 * Math.max(0, Math.min(1, value / greatest));
  }

  /** Of the page's own colour, on which its ink is read in light and in dark. */
  private static String shade(int percent) {
    return "color-mix(in srgb,var(--link) " + percent + "%,transparent)";
  }
}
