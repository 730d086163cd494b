package dev.sirencast.media.safetensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The content of a safetensors file: named tensors, and text about them. Immutable.
 *
 * @param tensors by name, in the order of the file
 * @param others dtypes of the tensors that hold no numbers of a {@link Dtype}, by name: counters,
 *     masks; their values are not kept
 * @param metadata the strings of {@code __metadata__}
 */
public record Safetensors(
    Map<String, Tensor> tensors, Map<String, String> others, Map<String, String> metadata) {
  /** Keeps copies that keep their order. */
  public Safetensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Tensors of floats, and no others. */
  public Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    this(tensors, Map.of(), metadata);
  }

  /** Text of a file as it may be printed: on one line, and not too long. */
  public static String shown(String text) {
    String clean = oneLine(text);
    return "'" + (clean.length() > 60 ? clean.substring(0, 60) + "..." : clean) + "'";
  }

  /** Text whose control characters and line ends are question marks. */
  public static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
  }

  /** A tensor: a shape, and numbers in row-major order. Immutable. */
  public static final class Tensor {
    private final List<Integer> shape;
    private final float[] values;

    /** Returns a tensor that holds copies; the shape's product is the number of values. */
    public Tensor(List<Integer> shape, float[] values) {
      this.shape = List.copyOf(shape);
      this.values = values.clone();
    }

    /** The sizes of the axes, the slowest first. */
    public List<Integer> shape() {
      return shape;
    }

    /** The number of values. */
    public int size() {
      return values.length;
    }

    /** A copy of the values. */
    public float[] toArray() {
      return values.clone();
    }

    /** The shape, as in {@code 256x2}. */
    public String shapeText() {
      return shape.isEmpty()
          ? "scalar"
          : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
  }
}
