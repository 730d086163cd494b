package dev.sirencast.encoder.patch;

import dev.sirencast.encoder.packet.QuantizedPatches;
import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.patch.PatchDescription;
import dev.sirencast.patch.PatchModel;
import dev.sirencast.patch.PatchSymbols;
import dev.sirencast.patch.PatchWeights;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Rounds the networks of patches: each weight's difference from what its network began with, to
 * steps at which every weight's error costs the same. Immutable and thread-safe.
 */
public final class PatchQuantizer {
  private static final int MAX_SYMBOL = QuantizedTensor.maxMagnitude(QuantizedTensor.MAX_BITS);
  private static final int PASSES = 3;

  /** Stands for what is told when all is rounded, and takes as many bytes. */
  private static final float UNKNOWN_ENERGY = 1;

  private final PatchedWeights weights;
  private final List<Integer> order;
  private final PatchSteps steps;
  private final double[][] costs;
  private final boolean fixedWidths;

  private PatchQuantizer(
      PatchedWeights weights,
      List<Integer> order,
      PatchSteps steps,
      double[][] costs,
      boolean fixedWidths) {
    this.weights = weights;
    this.order = order;
    this.steps = steps;
    this.costs = costs;
    this.fixedWidths = fixedWidths;
  }

  /**
   * Returns a quantiser of a signal's patches.
   *
   * @param order the patches that have a network, in the order of what they bring
   */
  public static PatchQuantizer of(
      PatchedWeights weights, List<Integer> order, Executor executor, int parallelism) {
    double[][] costs = PatchSensitivity.of(weights, executor, parallelism);
    return new PatchQuantizer(
        weights, List.copyOf(order), PatchSteps.of(weights, costs), costs, false);
  }

  /** This quantiser, its steps too, of weights that were trained further. */
  public PatchQuantizer with(PatchedWeights other) {
    return new PatchQuantizer(other, order, steps, costs, fixedWidths);
  }

  /**
   * This quantiser for symbols of a fixed number of bits a tensor of a patch: a patch's steps are a
   * little longer or shorter where that fills those bits better.
   */
  public PatchQuantizer withFixedWidths() {
    return new PatchQuantizer(weights, order, steps, costs, true);
  }

  /** The weights that are rounded. */
  public PatchedWeights weights() {
    return weights;
  }

