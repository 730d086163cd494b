package dev.sirencast.media.safetensors;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the two inputs of a picture's network are. Immutable and thread-safe.
 *
 * <p>Here, and in a stream, they are x, then y, each from -1 at the first column or row to 1 at the
 * last. Written as in {@code xy}, {@code yx}, {@code x-y} (a minus: y grows upwards), {@code
 * yx,0..1} and {@code xy,centres}.
 *
 * @param swapped whether y (the row) is the first input
 * @param minusX whether x falls from left to right
 * @param minusY whether y falls from top to bottom
 * @param unit whether they lie in [0, 1], not in [-1, 1]
 * @param centres whether the range's ends are a pixel's edges, so that the first of n columns is at
 *     half a pixel; otherwise the first and the last are the ends
 */
public record CoordinateConvention(
    boolean swapped, boolean minusX, boolean minusY, boolean unit, boolean centres) {
  /** That of a stream. */
  public static final CoordinateConvention USUAL =
      new CoordinateConvention(false, false, false, false, false);

  private static final Pattern ORDER = Pattern.compile("(-?)([xy])(-?)([xy])");
  private static final String CENTRES = "centres";
  private static final String UNIT = "0..1";
  private static final String SYMMETRIC = "-1..1";

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static CoordinateConvention parse(String text) {
    String[] parts = text.trim().split(",", -1);
    Matcher order = ORDER.matcher(parts[0].trim());
    if (!order.matches() || order.group(2).equals(order.group(4))) {
      throw unknown(text);
    }
    boolean swapped = order.group(2).equals("y");
    boolean minusFirst = !order.group(1).isEmpty();
    boolean minusSecond = !order.group(3).isEmpty();
    boolean unit = false;
    boolean centres = false;
    for (int i = 1; i < parts.length; i++) {
      switch (parts[i].trim()) {
        case UNIT -> unit = true;
        case CENTRES -> centres = true;
        case SYMMETRIC, "ends" -> {}
        default -> throw unknown(text);
      }
    }
    return new CoordinateConvention(
        swapped,
        swapped ? minusSecond : minusFirst,
        swapped ? minusFirst : minusSecond,
        unit,
        centres);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        Safetensors.shown(text)
            + " is no order of coordinates; expected xy, yx, or x-y where y grows upwards, then"
            + " ,0..1 and ,centres where that is so");
  }

  /** All that are known, the most frequent ones first. */
  static List<CoordinateConvention> known() {
    List<CoordinateConvention> known = new ArrayList<>();
    for (int code = 0; code < 16; code++) {
      boolean swapped = (code & 1) != 0;
      boolean unit = (code & 2) != 0;
      boolean centres = (code & 4) != 0;
      boolean upwards = (code & 8) != 0;
      known.add(new CoordinateConvention(swapped, false, upwards, unit, centres));
    }
    return known;
  }

  /**
   * Returns the weights of the same network with the usual inputs: the first layer changes, its
   * weights exactly (but for centres) and its biases by a rounding.
   *
   * @param grid the picture's
   */
  SirenWeights toUsual(SirenWeights weights, CoordinateGrid grid) {
    if (equals(USUAL)) {
      return weights;
    }
    WeightTensor matrix = weights.weight(0);
    float[] changed = new float[matrix.size()];
    float[] biases = weights.bias(0).toArray();
    for (int row = 0; row < matrix.rows(); row++) {
      double bias = biases[row];
      for (int input = 0; input < 2; input++) {
        double weight = matrix.get(2 * row + input);
        int axis = swapped ? 1 - input : input;
        changed[2 * row + axis] = (float) (weight * factor(axis, grid));
        bias += unit ? weight / 2 : 0;
      }
      biases[row] = (float) bias;
    }
    List<WeightTensor> tensors = new ArrayList<>(weights.tensors());
    tensors.set(SirenArchitecture.weightId(0), WeightTensor.of(matrix.rows(), 2, changed));
    tensors.set(SirenArchitecture.biasId(0), WeightTensor.of(matrix.rows(), 1, biases));
    return SirenWeights.of(weights.architecture(), tensors);
  }

  /** What this convention's coordinate grows by where the usual one grows by 1. */
  private double factor(int axis, CoordinateGrid grid) {
    double size = grid.size(axis);
    double sign = (axis == 0 ? minusX : minusY) ? -1 : 1;
    return sign * (unit ? 0.5 : 1) * (centres ? (size - 1) / size : 1);
  }

  /** As in {@code yx,0..1,centres}. */
  @Override
  public String toString() {
    String x = (minusX ? "-" : "") + "x";
    String y = (minusY ? "-" : "") + "y";
    return (swapped ? y + x : x + y) + (unit ? "," + UNIT : "") + (centres ? "," + CENTRES : "");
  }
}
