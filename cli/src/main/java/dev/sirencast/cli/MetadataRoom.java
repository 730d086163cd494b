package dev.sirencast.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Texts, and which of them a stream's manifest has room for: the user's go before the file's, and
 * short ones before long ones.
 *
 * @param kept what travels
 * @param left the names of what does not
 */
record MetadataRoom(Map<String, String> kept, List<String> left) {
  /** Half of what a receiver takes for a manifest's length, however well it compresses. */
  private static final int MAX_BYTES = 1 << 15;

  private static final int MOST_NAMED = 5;

  /**
   * Finds the texts that fit.
   *
   * @param stated the user's
   * @param found the file's, where the user states no other of that name
   * @param fits whether a manifest has room for some texts
   */
  static MetadataRoom find(
      Map<String, String> stated, Map<String, String> found, Predicate<Map<String, String>> fits) {
    List<Map.Entry<String, String>> ordered = ordered(stated, found);
    int most = 0;
    long bytes = 0;
    while (most < ordered.size() && bytes + bytes(ordered.get(most)) <= MAX_BYTES) {
      bytes += bytes(ordered.get(most++));
    }
    int count = fits.test(first(ordered, most)) ? most : 0;
    for (int above = most; above - count > 1; ) {
      int middle = (count + above) / 2;
      if (fits.test(first(ordered, middle))) {
        count = middle;
      } else {
        above = middle;
      }
    }
    return new MetadataRoom(
        first(ordered, count),
        ordered.subList(count, ordered.size()).stream().map(Map.Entry::getKey).toList());
  }

  private static List<Map.Entry<String, String>> ordered(
      Map<String, String> stated, Map<String, String> found) {
    Comparator<Map.Entry<String, String>> shortFirst =
        Comparator.comparingLong(MetadataRoom::bytes);
    List<Map.Entry<String, String>> ordered = new ArrayList<>();
    stated.entrySet().stream().sorted(shortFirst).forEach(ordered::add);
    Set<String> names = stated.keySet();
    found.entrySet().stream()
        .filter(entry -> !names.contains(entry.getKey()))
        .sorted(shortFirst)
        .forEach(ordered::add);
    return ordered;
  }

  private static long bytes(Map.Entry<String, String> entry) {
    return (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length;
  }

  private static Map<String, String> first(List<Map.Entry<String, String>> ordered, int count) {
    Map<String, String> first = new LinkedHashMap<>();
    ordered.subList(0, count).forEach(entry -> first.put(entry.getKey(), entry.getValue()));
    return first;
  }

  /** The names of what is left out, in words; of many only some. */
  String leftText() {
    String names = String.join(", ", left.subList(0, Math.min(MOST_NAMED, left.size())));
    int more = left.size() - MOST_NAMED;
    return more > 0 ? names + " and " + more + " more" : names;
  }
}
