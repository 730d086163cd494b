package dev.sirencast.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of a channel that goes through several values, written {@code ber=1e-5..1e-2:7}: in
 * geometric steps, or in equal ones with {@code ,lin} behind.
 *
 * @param name what changes, as in {@link
 *     dev.sirencast.transport.impairment.ChannelModel#with(String, String)}
 * @param unit what stands behind each number: {@code %}, {@code ms}, {@code Mbit}, or nothing
 * @param values the numbers, the first and the last as they were given
 * @param even whether they go in equal steps; else in geometric ones
 */
public record Sweep(String name, String unit, List<BigDecimal> values, boolean even) {
  private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,9})?(?:[eE][-+]?\\d{1,2})?)";
  private static final String UNIT = "([A-Za-z%]*)";
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z_]+(?:\\.[A-Za-z]+)?)="
              + NUMBER
              + UNIT
              + "\\.\\."
              + NUMBER
              + UNIT
              + ":(\\d{1,3})(,log|,lin)?");
  private static final int MOST = 100;

  /** Numbers below a hundredth are written with a power of ten. */
  private static final int SMALLEST_EXPONENT = -2;

  private static final MathContext FOUR_DIGITS = new MathContext(4);

  public Sweep {
    values = List.copyOf(values);
  }

  public static Sweep parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a sweep such as ber=1e-5..1e-2:7 or ge.p=1%..10%:5");
    }
    if (!form.group(3).equals(form.group(5))) {
      throw new IllegalArgumentException(
          "'" + text + "' has two units, '" + form.group(3) + "' and '" + form.group(5) + "'");
    }
    int steps = Integer.parseInt(form.group(6));
    BigDecimal from = new BigDecimal(form.group(2));
    BigDecimal to = new BigDecimal(form.group(4));
    if (steps < 2 || steps > MOST) {
      throw new IllegalArgumentException("a sweep has 2 to " + MOST + " values, got " + steps);
    }
    boolean equal = ",lin".equals(form.group(7));
    if (!equal && (from.signum() == 0 || to.signum() == 0)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' begins or ends with 0, which no geometric step reaches; ',lin' takes equal ones");
    }
    return new Sweep(form.group(1), form.group(3), values(from, to, steps, equal), equal);
  }

  private static List<BigDecimal> values(BigDecimal from, BigDecimal to, int steps, boolean equal) {
    List<BigDecimal> values = new ArrayList<>();
    double ratio = to.doubleValue() / from.doubleValue();
    for (int i = 0; i < steps; i++) {
      double share = (double) i / (steps - 1);
      double value =
          equal
              ? from.doubleValue() + share * (to.doubleValue() - from.doubleValue())
              : from.doubleValue() * Math.pow(ratio, share);
      BigDecimal rounded =
          i == 0 ? from : i == steps - 1 ? to : new BigDecimal(value).round(FOUR_DIGITS);
      values.add(rounded.stripTrailingZeros());
    }
    return values;
  }

  /** A value as the channel's grammar has it. */
  public String text(BigDecimal value) {
    return value.toPlainString() + unit;
  }

  /** A value as it is read, of four digits: {@code 5.623e-6}. */
  public String shown(BigDecimal value) {
    BigDecimal rounded = value.round(FOUR_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    String number =
        rounded.signum() == 0 || exponent >= SMALLEST_EXPONENT
            ? rounded.toPlainString()
            : rounded.movePointRight(-exponent).stripTrailingZeros().toPlainString()
                + "e"
                + exponent;
    return number + unit;
  }

  /** What an axis says. */
  public String label() {
    return unit.isEmpty() ? name : name + " in " + unit;
  }
}
