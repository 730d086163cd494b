package dev.sirencast.receiver;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps, lists, text and numbers as JSON, the same on every JDK; lists of numbers in one line. */
final class JsonText {
  /** What gives a float32 its bits again. */
  private static final MathContext NINE_DIGITS = new MathContext(9);

  private JsonText() {}

  static String of(Object value) {
    return of(value, "") + "\n";
  }

  private static String of(Object value, String indent) {
    String deeper = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> deeper + '"' + e.getKey() + "\": " + of(e.getValue(), deeper))
          .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }
    if (value instanceof Collection<?> list) {
      boolean flat = list.stream().noneMatch(Map.class::isInstance);
      return flat
          ? list.stream().map(v -> of(v, deeper)).collect(Collectors.joining(", ", "[", "]"))
          : list.stream()
              .map(v -> deeper + of(v, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
    }
    if (value instanceof Float || value instanceof Double) {
      return number(((Number) value).doubleValue());
    }
    return value instanceof String ? '"' + value.toString() + '"' : value.toString();
  }

  private static String number(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(value).round(NINE_DIGITS).stripTrailingZeros().toString();
  }

  static List<Float> floats(float[] values) {
    List<Float> list = new java.util.ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
