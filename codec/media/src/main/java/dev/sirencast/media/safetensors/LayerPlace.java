package dev.sirencast.media.safetensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a layer by its name: the numbers that the name's dot-separated components are, or
 * end in, the first counting most. Names such as {@code last_layer} count as a number above all
 * others, such as {@code first_layer} as one below.
 */
record LayerPlace(List<Integer> numbers) implements Comparable<LayerPlace> {
  private static final Set<String> FIRST = Set.of("first", "input", "in", "fc_in", "linear_in");
  private static final Set<String> LAST =
      Set.of("last", "final", "output", "outermost", "out", "head", "fc_out", "linear_out");
  private static final Pattern SUFFIX = Pattern.compile("_?(layer|linear|fc)$");
  private static final Pattern NUMBER = Pattern.compile("(?:.*[^0-9])?([0-9]+)");
  private static final int MAX_DIGITS = 9;

  /**
   * Reads a layer's name.
   *
   * @throws IllegalArgumentException if a number in it is too long
   */
  static LayerPlace parse(String name) {
    List<Integer> numbers = new ArrayList<>();
    for (String component : name.split("\\.", -1)) {
      Matcher number = NUMBER.matcher(component);
      String word = SUFFIX.matcher(component).replaceFirst("");
      if (LAST.contains(word)) {
        numbers.add(Integer.MAX_VALUE);
      } else if (FIRST.contains(word)) {
        numbers.add(-1);
      } else if (number.matches()) {
        numbers.add(number(name, number.group(1)));
      }
    }
    return new LayerPlace(List.copyOf(numbers));
  }

  private static int number(String name, String digits) {
    if (digits.length() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "layer "
              + Safetensors.shown(name)
              + ": its number has "
              + digits.length()
              + " digits, expected at most "
              + MAX_DIGITS);
    }
    return Integer.parseInt(digits);
  }

  /** Whether the name says a place. */
  boolean isKnown() {
    return !numbers.isEmpty();
  }

  /** A place before all others, or behind them. */
  static LayerPlace atEnd(boolean last) {
    return new LayerPlace(List.of(last ? Integer.MAX_VALUE : -1));
  }

  @Override
  public int compareTo(LayerPlace other) {
    for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
      int order = Integer.compare(numbers.get(i), other.numbers.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(numbers.size(), other.numbers.size());
  }
}
