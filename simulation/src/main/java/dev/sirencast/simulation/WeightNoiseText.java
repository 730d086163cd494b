package dev.sirencast.simulation;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Noise on weights as text: {@code gauss(sigma=1e-3); stuck(zero=1%)}.
 *
 * <pre>
 *   gauss(sigma=1e-3)  gauss(relative=1%)  mask(p=1e-3)  ...   see {@link WeightPerturbation#parseAll}
 *   add_normal(std=2%)                    of each tensor's greatest weight, at every read
 *   mult_normal(std=5%)                   of each weight, at every read
 *   stuck(zero=1%,max=0.1%)               devices that give nothing, or all
 *   drift(t=1h,nu=0.06,std=0.02)          t in s, min, h, d; compensation=global takes it back
 *   pcm(t=1d,compensation=global)         phase-change memory as it was measured
 * </pre>
 */
public final class WeightNoiseText {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\s*\\(([^()]*)\\)");
  private static final Pattern SETTING = Pattern.compile("\\s*(\\w+)\\s*=\\s*([^=,]+?)\\s*");
  private static final Pattern TIME = Pattern.compile("(\\S+?)\\s?(s|min|h|d)");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "min", 60, "h", 3_600, "d", 86_400);

  /** The names, each with the key that it means alone. */
  private static final Map<String, String> FIRST_KEYS =
      Map.of(
          "gauss", "sigma",
          "mask", "p",
          "add_normal", "std",
          "mult_normal", "std",
          "stuck", "zero",
          "drift", "t",
          "pcm", "t");

  private WeightNoiseText() {}

  /**
   * Reads noises.
   *
   * @param grid where the signal is sampled, for noise whose scale depends on it
   * @throws IllegalArgumentException if the text is none; one line that says what is known
   */
  public static List<WeightPerturbation> parse(String text, CoordinateGrid grid) {
    List<WeightPerturbation> noises = new ArrayList<>();
    if (text.isBlank() || text.strip().equals("none")) {
      return noises;
    }
    for (String part : text.split(";", -1)) {
      noises.add(one(part.strip(), grid));
    }
    return noises;
  }

  private static WeightPerturbation one(String text, CoordinateGrid grid) {
    Matcher call = CALL.matcher(text);
    if (!call.matches() || call.group(1).equals("gauss") || call.group(1).equals("mask")) {
      try {
        return WeightPerturbation.parseAll(text, grid).get(0);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw call.matches() && e instanceof IllegalArgumentException ? e : unknown(text);
      }
    }
    if (!FIRST_KEYS.containsKey(call.group(1))) {
      throw unknown(text);
    }
    Map<String, String> settings = settings(text, call.group(2));
    return switch (call.group(1)) {
      case "add_normal" -> {
        requireKeys(text, settings, Set.of("std"));
        yield new Conductance.AddNormal(number(text, settings, "std"));
      }
      case "mult_normal" -> {
        requireKeys(text, settings, Set.of("std"));
        yield new Conductance.MultNormal(number(text, settings, "std"));
      }
      case "stuck" -> {
        requireKeys(text, settings, Set.of("zero", "max"));
        yield new Conductance.Stuck(
            optional(text, settings, "zero", 0), optional(text, settings, "max", 0));
      }
      case "drift" -> {
        requireKeys(text, settings, Set.of("t", "nu", "std", "compensation"));
        yield new Conductance.Drift(
            seconds(text, settings),
            optional(text, settings, "nu", 0.06),
            optional(text, settings, "std", 0.02),
            compensated(text, settings));
      }
      case "pcm" -> {
        requireKeys(text, settings, Set.of("t", "compensation"));
        yield new PhaseChangeMemory(seconds(text, settings), compensated(text, settings));
      }
      default -> throw unknown(text);
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no noise on weights; expected gauss(sigma=1e-3),"
            + " gauss(sigma=1e-3,scale=none|peak|power|rms), gauss(snr=20dB), gauss(relative=1%),"
            + " mask(p=1e-3), add_normal(std=2%), mult_normal(std=5%), stuck(zero=1%,max=1%),"
            + " drift(t=1h,nu=0.06,std=0.02) or pcm(t=1h), separated by ';'");
  }

  private static Map<String, String> settings(String text, String inside) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String part : inside.split(",", -1)) {
      Matcher setting = SETTING.matcher(part);
      if (!setting.matches() || settings.put(setting.group(1), setting.group(2)) != null) {
        throw new IllegalArgumentException(
            "'" + text + "': expected key=value, each once, got '" + part.strip() + "'");
      }
    }
    return settings;
  }

  private static void requireKeys(String text, Map<String, String> settings, Set<String> known) {
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' knows "
                + known.stream().sorted().collect(Collectors.joining(", "))
                + ", got "
                + key);
      }
    }
  }

  private static double optional(
      String text, Map<String, String> settings, String key, double otherwise) {
    return settings.containsKey(key) ? number(text, settings, key) : otherwise;
  }

  private static double number(String text, Map<String, String> settings, String key) {
    String number = settings.get(key);
    if (number == null) {
      throw new IllegalArgumentException("'" + text + "' lacks " + key + ", as in " + key + "=1%");
    }
    return number(text, number);
  }

  private static double number(String text, String number) {
    boolean percent = number.endsWith("%");
    try {
      return Double.parseDouble(percent ? number.substring(0, number.length() - 1) : number)
          / (percent ? 100 : 1);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + number + "' in '" + text + "' is not a number such as 1e-3 or 1%");
    }
  }

  private static double seconds(String text, Map<String, String> settings) {
    Matcher time = TIME.matcher(settings.getOrDefault("t", ""));
    if (!time.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' needs a time, as in t=20s, t=5min, t=1h or t=30d");
    }
    return number(text, time.group(1)) * SECONDS.get(time.group(2));
  }

  private static boolean compensated(String text, Map<String, String> settings) {
    String how = settings.getOrDefault("compensation", "none");
    if (!how.equals("none") && !how.equals("global")) {
      throw new IllegalArgumentException(
          "'" + text + "': compensation is none or global, got " + how);
    }
    return how.equals("global");
  }

  /** Whether a swept number is one of noise on weights: {@code gauss}, {@code stuck.max}. */
  public static boolean isNoise(String name) {
    return FIRST_KEYS.containsKey(head(name));
  }

  /**
   * A text with one number changed, or with one more noise.
   *
   * @param name a noise, which means its first key, or a noise and a key, as in {@code
   *     gauss.relative}
   * @param value as it is written
   */
  public static String with(String text, String name, String value) {
    String head = head(name);
    String key = name.contains(".") ? name.substring(head.length() + 1) : FIRST_KEYS.get(head);
    List<String> parts = new ArrayList<>();
    boolean changed = false;
    for (String part : text.split(";", -1)) {
      String trimmed = part.strip();
      Matcher call = CALL.matcher(trimmed);
      if (trimmed.isEmpty() || trimmed.equals("none")) {
        continue;
      }
      if (!changed && call.matches() && call.group(1).equals(head)) {
        Map<String, String> settings = settings(trimmed, call.group(2));
        settings.put(key, value);
        trimmed = call(head, settings);
        changed = true;
      }
      parts.add(trimmed);
    }
    if (!changed) {
      parts.add(call(head, Map.of(key, value)));
    }
    return String.join("; ", parts);
  }

  private static String head(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String call(String name, Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(",", name + "(", ")"));
  }
}
