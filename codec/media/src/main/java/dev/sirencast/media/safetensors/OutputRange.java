package dev.sirencast.media.safetensors;

import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a network's outputs is black and what white. Immutable and thread-safe.
 *
 * @param low the output that stands for a sample of 0; -1 in a stream
 * @param high for a sample of 1; 1 in a stream
 */
public record OutputRange(double low, double high) {
  /** That of a stream. */
  public static final OutputRange USUAL = new OutputRange(-1, 1);

  /** That of samples as they are. */
  public static final OutputRange UNIT = new OutputRange(0, 1);

  private static final Pattern FORM =
      Pattern.compile("(-?\\d{1,6}(?:\\.\\d{1,6})?)\\.\\.(-?\\d{1,6}(?:\\.\\d{1,6})?)");

  /** Checks the order. */
  public OutputRange {
    if (!(low < high)) {
      throw new IllegalArgumentException("outputs must rise, got " + low + " to " + high);
    }
  }

  /**
   * Reads a range such as {@code -1..1}, {@code 0..1} or {@code 0..255}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static OutputRange parse(String text) {
    Matcher range = FORM.matcher(text.trim());
    if (!range.matches()) {
      throw new IllegalArgumentException(
          Safetensors.shown(text) + " is no range of outputs; expected -1..1, 0..1 or 0..255");
    }
    return new OutputRange(Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2)));
  }

  /** Returns the weights of the same network with outputs in [-1, 1]: the last layer changes. */
  SirenWeights toUsual(SirenWeights weights) {
    if (equals(USUAL)) {
      return weights;
    }
    int last = weights.architecture().layers() - 1;
    double scale = 2 / (high - low);
    double shift = -(high + low) / (high - low) / weights.architecture().omega0(last);
    List<WeightTensor> tensors = new ArrayList<>(weights.tensors());
    int matrix = SirenArchitecture.weightId(last);
    int bias = SirenArchitecture.biasId(last);
    tensors.set(matrix, scaled(tensors.get(matrix), scale, 0));
    tensors.set(bias, scaled(tensors.get(bias), scale, shift));
    return SirenWeights.of(weights.architecture(), tensors);
  }

  private static WeightTensor scaled(WeightTensor tensor, double scale, double shift) {
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * scale + shift);
    }
    return WeightTensor.of(tensor.rows(), tensor.columns(), values);
  }

  @Override
  public String toString() {
    return text(low) + ".." + text(high);
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
