package dev.sirencast.media.safetensors;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The place of a layer by the name of one of its tensors: the numbers among the name's
 * dot-separated components, the first counting most. {@code last_layer} counts as a number above
 * all others.
 */
record LayerPlace(List<Integer> numbers) implements Comparable<LayerPlace> {
  /** What a layer has, which is the end of its tensors' names. */
  static final List<String> PARTS = List.of("weight", "bias");

  private static final String LAST = "last_layer";
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final int MAX_DIGITS = 9;

  /**
   * Reads a tensor's name.
   *
   * @throws IllegalArgumentException if it is no layer's weight or bias
   */
  static LayerPlace parse(String name) {
    List<Integer> numbers = new ArrayList<>();
    for (String component : name.split("\\.", -1)) {
      if (component.equals(LAST)) {
        numbers.add(Integer.MAX_VALUE);
      } else if (NUMBER.matcher(component).matches()) {
        numbers.add(number(name, component));
      }
    }
    if (numbers.isEmpty() || !PARTS.contains(part(name))) {
      throw new IllegalArgumentException(
          "tensor "
              + Safetensors.shown(name)
              + " is no layer's; expected names such as layers.0.weight");
    }
    return new LayerPlace(List.copyOf(numbers));
  }

  private static int number(String name, String digits) {
    if (digits.length() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "tensor "
              + Safetensors.shown(name)
              + ": its layer's number has "
              + digits.length()
              + " digits, expected at most "
              + MAX_DIGITS);
    }
    return Integer.parseInt(digits);
  }

  /** The last component of a tensor's name. */
  static String part(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
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
