package dev.sirencast.trainer.loss;

import dev.sirencast.siren.noise.WeightNoise;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The noise that a network is trained to withstand: one strength, or a mixture of strengths between
 * two.
 *
 * <p>In a mixture every step draws one strength for all parts of the noise, its logarithm uniform
 * between those of {@code low} and {@code high}. A ramp lets the noise grow in proportion to the
 * steps, from none to the drawn strength, over the first share of the run. Immutable and
 * thread-safe.
 *
 * @param low the weakest noise
 * @param high the strongest; it has the parts that {@code low} has, none of them weaker
 * @param ramp share of the run over which the noise grows, 0 to 1
 */
public record TrainingNoise(WeightNoise low, WeightNoise high, double ramp) {
  private static final String NUMBER = "((?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+]?\\d+)?%?)";
  private static final Pattern PART =
      Pattern.compile("(gaussian|relative|mask):" + NUMBER + "(?:\\.\\." + NUMBER + ")?");

  /** Checks that the two ends fit each other. */
  public TrainingNoise {
    requireOrder("gaussian", low.sigma(), high.sigma());
    requireOrder("relative", low.relative(), high.relative());
    requireOrder("mask", low.mask(), high.mask());
    if (!(ramp >= 0 && ramp <= 1)) {
      throw new IllegalArgumentException("the noise's ramp must be 0 to 1, got " + ramp);
    }
  }

  private static void requireOrder(String part, double low, double high) {
    if (low > high || (low == 0) != (high == 0)) {
      throw new IllegalArgumentException(
          part + ": a mixture goes from a number above 0 up to a larger, got " + low + ".." + high);
    }
  }

  /** Noise of one strength, from the first step on. */
  public static TrainingNoise of(WeightNoise noise) {
    return new TrainingNoise(noise, noise, 0);
  }

  /**
   * Reads a noise such as {@code gaussian:1e-3}, {@code mask:1e-2}, {@code gaussian:1e-4..3e-3} or
   * {@code gaussian:1e-3+mask:1e-3}.
   *
   * @throws IllegalArgumentException if the text is anything else; the message says what is known
   */
  public static TrainingNoise parse(String text) {
    double[] lows = new double[3];
    double[] highs = new double[3];
    Set<String> seen = new LinkedHashSet<>();
    for (String part : text.split("\\+(?!\\d)", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches() || !seen.add(matcher.group(1))) {
        throw unknown(text);
      }
      int index =
          switch (matcher.group(1)) {
            case "gaussian" -> 0;
            case "relative" -> 1;
            default -> 2;
          };
      lows[index] = number(matcher.group(2));
      highs[index] = matcher.group(3) == null ? lows[index] : number(matcher.group(3));
      if (!(lows[index] > 0)) {
        throw unknown(text);
      }
    }
    return new TrainingNoise(
        new WeightNoise(lows[0], lows[1], lows[2]),
        new WeightNoise(highs[0], highs[1], highs[2]),
        0);
  }

  private static double number(String number) {
    return number.endsWith("%")
        ? Double.parseDouble(number.substring(0, number.length() - 1)) / 100
        : Double.parseDouble(number);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no noise; expected gaussian:SIGMA, relative:SHARE or mask:P with numbers above"
            + " 0, a mixture LOW..HIGH of them, or several joined by '+'");
  }

  /** This noise, growing over the first share of the run. */
  public TrainingNoise withRamp(double share) {
    return new TrainingNoise(low, high, share);
  }

  /**
   * The noise of one step.
   *
   * @param position where in the mixture, 0 to 1
   * @param progress share of the run that is done, 0 to 1
   */
  public WeightNoise draw(double position, double progress) {
    double grown = ramp == 0 ? 1 : Math.min(1, progress / ramp);
    return new WeightNoise(
        grown * between(low.sigma(), high.sigma(), position),
        grown * between(low.relative(), high.relative(), position),
        grown * between(low.mask(), high.mask(), position));
  }

  /** The middle of the mixture, at which weights are compared. */
  public WeightNoise middle() {
    return draw(0.5, 1);
  }

  private static double between(double low, double high, double position) {
    return low == high ? low : low * Math.pow(high / low, position);
  }

  /** As {@link #parse} reads it, the ramp left out. */
  @Override
  public String toString() {
    if (low.equals(high)) {
      return low.toString();
    }
    String[] lows = low.toString().split("\\+");
    String[] highs = high.toString().split("\\+");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lows.length; i++) {
      text.append(i == 0 ? "" : "+").append(lows[i]);
      if (!lows[i].equals(highs[i])) {
        text.append("..").append(highs[i].substring(highs[i].indexOf(':') + 1));
      }
    }
    return text.toString();
  }
}
