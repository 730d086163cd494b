package dev.sirencast.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words of a command that decide its numbers: not where they go, and not how fast they come.
 */
final class RerunCommand {
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--threads",
          "--resume",
          "--csv",
          "--report",
          "--engine",
          "--workers",
          "--master",
          "--engine-conf");
  private static final Set<String> ALONE = Set.of("--json", "--quiet", "--debug");

  private RerunCommand() {}

  static List<String> of(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      if (WITH_VALUE.contains(option)) {
        i += word.equals(option) ? 1 : 0;
      } else if (!ALONE.contains(word)) {
        kept.add(word);
      }
    }
    return kept;
  }
}
