package dev.sirencast.cli.base;

import java.util.regex.Pattern;

/**
 * Words of others in our own lines: a file's name, a stream's metadata, a peer's message. They may
 * neither steer the terminal, nor begin a line that looks like ours, nor turn its direction.
 */
public final class PlainText {
  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

  /** Control characters of both sets, and those that change the direction of text. */
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

  private PlainText() {}

  /** Returns one line: breaks are spaces, what steers is a question mark. */
  public static String line(String text) {
    return STEERING.matcher(BREAKS.matcher(text).replaceAll(" ")).replaceAll("?");
  }

  /** Returns lines as they are, and what steers else as a question mark. */
  static String lines(String text) {
    return text.lines()
        .map(PlainText::line)
        .reduce((a, b) -> a + System.lineSeparator() + b)
        .orElse("");
  }
}
