package dev.sirencast.cli.pack;

import dev.sirencast.media.safetensors.Safetensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers that a file's metadata says of its patches; a wrong one is named in one line. */
record PatchMetadata(Map<String, String> texts) {
  private static final String NUMBER = "0|[1-9][0-9]{0,8}";

  /** What it says. */
  String text(String key) {
    String text = texts.get(PatchTensors.PATCHES + key);
    if (text == null) {
      throw new IllegalArgumentException(
          "there is no metadata " + PatchTensors.PATCHES + key + ", as unpack writes it");
    }
    return text;
  }

  /** What is thrown where a text is none that is expected. */
  IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException(
        "metadata "
            + PatchTensors.PATCHES
            + key
            + " is "
            + Safetensors.shown(text(key))
            + ", expected "
            + expected);
  }

  /** A whole number of 0 or more. */
  int number(String key) {
    if (!text(key).matches(NUMBER)) {
      throw wrong(key, "a number");
    }
    return Integer.parseInt(text(key));
  }

  /** Whole numbers of 0 or more, joined by commas; there may be none. */
  List<Integer> numbers(String key) {
    return text(key).isEmpty() ? List.of() : numbers(key, ",");
  }

  /** Whole numbers joined by "x". */
  int[] sizes(String key) {
    return numbers(key, "x").stream().mapToInt(Integer::intValue).toArray();
  }

  private List<Integer> numbers(String key, String between) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text(key).split(between, -1)) {
      if (!part.matches(NUMBER)) {
        throw wrong(key, "numbers with '" + between + "' between");
      }
      numbers.add(Integer.parseInt(part));
    }
    return numbers;
  }

  /** A whole number of 0 or more, of any size. */
  long large(String key) {
    if (!text(key).matches("0|[1-9][0-9]{0,17}")) {
      throw wrong(key, "a number");
    }
    return Long.parseLong(text(key));
  }

  /** The seed of initial weights. */
  long seed() {
    try {
      return Long.parseLong(text("seed"));
    } catch (NumberFormatException e) {
      throw wrong("seed", "a whole number");
    }
  }

  /** A finite number. */
  double real(String key) {
    double value = Double.NaN;
    try {
      value = Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      // Told below, as other wrong numbers are.
    }
    if (!Double.isFinite(value)) {
      throw wrong(key, "a finite number");
    }
    return value;
  }
}
