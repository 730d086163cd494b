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
            "\""
                + ChannelParser.shortened(part)
                + "\" has no key, expected one of "
                + keys
                + ", as in key=value");
      }
      String key = equals < 0 ? keys.get(0) : part.substring(0, equals).strip();
      requireKnown(key, keys);
      if (arguments.values.put(key, part.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("\"" + key + "\" is given twice");
      }
    }
    return arguments;
  }

  static void requireKnown(String key, List<String> keys) {
    if (!keys.contains(key)) {
      throw new IllegalArgumentException(
          "there is no key \"" + ChannelParser.shortened(key) + "\", expected one of " + keys);
    }
  }

  /** Whether a text names one of these keys, to tell impairments of one name apart. */
  static boolean names(String text, List<String> keys) {
    return Arrays.stream(text.split(","))
        .anyMatch(part -> part.contains("=") && keys.contains(part.split("=", 2)[0].strip()));
  }

  /** These values with another in place of one. */
  Arguments with(String key, String value) {
    Arguments changed = new Arguments();
    changed.values.putAll(values);
    changed.values.put(key, value);
    return changed;
  }

  /** A value as it was written. */
  String text(String key, String expected) {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("\"" + key + "\" is missing, expected " + expected);
    }
    return value;
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

  long span(String key) {
    return Span.parse(text(key, "a time, as in 20ms"));
  }

  long span(String key, long otherwise) {
    return values.containsKey(key) ? span(key) : otherwise;
  }

  long bitRate(String key) {
    return BitRate.parse(text(key, "a rate, as in 2Mbit"));
  }

  int count(String key) {
    return Integer.parseInt(whole(key, text(key, "a whole number, as in " + key + "=100")));
  }

  int count(String key, int otherwise) {
    String value = values.get(key);
    return value == null ? otherwise : Integer.parseInt(whole(key, value));
  }

  private static String whole(String key, String value) {
    try {
      Integer.parseInt(value);
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\""
              + ChannelParser.shortened(value)
              + "\" is not a whole number, expected one such as "
              + key
              + "=3",
          e);
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
            + ChannelParser.shortened(value)
            + "\", expected "
            + Arrays.stream(constants).map(E::toString).collect(Collectors.joining(" or ")));
  }
}
