package dev.sirencast.transport.impairment;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The values between an impairment's brackets, by key; only the first may come without its key. */
final class Arguments {
  private static final int QUOTED_CHARACTERS = 60;

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> required;
  private final List<String> labels;

  private Arguments(Set<String> required, List<String> labels) {
    this.required = required;
    this.labels = labels;
  }

  /**
   * Reads {@code value,key=value,...}.
   *
   * @param keys the keys that are allowed, the first one's first
   * @param required the keys that may not be left out
   * @param labels what the sender calls some of its frames
   */
  static Arguments parse(
      String text, List<String> keys, Set<String> required, List<String> labels) {
    Arguments arguments = new Arguments(required, labels);
    String[] parts = text.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      int equals = part.indexOf('=');
      if (equals < 0 && i > 0) {
        throw new IllegalArgumentException(
            "\""
                + shortened(part)
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

  private static void requireKnown(String key, List<String> keys) {
    if (!keys.contains(key)) {
      throw new IllegalArgumentException(
          "there is no key \"" + shortened(key) + "\", expected one of " + keys);
    }
  }

  /** One value, without which all others stay as they are. */
  static Arguments of(String key, String value, List<String> labels) {
    Arguments arguments = new Arguments(Set.of(), labels);
    arguments.values.put(key, value);
    return arguments;
  }

  /** Whether a text names one of these keys, to tell impairments of one name apart. */
  static boolean names(String text, List<String> keys) {
    return Arrays.stream(text.split(","))
        .anyMatch(part -> part.contains("=") && keys.contains(part.split("=", 2)[0].strip()));
  }

  List<String> labels() {
    return labels;
  }

  /** A value as it was written. */
  String text(String key, String expected, String otherwise) {
    return filled(key, expected).orElse(otherwise);
  }

  double probability(String key, double otherwise) {
    return find(key, "a probability").map(Probability::parse).orElse(otherwise);
  }

  /** Nanoseconds. */
  long duration(String key, long otherwise) {
    return filled(key, "a time, as in 20ms").map(Durations::parse).orElse(otherwise);
  }

  /** Bits per second. */
  long bitRate(String key, long otherwise) {
    return filled(key, "a rate, as in 2Mbit").map(BitRate::parse).orElse(otherwise);
  }

  int count(String key, int otherwise) {
    return filled(key, "a whole number, as in " + key + "=100")
        .map(value -> whole(key, value))
        .orElse(otherwise);
  }

  /** Reads one of several things by its printed name. */
  <T> T choice(String key, T otherwise, List<? extends T> choices) {
    String name = values.get(key);
    if (name == null) {
      return otherwise;
    }
    for (T choice : choices) {
      if (choice.toString().equals(name)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "there is no "
            + key
            + " \""
            + shortened(name)
            + "\", expected "
            + choices.stream().map(Object::toString).collect(Collectors.joining(" or ")));
  }

  /** A value's text; nothing if there is none and there need not be. */
  private Optional<String> find(String key, String expected) {
    if (required.contains(key) && !values.containsKey(key)) {
      throw missing(key, expected);
    }
    return Optional.ofNullable(values.get(key));
  }

  private Optional<String> filled(String key, String expected) {
    Optional<String> value = find(key, expected);
    if (value.isPresent() && value.get().isEmpty()) {
      throw missing(key, expected);
    }
    return value;
  }

  private static IllegalArgumentException missing(String key, String expected) {
    return new IllegalArgumentException("\"" + key + "\" is missing, expected " + expected);
  }

  private static int whole(String key, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + shortened(value) + "\" is not a whole number, expected one such as " + key + "=3",
          e);
    }
  }

  /** A text as messages quote it. */
  static String shortened(String text) {
    return text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "...";
  }
}
