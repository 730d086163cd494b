package dev.sirencast.report;

/** Texts as markup. */
final class Markup {
  private Markup() {}

  /** Text as it is to be read. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A picture; words are read out where it cannot be seen. */
  static String image(String source, String words) {
    return "<img src=\"" + escape(source) + "\" alt=\"" + escape(words) + "\">";
  }

  /** Words below a picture, and what was measured of it, which may be empty. */
  static String caption(String words, String value) {
    String measured = value.isEmpty() ? "" : " <b>" + escape(value) + "</b>";
    return "<figcaption>" + escape(words) + measured + "</figcaption>";
  }
}
