package dev.sirencast.siren;

/**
 * The shape of a sine network (Sitzmann et al., 2020).
 *
 * <p>Layer 0 maps the coordinates to {@code hiddenFeatures}, the {@code hiddenLayers} that follow
 * map features to features, and a last linear layer maps to the outputs: {@code hiddenLayers + 2}
 * layers, of which all but the last apply {@code h = sin(omega0 (W x + b))}; the last is {@code y =
 * omega0 (W h + b)}. Outputs lie in [-1, 1]; a sample in [0, 1] is {@code (y + 1) / 2}.
 *
 * <p>After the first layer a factor changes no function that the network can be, only the size of
 * the numbers that stand for it: with a tenth of omega0 the same function has weights ten times as
 * large, to which noise of a given size does a tenth of the harm. Immutable and thread-safe.
 *
 * @param inputs coordinates of a point, 1 to 3
 * @param hiddenFeatures width F, 1 to {@value #MAX_HIDDEN_FEATURES}
 * @param hiddenLayers sine layers from F to F after the first, 0 to {@value #MAX_HIDDEN_LAYERS}
 * @param outputs components of a sample, 1 to 4
 * @param omega0First frequency factor of layer 0, {@value #MIN_OMEGA0} to {@value #MAX_OMEGA0}
 * @param omega0Hidden frequency factor of the other sine layers, same range
 * @param omega0Last factor of the linear layer, same range; 1 in Sitzmann et al.
 */
public record SirenArchitecture(
    int inputs,
    int hiddenFeatures,
    int hiddenLayers,
    int outputs,
    double omega0First,
    double omega0Hidden,
    double omega0Last) {
  /** The widest network. */
  public static final int MAX_HIDDEN_FEATURES = 4096;

  /** The deepest network. */
  public static final int MAX_HIDDEN_LAYERS = 30;

  /**
   * The smallest frequency factor: initial weights grow as factors fall, and have to stay far from
   * what a float cannot hold.
   */
  public static final double MIN_OMEGA0 = 1e-5;

  /** The largest frequency factor. */
  public static final double MAX_OMEGA0 = 1e5;

  /** The frequency factor of Sitzmann et al. for pictures, in the first and the hidden layers. */
  public static final double USUAL_OMEGA0 = 30;

  /** The most parameters a network may have. */
  public static final long MAX_PARAMETERS = 1L << 26;

  /** Checks every range; the message names the value and what was expected. */
  public SirenArchitecture {
    requireRange("inputs", inputs, 1, 3);
    requireRange("hidden features", hiddenFeatures, 1, MAX_HIDDEN_FEATURES);
    requireRange("hidden layers", hiddenLayers, 0, MAX_HIDDEN_LAYERS);
    requireRange("outputs", outputs, 1, 4);
    requireOmega0("omega0 of the first layer", omega0First);
    requireOmega0("omega0 of the hidden layers", omega0Hidden);
    requireOmega0("omega0 of the last layer", omega0Last);
    long parameters = parameters(inputs, hiddenFeatures, hiddenLayers, outputs);
    if (parameters > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "a network has at most "
              + MAX_PARAMETERS
              + " weights, "
              + hiddenFeatures
              + " features and "
              + hiddenLayers
              + " hidden layers make "
              + parameters);
    }
  }

  /** The shape of Sitzmann et al., whose last layer has no factor. */
  public SirenArchitecture(
      int inputs,
      int hiddenFeatures,
      int hiddenLayers,
      int outputs,
      double omega0First,
      double omega0Hidden) {
    this(inputs, hiddenFeatures, hiddenLayers, outputs, omega0First, omega0Hidden, 1);
  }

  /** The number of layers, the linear last one included. */
  public int layers() {
    return hiddenLayers + 2;
  }

  /** The number of tensors: a weight and a bias for each layer. */
  public int tensors() {
    return 2 * layers();
  }

  /** The tensor that is a layer's weight matrix. */
  public static int weightId(int layer) {
    return 2 * layer;
  }

  /** The tensor that is a layer's bias. */
  public static int biasId(int layer) {
    return 2 * layer + 1;
  }

  /** The layer of a tensor. */
  public static int layerOf(int tensor) {
    return tensor / 2;
  }

  /** Whether a tensor is a weight matrix, not a bias. */
  public static boolean isMatrix(int tensor) {
    return tensor % 2 == 0;
  }

  /** The rows of a tensor: the layer's outputs. */
  public int tensorRows(int tensor) {
    return rows(layerOf(tensor));
  }

  /** The columns of a tensor: the layer's inputs for a weight matrix, 1 for a bias. */
  public int tensorColumns(int tensor) {
    return isMatrix(tensor) ? columns(layerOf(tensor)) : 1;
  }

  /** The weights in a tensor. */
  public int tensorSize(int tensor) {
    return tensorRows(tensor) * tensorColumns(tensor);
  }

  /** The number of outputs of a layer, which is the rows of its weight matrix. */
  public int rows(int layer) {
    return layer == layers() - 1 ? outputs : hiddenFeatures;
  }

  /** The number of inputs of a layer, which is the columns of its weight matrix. */
  public int columns(int layer) {
    return layer == 0 ? inputs : hiddenFeatures;
  }

  /** Whether a tensor is a hidden layer's weight matrix: nearly all weights of a wide network. */
  public boolean isHiddenMatrix(int tensor) {
    int layer = layerOf(tensor);
    return isMatrix(tensor) && layer > 0 && isSine(layer);
  }

  /** Whether a layer ends in a sine: all but the last do. */
  public boolean isSine(int layer) {
    return layer < layers() - 1;
  }

  /** A layer's factor: of a sine layer's frequency, or of the linear layer's output. */
  public double omega0(int layer) {
    if (layer == 0) {
      return omega0First;
    }
    return isSine(layer) ? omega0Hidden : omega0Last;
  }

  /** The number of weights and biases in all layers. */
  public int parameters() {
    return (int) parameters(inputs, hiddenFeatures, hiddenLayers, outputs);
  }

  /** Widths joined by dashes, as in {@code 2-256x4-3}: inputs, features x sine layers, outputs. */
  @Override
  public String toString() {
    return inputs + "-" + hiddenFeatures + "x" + (hiddenLayers + 1) + "-" + outputs;
  }

  private static long parameters(int inputs, long features, int hiddenLayers, int outputs) {
    return (inputs + 1) * features
        + hiddenLayers * (features + 1) * features
        + (features + 1) * outputs;
  }

  private static void requireRange(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          what + " must be " + low + " to " + high + ", got " + value);
    }
  }

  private static void requireOmega0(String what, double value) {
    if (!(value >= MIN_OMEGA0 && value <= MAX_OMEGA0)) {
      throw new IllegalArgumentException(
          what + " must be " + MIN_OMEGA0 + " to " + MAX_OMEGA0 + ", got " + value);
    }
  }
}
