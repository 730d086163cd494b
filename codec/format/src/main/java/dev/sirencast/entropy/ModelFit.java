package dev.sirencast.entropy;

import dev.sirencast.quantization.QuantizedTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the symbol model whose tables code some tensors in the fewest bits. Not thread-safe. */
public final class ModelFit {
  private static final int[] STRIDES = {4, 2, 1};

  /** The symbols that occur in a tensor, and how often. */
  private record Histogram(int bits, int size, List<Integer> symbols, List<Integer> counts) {}

  private final List<Histogram> histograms = new ArrayList<>();
  private final Map<SymbolModel, Double> lengths = new HashMap<>();

  private ModelFit() {}

  /** Returns a search for the model that one tensor is coded by. */
  public static ModelFit of(QuantizedTensor tensor) {
    return of(List.of(tensor));
  }

  /** Returns a search for the model that these tensors share. */
  public static ModelFit of(List<QuantizedTensor> tensors) {
    ModelFit fit = new ModelFit();
    for (QuantizedTensor tensor : tensors) {
      fit.histograms.add(histogram(tensor));
    }
    return fit;
  }

  private static Histogram histogram(QuantizedTensor tensor) {
    int peak = QuantizedTensor.maxMagnitude(tensor.bits());
    int[] counts = new int[2 * peak + 1];
    for (int i = 0; i < tensor.size(); i++) {
      counts[tensor.symbol(i) + peak]++;
    }
    List<Integer> symbols = new ArrayList<>();
    List<Integer> occurring = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        symbols.add(i - peak);
        occurring.add(counts[i]);
      }
    }
    return new Histogram(tensor.bits(), tensor.size(), symbols, occurring);
  }

  /**
   * The bits that the tensors take under a model, but for what the packets' ends add; infinite
   * where the model is so much wider than the symbols that it says nothing of them.
   */
  public double codeLength(SymbolModel model) {
    return lengths.computeIfAbsent(model, this::sum);
  }

  private double sum(SymbolModel model) {
    double total = 0;
    for (Histogram histogram : histograms) {
      SymbolCost cost = cost(model, histogram.bits());
      if (cost == null) {
        return Double.POSITIVE_INFINITY;
      }
      total += (double) cost.rawBits() * histogram.size();
      for (int i = 0; i < histogram.symbols().size(); i++) {
        total += histogram.counts().get(i) * cost.binBits(histogram.symbols().get(i));
      }
    }
    return total;
  }

  private static @Nullable SymbolCost cost(SymbolModel model, int bits) {
    try {
      return SymbolCost.of(model, bits);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the Gaussian, of all there are, that codes the tensors in the fewest bits. */
  public SymbolModel bestGaussian() {
    SymbolModel best = new SymbolModel(0, start());
    for (int stride : STRIDES) {
      best = descend(best, 0, stride);
    }
    return best;
  }

  /**
   * Returns the model that codes the tensors in the fewest bits: from the Gaussian on, descents
   * along both indices with finer and finer strides.
   */
  public SymbolModel best() {
    SymbolModel gaussian = bestGaussian();
    // A uniform density of the same variance, with little of the Gaussian.
    int spread = Math.min(SymbolModel.MAX_INDEX, Math.max(1, gaussian.deviation() - 9));
    SymbolModel mixed = new SymbolModel(spread, Math.max(0, gaussian.deviation() - 8));
    for (int stride : STRIDES) {
      mixed = descend(mixed, stride, stride);
    }
    return codeLength(mixed) < codeLength(gaussian) ? mixed : gaussian;
  }

  private SymbolModel descend(SymbolModel from, int spreadStride, int deviationStride) {
    SymbolModel best = from;
    double least = codeLength(from);
    boolean better = true;
    while (better) {
      better = false;
      for (int direction = 0; direction < 8; direction++) {
        int dx = direction < 3 ? -1 : direction < 6 ? 1 : 0;
        int dy = direction < 6 ? direction % 3 - 1 : direction == 6 ? -1 : 1;
        if (dx != 0 && spreadStride == 0) {
          continue;
        }
        SymbolModel candidate =
            new SymbolModel(
                spreadStride == 0 ? 0 : within(best.spread() + dx * spreadStride, 1),
                within(best.deviation() + dy * deviationStride, 0));
        double length = candidate.equals(best) ? least : codeLength(candidate);
        if (length < least) {
          least = length;
          best = candidate;
          better = true;
        }
      }
    }
    return best;
  }

  private static int within(int index, int least) {
    return Math.max(least, Math.min(SymbolModel.MAX_INDEX, index));
  }

  /** The index of the symbols' deviation from 0. */
  private int start() {
    double sum = 0;
    double size = 0;
    for (Histogram histogram : histograms) {
      for (int i = 0; i < histogram.symbols().size(); i++) {
        double symbol = histogram.symbols().get(i);
        sum += histogram.counts().get(i) * symbol * symbol;
        size += histogram.counts().get(i);
      }
    }
    double variance = size == 0 ? 0 : sum / size;
    return within(
        (int) Math.round(24 + 4 * StrictMath.log(variance + 1e-3) / StrictMath.log(2)), 0);
  }
}