  /**
   * What a patch's weights are rounded to at some scale.
   *
   * @param patch one with a network
   * @param scale as in {@link #quantize}
   */
  public RoundingGrid grid(int patch, double scale) {
    int width = weights.patches().get(patch).width();
    SirenArchitecture architecture = weights.family().architecture(width);
    float[] origin = weights.family().initial(width);
    float[] all = new float[origin.length];
    List<Float> own = steps.steps(width, scale);
    double factor = PatchSymbols.stepFactor(fineness(patch, own, origin));
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      int end = at + architecture.tensorSize(tensor);
      Arrays.fill(all, at, end, (float) (own.get(tensor) * factor));
      at = end;
    }
    return new RoundingGrid(origin, all);
  }

  /**
   * Rounds.
   *
   * @param scale of all steps, above 0: the root of what the error of one weight's rounding may add
   *     to the sum of squared errors of y, times the root of 12
   */
  public QuantizedPatches quantize(double scale) {
    int widths = weights.family().widths().size();
    List<List<Float>> all = new ArrayList<>();
    for (int width = 0; width < widths; width++) {
      all.add(steps.steps(width, scale));
    }
    List<PatchModel> plain =
        all.stream().map(own -> new PatchModel(own, Collections.nCopies(own.size(), 0))).toList();
    float[][] initial = new float[widths][];
    for (int width = 0; width < widths; width++) {
      initial[width] = weights.family().initial(width);
    }
    List<PatchSymbols> rounded = new ArrayList<>();
    for (int patch : order) {
      PatchWeights own = weights.patches().get(patch);
      rounded.add(round(patch, own, plain.get(own.width()), initial[own.width()]));
    }
    return modelled(all, rounded);
  }

  /** The smallest scale at which every symbol has 16 bits. */
  double finest() {
    double finest = 0;
    for (int patch : order) {
      int width = weights.patches().get(patch).width();
      double[] peaks = peaks(patch, weights.family().initial(width));
      List<Float> own = steps.steps(width, 1);
      double factor = PatchSymbols.stepFactor(steps.fineness(patch));
      for (int tensor = 0; tensor < peaks.length; tensor++) {
        finest = Math.max(finest, peaks[tensor] / (own.get(tensor) * factor * MAX_SYMBOL));
      }
    }
    return finest;
  }

  /** The largest differences of a patch's tensors from what they began with. */
  private double[] peaks(int patch, float[] initial) {
    PatchWeights own = weights.patches().get(patch);
    SirenArchitecture architecture = weights.family().architecture(own.width());
    double[] peaks = new double[architecture.tensors()];
    int at = 0;
    for (int tensor = 0; tensor < peaks.length; tensor++) {
      for (int end = at + architecture.tensorSize(tensor); at < end; at++) {
        double difference = Math.abs((double) own.weights()[at] - initial[at]);
        peaks[tensor] = Math.max(peaks[tensor], difference);
      }
    }
    return peaks;
  }

  private int fineness(int patch, List<Float> own, float[] initial) {
    int usual = steps.fineness(patch);
    return fixedWidths
        ? FixedWidths.fineness(
            weights.family(),
            weights.patches().get(patch).width(),
            own,
            peaks(patch, initial),
            usual)
        : usual;
  }

  private PatchSymbols round(int patch, PatchWeights own, PatchModel model, float[] initial) {
    SirenArchitecture architecture = weights.family().architecture(own.width());
    int fineness = fineness(patch, model.steps(), initial);
    short[] symbols = new short[own.weights().length];
    int at = 0;
    for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
      double step = model.step(tensor, fineness);
      for (int end = at + architecture.tensorSize(tensor); at < end; at++) {
        double nearest = Math.rint(((double) own.weights()[at] - initial[at]) / step);
        symbols[at] = (short) Math.max(-MAX_SYMBOL, Math.min(MAX_SYMBOL, nearest));
      }
    }
    int amplitude = PatchSymbols.amplitudeIndex(own.amplitude());
    return new PatchSymbols(
        patch, own.width(), amplitude, fineness, PatchSymbols.COMMON_SPREAD, symbols);
  }

  /** Finds deviations for tensors, and what patches add to them. */
  private QuantizedPatches modelled(List<List<Float>> steps, List<PatchSymbols> rounded) {
    int tensors = weights.family().shape().tensors();
    double[][] squares = new double[rounded.size()][];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = meanSquares(rounded.get(i));
    }
    int[] spreads = new int[rounded.size()];
    double[][] deviations = new double[steps.size()][tensors];
    for (int pass = 0; pass < PASSES; pass++) {
      double[][] sums = new double[steps.size()][tensors];
      int[] members = new int[steps.size()];
      for (int i = 0; i < squares.length; i++) {
        int width = rounded.get(i).width();
        members[width]++;
        for (int tensor = 0; tensor < tensors; tensor++) {
          sums[width][tensor] +=
              squares[i][tensor] * Math.pow(2, -2.0 * spreads[i] / SymbolModel.A_DOUBLE);
        }
      }
      for (int width = 0; width < deviations.length; width++) {
        for (int tensor = 0; tensor < tensors; tensor++) {
          deviations[width][tensor] = Math.sqrt(sums[width][tensor] / Math.max(1, members[width]));
        }
      }
      for (int i = 0; i < squares.length; i++) {
        spreads[i] = spread(rounded.get(i), squares[i], deviations[rounded.get(i).width()]);
      }
    }
    List<PatchModel> models = new ArrayList<>();
    for (int width = 0; width < deviations.length; width++) {
      List<Integer> indices = new ArrayList<>();
      for (double deviation : deviations[width]) {
        indices.add(index(deviation));
      }
      models.add(new PatchModel(steps.get(width), indices));
    }
    List<PatchSymbols> patches = new ArrayList<>();
    for (int i = 0; i < spreads.length; i++) {
      PatchSymbols one = rounded.get(i);
      patches.add(
          new PatchSymbols(
              one.patch(),
              one.width(),
              one.amplitude(),
              one.fineness(),
              PatchSymbols.COMMON_SPREAD + spreads[i],
              one.symbols()));
    }
    return new QuantizedPatches(
        new PatchDescription(
                weights.grid(), weights.baseStep(), weights.family(), models, patches.size())
            .withEnergy(UNKNOWN_ENERGY),
        patches);
  }

  /** The mean square of every tensor's symbols, that of rounding a uniform error added. */
  private double[] meanSquares(PatchSymbols symbols) {
    SirenArchitecture architecture = weights.family().architecture(symbols.width());
    double[] squares = new double[architecture.tensors()];
    int at = 0;
    for (int tensor = 0; tensor < squares.length; tensor++) {
      int size = architecture.tensorSize(tensor);
      double sum = 0;
      for (int end = at + size; at < end; at++) {
        sum += (double) symbols.symbols()[at] * symbols.symbols()[at];
      }
      squares[tensor] = Math.max(0.01, sum / size);
    }
    return squares;
  }

  /** What maximises the likelihood of a patch's symbols. */
  private int spread(PatchSymbols patch, double[] squares, double[] deviations) {
    SirenArchitecture architecture = weights.family().architecture(patch.width());
    double sum = 0;
    for (int tensor = 0; tensor < squares.length; tensor++) {
      if (weights.family().isSent(tensor)) {
        double own = deviations[tensor] * deviations[tensor];
        sum += architecture.tensorSize(tensor) * squares[tensor] / own;
      }
    }
    double mean = sum / weights.family().sentWeights(patch.width());
    double shift = SymbolModel.A_DOUBLE * Math.log(mean) / (2 * Math.log(2));
    return (int) Math.max(-PatchSymbols.COMMON_SPREAD, Math.min(127, Math.rint(shift)));
  }

  private static int index(double deviation) {
    long index =
        Math.round(
            SymbolModel.NORMAL.deviation()
                + SymbolModel.A_DOUBLE * Math.log(deviation) / Math.log(2));
    return (int) Math.max(0, Math.min(SymbolModel.MAX_INDEX, index));
  }

  /**
   * Predicts what rounding adds to the sum of squared errors of y, over all samples and components.
   */
  public double predictedError(QuantizedPatches rounded) {
    double sum = 0;
    for (PatchSymbols patch : rounded.patches()) {
      PatchModel model = rounded.description().models().get(patch.width());
      for (int tensor = 0; tensor < costs[patch.patch()].length; tensor++) {
        double step = model.step(tensor, patch.fineness());
        sum += step * step * costs[patch.patch()][tensor];
      }
    }
    return sum;
  }
}
