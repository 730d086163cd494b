package dev.sirencast.quantization;

import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds weights to whole multiples of a step, with steps that respect a sine network's layers.
 *
 * <p>Hidden weight matrices (nearly all of the bytes) get the bits the user asks for, over the
 * range that loses least: large outliers are clipped where the finer step for all others gains
 * more. The small tensors, first and last layer and biases, reach a hundred times as far as hidden
 * weights and matter no less per unit of error; they get as many bits more as it takes for their
 * step to be no larger than the hidden layers' ({@value QuantizedTensor#MAX_BITS} at most); in the
 * first layer smaller, as its frequency factor is larger, which multiplies errors by as much. One
 * step for all layers would starve the hidden ones; one width for all would starve the first.
 */
public final class Quantizer {
  private static final int CLIP_CANDIDATES = 40;
  private static final double SMALLEST_CLIP = 0.3;

  private Quantizer() {}

  /**
   * Returns the weights as symbols.
   *
   * @param bits bits of a hidden weight, {@value QuantizedTensor#MIN_BITS} to {@value
   *     QuantizedTensor#MAX_BITS}
   * @throws IllegalArgumentException if the bits are out of range or a weight is not finite
   */
  public static QuantizedNetwork quantize(SirenWeights weights, int bits) {
    return quantize(weights, SeededTensors.none(), bits);
  }

  /**
   * Returns the weights as symbols, those of seeded tensors as zeros that are never sent.
   *
   * @param bits bits of a hidden weight, {@value QuantizedTensor#MIN_BITS} to {@value
   *     QuantizedTensor#MAX_BITS}
   * @throws IllegalArgumentException if the bits are out of range or a weight is not finite
   */
  public static QuantizedNetwork quantize(SirenWeights weights, SeededTensors seeded, int bits) {
    if (bits < QuantizedTensor.MIN_BITS || bits > QuantizedTensor.MAX_BITS) {
      throw new IllegalArgumentException(
          "bits must be "
              + QuantizedTensor.MIN_BITS
              + " to "
              + QuantizedTensor.MAX_BITS
              + ", got "
              + bits);
    }
    SirenArchitecture architecture = weights.architecture();
    List<QuantizedTensor> quantized = new ArrayList<>();
    float hiddenStep = Float.MAX_VALUE;
    for (int id = 0; id < architecture.tensors(); id++) {
      requireFinite(id, weights.tensors().get(id));
      if (architecture.isHiddenMatrix(id)) {
        hiddenStep = Math.min(hiddenStep, bestStep(weights.tensors().get(id), bits));
      }
    }
    for (int id = 0; id < architecture.tensors(); id++) {
      WeightTensor tensor = weights.tensors().get(id);
      if (seeded.contains(id)) {
        quantized.add(round(tensor, QuantizedTensor.MIN_BITS, 0));
      } else if (architecture.isHiddenMatrix(id)) {
        quantized.add(round(tensor, bits, bestStep(tensor, bits)));
      } else {
        quantized.add(
            roundSmall(tensor, bits, (float) (hiddenStep * stepFactor(architecture, id))));
      }
    }
    return new QuantizedNetwork(architecture, quantized, seeded);
  }

  /**
   * What a small tensor's step is smaller by than the hidden layers', for the larger factor that
   * its values meet: in the common network, of 30 and 1, the last layer's is the same.
   */
  private static double stepFactor(SirenArchitecture architecture, int tensor) {
    int layer = SirenArchitecture.layerOf(tensor);
    double hidden = architecture.omega0Hidden();
    if (layer > 0 && layer < architecture.layers() - 1) {
      return 1;
    }
    double same = layer == 0 ? 1 : 1 / SirenArchitecture.USUAL_OMEGA0;
    return Math.min(1, hidden * same / architecture.omega0(layer));
  }

  private static QuantizedTensor roundSmall(WeightTensor tensor, int bits, float wanted) {
    float range = range(tensor);
    int wide = bits;
    while (wide < QuantizedTensor.MAX_BITS && range / QuantizedTensor.maxMagnitude(wide) > wanted) {
      wide++;
    }
    return round(tensor, wide, range / QuantizedTensor.maxMagnitude(wide));
  }

  /** The step whose squared error, of rounding and clipping together, is smallest. */
  private static float bestStep(WeightTensor tensor, int bits) {
    float range = range(tensor);
    int peak = QuantizedTensor.maxMagnitude(bits);
    float best = range / peak;
    double least = Double.MAX_VALUE;
    for (int i = 0; i <= CLIP_CANDIDATES; i++) {
      double clip = 1 - (1 - SMALLEST_CLIP) * i / CLIP_CANDIDATES;
      float step = (float) (range * clip / peak);
      double error = squaredError(tensor, peak, step);
      if (error < least) {
        least = error;
        best = step;
      }
    }
    return best;
  }

  private static double squaredError(WeightTensor tensor, int peak, float step) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      float value = tensor.get(i);
      double error = value - symbol(value, peak, step) * step;
      sum += error * error;
    }
    return sum;
  }

  private static QuantizedTensor round(WeightTensor tensor, int bits, float step) {
    int peak = QuantizedTensor.maxMagnitude(bits);
    short[] symbols = new short[tensor.size()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (short) symbol(tensor.get(i), peak, step);
    }
    return QuantizedTensor.of(tensor.rows(), tensor.columns(), bits, step, symbols);
  }

  private static int symbol(float value, int peak, float step) {
    if (step == 0) {
      return 0;
    }
    return Math.max(-peak, Math.min(peak, Math.round(value / step)));
  }

  private static float range(WeightTensor tensor) {
    float range = 0;
    for (int i = 0; i < tensor.size(); i++) {
      range = Math.max(range, Math.abs(tensor.get(i)));
    }
    return range;
  }

  /** Refuses a weight that is not finite, by its tensor's name. */
  public static void requireFinite(int id, WeightTensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Float.isFinite(tensor.get(i))) {
        throw new IllegalArgumentException(
            SirenWeights.name(id) + " holds " + tensor.get(i) + ", weights must be finite");
      }
    }
  }
}
