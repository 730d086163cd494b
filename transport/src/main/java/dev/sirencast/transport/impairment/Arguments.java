package dev.sirencast.transport.impairment;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values between an impairment's brackets, by key; only the first may come without its key. */
final class Arguments {
  private final Map<String, String> values = new HashMap<>();

  private Arguments() {}

  /**
   * Reads {@code value,key=value,...}.
   *
   * @param keys the keys that are allowed, the first one's first
   */
  static Arguments parse(String text, List<String> keys) {
    Arguments arguments = new Arguments();
    String[] parts = text.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      int equals = part.indexOf('=');
      if (equals < 0 && i > 0) {
        throw new IllegalArgumentException(
            "\"" + part + "\" has no key, expected one of " + keys + ", as in key=value");
      }
      String key = equals < 0 ? keys.get(0) : part.substring(0, equals).strip();
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            "there is no key \"" + key + "\", expected one of " + keys);
      }
      if (arguments.values.put(key, part.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("\"" + key + "\" is given twice");
      }
    }
    return arguments;
  }

  double probability(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("\"" + key + "\" is missing, expected a probability");
    }
    return Probability.parse(value);
  }

  double probability(String key, double otherwise) {
    return values.containsKey(key) ? probability(key) : otherwise;
  }

  int count(String key, int otherwise) {
    String value = values.get(key);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is not a whole number, expected one such as " + key + "=3", e);
    }
  }

  /** Reads a constant of the enum that {@code otherwise} belongs to, by its printed name. */
  <E extends Enum<E>> E choice(String key, E otherwise) {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    E[] constants = otherwise.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      if (constant.toString().equals(value)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "there is no "
            + key
            + " \""
            + value
            + "\", expected "
            + Arrays.stream(constants).map(E::toString).collect(Collectors.joining(" or ")));
  }
}
