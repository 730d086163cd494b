package dev.sirencast.cli.options;

import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Protection in words, as in {@code rs(100,25,slice=64)} or {@code high=rs(20,20);
 * matrices=rs(150,60); low=none; lowbits=3}.
 */
public final class FecText {
  private static final Pattern SCHEME = Pattern.compile("(none|xor|rs)(?:\\(([^()]*)\\))?");
  private static final Set<String> CLASSES = Set.of("high", "matrices", "low", "lowbits");

  /** Names of earlier versions. */
  private static final Map<String, String> OLDER = Map.of("vital", "high", "hidden", "matrices");

  private static final String EXPECTED =
      "expected none, xor(rows,cols) or rs(k,m), with slice=BYTES, depth=BLOCKS and correct=BYTES"
          + " inside, or high=..; matrices=.., or high=..; matrices=..; low=..; lowbits=N";

  private FecText() {}

  /**
   * Reads protection.
   *
   * @throws IllegalArgumentException if the text says none
   */
  public static UnequalErrorProtection parse(String text) {
    if (!text.contains(";") && CLASSES.stream().noneMatch(c -> text.strip().startsWith(c + "="))) {
      return UnequalErrorProtection.equal(scheme(text.strip()));
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      String given = part.substring(0, Math.max(0, equals)).strip();
      String name = OLDER.getOrDefault(given, given);
      if (!CLASSES.contains(name) || parts.containsKey(name)) {
        throw new IllegalArgumentException("'" + part.strip() + "': " + EXPECTED);
      }
      parts.put(name, part.substring(equals + 1).strip());
    }
    FecScheme highPriority = scheme(parts.getOrDefault("high", "none"));
    FecScheme matrices = scheme(parts.getOrDefault("matrices", "none"));
    FecScheme low = scheme(parts.getOrDefault("low", "none"));
    int lowBits = parts.containsKey("lowbits") ? number(parts.get("lowbits")) : 0;
    if (parts.containsKey("lowbits") ? lowBits < 1 : parts.containsKey("low")) {
      throw new IllegalArgumentException(
          "low=.. goes with lowbits=N, 1 or more, got '" + text + "'");
    }
    return new UnequalErrorProtection(highPriority, matrices, lowBits, low);
  }

  private static FecScheme scheme(String text) {
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "': " + EXPECTED);
    }
    List<Integer> numbers = new ArrayList<>();
    int slice = 0;
    int depth = 1;
    int corrected = 0;
    String arguments = matcher.group(2) == null ? "" : matcher.group(2);
    for (String argument : arguments.isBlank() ? new String[0] : arguments.split(",", -1)) {
      String[] pair = argument.strip().split("=", 2);
      if (pair.length == 1) {
        numbers.add(number(pair[0]));
      } else if (pair[0].equals("slice")) {
        slice = number(pair[1]);
      } else if (pair[0].equals("depth")) {
        depth = number(pair[1]);
      } else if (pair[0].equals("correct")) {
        corrected = number(pair[1]);
      } else {
        throw new IllegalArgumentException("'" + text + "': " + EXPECTED);
      }
    }
    if (numbers.size() != (matcher.group(1).equals("none") ? 0 : 2)) {
      throw new IllegalArgumentException("'" + text + "': " + EXPECTED);
    }
    FecScheme scheme =
        switch (matcher.group(1)) {
          case "rs" -> FecScheme.reedSolomon(numbers.get(0), numbers.get(1));
          case "xor" -> FecScheme.parity(numbers.get(0), numbers.get(1));
          default -> FecScheme.NONE;
        };
    return scheme.withSliceBytes(slice).withDepth(depth).withCorrected(corrected);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text.strip() + "' is not a whole number", e);
    }
  }

  /** Protection as {@link #parse} reads it. */
  public static String of(UnequalErrorProtection protection) {
    if (protection.lowBits() > 0) {
      return String.format(
          "high=%s; matrices=%s; low=%s; lowbits=%d",
          of(protection.highPriority()),
          of(protection.matrices()),
          of(protection.low()),
          protection.lowBits());
    }
    return protection.highPriority().equals(protection.matrices())
        ? of(protection.matrices())
        : "high=" + of(protection.highPriority()) + "; matrices=" + of(protection.matrices());
  }

  private static String of(FecScheme scheme) {
    List<String> parts = new ArrayList<>();
    scheme.repair().numbers().forEach(number -> parts.add(number.toString()));
    if (scheme.sliceBytes() > 0) {
      parts.add("slice=" + scheme.sliceBytes());
    }
    if (scheme.depth() > 1) {
      parts.add("depth=" + scheme.depth());
    }
    if (scheme.corrected() > 0) {
      parts.add("correct=" + scheme.corrected());
    }
    String name = scheme.repair().label();
    return parts.isEmpty() ? name : name + "(" + String.join(",", parts) + ")";
  }
}
