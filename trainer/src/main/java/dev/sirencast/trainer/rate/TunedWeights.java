package dev.sirencast.trainer.rate;

import dev.sirencast.entropy.ModelFit;
import dev.sirencast.entropy.SymbolDensity;
import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.engine.ParameterSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Weights in tuning, and the steps they are rounded with. A tensor without a step is zeros, or not
 * sent. Not thread-safe.
 */
final class TunedWeights {
  private final ParameterSpace space;
  private final int[] offsets;
  private final float[] weights;
  private final double[] logSteps;
  private final SymbolDensity[] shapes;
  private final boolean normal;

  /**
   * @param start the weights to begin with, those of seeded tensors included
   * @param rounded gives the steps to begin with
   * @param normal whether code lengths are those of a normal density, not of the coder's shape
   */
  TunedWeights(
      ParameterSpace space, SirenWeights start, List<QuantizedTensor> rounded, boolean normal) {
    this.normal = normal;
    this.space = space;
    this.weights = start.toFlatArray();
    this.logSteps = new double[rounded.size()];
    this.offsets = new int[rounded.size() + 1];
    this.shapes = new SymbolDensity[rounded.size()];
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      float step = rounded.get(tensor).step();
      logSteps[tensor] = step > 0 ? Math.log(step) : Double.NEGATIVE_INFINITY;
      offsets[tensor + 1] = offsets[tensor] + start.tensors().get(tensor).size();
    }
  }

  /** The number of tensors. */
  int tensors() {
    return logSteps.length;
  }

  /** The number of weights of all tensors. */
  int size() {
    return weights.length;
  }

  /** The index of a tensor's first weight. */
  int first(int tensor) {
    return offsets[tensor];
  }

  /** The weights, which may be changed. */
  float[] values() {
    return weights;
  }

  /** The logarithms of the steps, which may be changed. */
  double[] logSteps() {
    return logSteps;
  }

  /** A tensor's step, 0 if it has none. */
  double step(int tensor) {
    return Math.exp(logSteps[tensor]);
  }

  /** Makes all steps smaller by so many bits. */
  void refine(double bits) {
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      logSteps[tensor] -= Math.log(2) * bits;
    }
  }

  /** Returns what the network sees with rounded weights. */
  float[] rounded() {
    return seen((weight, step) -> (float) (step * Math.rint(weight / step)));
  }

  /** Returns what the network sees where noise of a step stands in for rounding. */
  float[] noisy(SplittableRandom random) {
    return seen((weight, step) -> (float) (weight + step * (random.nextDouble() - 0.5)));
  }

  private interface Stand {
    float of(float weight, double step);
  }

  /** Nothing of what is sent and has no step. */
  private float[] seen(Stand stand) {
    float[] seen = weights.clone();
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      double step = step(tensor);
      if (step == 0 && space.isSent(tensor)) {
        Arrays.fill(seen, offsets[tensor], offsets[tensor + 1], 0);
      }
      for (int i = offsets[tensor]; step > 0 && i < offsets[tensor + 1]; i++) {
        seen[i] = stand.of(weights[i], step);
      }
    }
    return seen;
  }

  /** Returns the weights as symbols, and takes the shapes of their models for {@link #length}. */
  List<QuantizedTensor> symbols() {
    List<QuantizedTensor> tensors = new ArrayList<>();
    for (int tensor = 0; tensor < logSteps.length; tensor++) {
      QuantizedTensor symbols = symbols(tensor);
      shapes[tensor] = SymbolDensity.of(normal ? SymbolModel.NORMAL : ModelFit.of(symbols).best());
      tensors.add(symbols);
    }
    return tensors;
  }

  private QuantizedTensor symbols(int tensor) {
    SirenArchitecture architecture = space.architecture();
    int rows = architecture.tensorRows(tensor);
    float step = (float) step(tensor);
    int most = QuantizedTensor.maxMagnitude(QuantizedTensor.MAX_BITS);
    short[] symbols = new short[offsets[tensor + 1] - offsets[tensor]];
    int bits = QuantizedTensor.MIN_BITS;
    for (int i = 0; step > 0 && i < symbols.length; i++) {
      double nearest = Math.rint((double) weights[offsets[tensor] + i] / step);
      symbols[i] = (short) Math.max(-most, Math.min(most, nearest));
      while (Math.abs(symbols[i]) > QuantizedTensor.maxMagnitude(bits)) {
        bits++;
      }
    }
    return QuantizedTensor.of(rows, architecture.tensorColumns(tensor), bits, step, symbols);
  }

  /**
   * Returns the code length of a tensor that has a step, by the shape that its symbols' model had
   * at last.
   *
   * @param seen what the network sees of all weights
   */
  CodeLength length(int tensor, float[] seen) {
    int end = offsets[tensor + 1];
    return CodeLength.of(
        Arrays.copyOfRange(seen, offsets[tensor], end),
        Arrays.copyOfRange(weights, offsets[tensor], end),
        step(tensor),
        shapes[tensor]);
  }
}
