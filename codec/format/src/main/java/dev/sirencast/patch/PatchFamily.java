package dev.sirencast.patch;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.util.List;

/**
 * The networks that a signal's patches choose from: alike but for their width.
 *
 * <p>All patches of a width begin with the same weights, those of {@link SirenInitializer} for the
 * seed times a factor a layer; what is coded is the difference from them. Immutable and
 * thread-safe.
 *
 * @param shape of the networks, of any width
 * @param widths features of the sine layers, rising, 1 to {@value #MAX_WIDTHS} of them
 * @param seed of the initial weights
 * @param firstScale what the first layer's initial weights are multiplied by, above 0
 * @param hiddenScale the same of the layers between the first and the last
 * @param lastScale the same of the last layer
 * @param seeded numbers of the tensors that training leaves as the seed makes them, sorted: they
 *     are never sent; not all of the network's
 */
public record PatchFamily(
    SirenArchitecture shape,
    List<Integer> widths,
    long seed,
    float firstScale,
    float hiddenScale,
    float lastScale,
    List<Integer> seeded) {
  /** The most widths. */
  public static final int MAX_WIDTHS = 15;

  private static final float MAX_SCALE = 1000;

  /** Checks the ranges. */
  public PatchFamily {
    widths = List.copyOf(widths);
    if (widths.isEmpty() || widths.size() > MAX_WIDTHS) {
      throw new IllegalArgumentException(
          "patches have 1 to " + MAX_WIDTHS + " widths to choose from, got " + widths.size());
    }
    int before = 0;
    for (int width : widths) {
      if (width <= before) {
        throw new IllegalArgumentException(
            "patches' widths are 1 or more and rise, got " + width + " after " + before);
      }
      before = width;
    }
    for (float scale : new float[] {firstScale, hiddenScale, lastScale}) {
      if (!(scale > 0 && scale <= MAX_SCALE)) {
        throw new IllegalArgumentException(
            "a factor of initial weights is above 0 and at most " + MAX_SCALE + ", got " + scale);
      }
    }
    shape = withWidth(shape, widths.get(widths.size() - 1));
    seeded = new SeededTensors(seed, seeded).tensors();
    int last = seeded.isEmpty() ? 0 : seeded.get(seeded.size() - 1);
    if (last >= shape.tensors() || seeded.size() == shape.tensors()) {
      throw new IllegalArgumentException(
          "some of the tensors 0 to " + (shape.tensors() - 1) + " can be seeded, got " + seeded);
    }
  }

  /** Networks of which all tensors are sent. */
  public PatchFamily(
      SirenArchitecture shape,
      List<Integer> widths,
      long seed,
      float firstScale,
      float hiddenScale,
      float lastScale) {
    this(shape, widths, seed, firstScale, hiddenScale, lastScale, List.of());
  }

  /** This family with another seed. */
  public PatchFamily withSeed(long other) {
    return new PatchFamily(shape, widths, other, firstScale, hiddenScale, lastScale, seeded);
  }

  /** This family with other widths, rising. */
  public PatchFamily withWidths(List<Integer> other) {
    return new PatchFamily(shape, other, seed, firstScale, hiddenScale, lastScale, seeded);
  }

  private static SirenArchitecture withWidth(SirenArchitecture shape, int width) {
    return new SirenArchitecture(
        shape.inputs(),
        width,
        shape.hiddenLayers(),
        shape.outputs(),
        shape.omega0First(),
        shape.omega0Hidden(),
        shape.omega0Last());
  }

  /** The shape of the networks of the i-th width. */
  public SirenArchitecture architecture(int i) {
    return withWidth(shape, widths.get(i));
  }

  /** Whether a tensor is sent. */
  public boolean isSent(int tensor) {
    return !seeded.contains(tensor);
  }

  /** How many of the weights of the i-th width's networks are sent. */
  public int sentWeights(int i) {
    return seededTensors().sentWeights(architecture(i));
  }

  /**
   * The tensors that are not sent. Their values are those of {@link #initial}, which are the
   * initialiser's times a factor.
   */
  public SeededTensors seededTensors() {
    return new SeededTensors(seed, seeded);
  }

  /** The weights that the networks of the i-th width begin with, one tensor after another. */
  public float[] initial(int i) {
    SirenArchitecture architecture = architecture(i);
    float[] weights = SirenInitializer.initialize(architecture, seed).toFlatArray();
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int layer = SirenArchitecture.layerOf(tensor);
      float scale = layer == 0 ? firstScale : architecture.isSine(layer) ? hiddenScale : lastScale;
      for (int end = at + architecture.tensorSize(tensor); at < end; at++) {
        weights[at] *= scale;
      }
    }
    return weights;
  }
}
