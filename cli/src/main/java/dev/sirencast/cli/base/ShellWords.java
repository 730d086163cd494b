package dev.sirencast.cli.base;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as people type them. */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

  private ShellWords() {}

  /** A command of this program; words that a shell would take apart are quoted. */
  public static String command(List<String> words) {
    return words.stream()
        .map(ShellWords::quoted)
        .collect(Collectors.joining(" ", "sirencast ", ""));
  }

  static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    boolean simple = word.chars().noneMatch(c -> "\"\\$`!\n".indexOf(c) >= 0);
    return simple ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
  }
}
