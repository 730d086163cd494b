package dev.sirencast.receiver;

import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.TensorLayout;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Estimates the weights that are still missing once everything exact has been tried. */
final class PacketLossConcealment {
  /** Weights that tell how like an earlier version a tensor is. */
  private static final int ENOUGH = 8;

  private final StreamManifest manifest;
  private final Concealment concealment;
  private final Optional<SirenWeights> previous;

  /** How likely a weight out of a damaged packet is wrong. */
  private final double doubt;

  private PacketLossConcealment(ReceivedStream stream, ReceiverOptions options) {
    this.manifest = stream.manifest();
    this.concealment = options.concealment();
    this.previous =
        options
            .previous()
            .filter(weights -> weights.architecture().equals(manifest.architecture()));
    int doubtful = stream.tensors().stream().mapToInt(ReceivedTensor::doubtful).sum();
    // That a body is damaged says that one of its bits is wrong, at least.
    this.doubt = Math.min(1, stream.packets().damagedDelivered() / Math.max(1.0, doubtful));
  }

  /** Returns all weights of a stream but the seeded ones, and how well each is known. */
  static WeightEstimate conceal(ReceivedStream stream, ReceiverOptions options) {
    PacketLossConcealment concealer = new PacketLossConcealment(stream, options);
    List<WeightTensor> values = new ArrayList<>();
    List<WeightTensor> variances = new ArrayList<>();
    for (int id = 0; id < stream.tensors().size(); id++) {
      concealer.conceal(id, stream.tensors().get(id), values, variances);
    }
    return new WeightEstimate(
        SirenWeights.of(stream.manifest().architecture(), values),
        SirenWeights.of(stream.manifest().architecture(), variances));
  }

  private void conceal(
      int id, ReceivedTensor received, List<WeightTensor> values, List<WeightTensor> variances) {
    WeightTensor tensor = received.values();
    float[] estimates = tensor.toArray();
    float[] errors = new float[estimates.length];
    if (!received.isIntact()) {
      double square = meanSquare(id, received, estimates);
      float mean = concealment == Concealment.ZERO ? 0 : mean(received, estimates);
      for (int i = 0; i < estimates.length; i++) {
        if (received.isMissing(i)) {
          estimates[i] = mean;
          errors[i] = (float) square;
        }
      }
      if (received.coarse() > 0) {
        refine(id, received, square, estimates, errors);
      }
      if (previous.isPresent()) {
        takePrevious(id, received, square, estimates, errors);
      }
      if (received.doubtful() > 0) {
        doubt(id, received, square, errors);
      }
    }
    values.add(WeightTensor.of(tensor.rows(), tensor.columns(), estimates));
    variances.add(WeightTensor.of(tensor.rows(), tensor.columns(), errors));
  }

  /** Weights of which only the highest bits are known. */
  private void refine(
      int id, ReceivedTensor received, double square, float[] estimates, float[] errors) {
    float step = manifest.tensors().get(id).step();
    double variance = step == 0 ? 0 : square / step / step;
    Map<Integer, SymbolRange> ranges = new HashMap<>();
    for (int i = 0; i < estimates.length; i++) {
      int unknown = received.unknownBits(i);
      if (unknown > 0) {
        int first = received.tensor().symbol(i);
        SymbolRange range =
            ranges.computeIfAbsent(
                first << 4 | unknown, key -> SymbolRange.of(first, 1 << unknown, variance));
        boolean expected = concealment == Concealment.POSTERIOR;
        double middle = first + ((1 << unknown) - 1) / 2.0;
        double off = expected ? 0 : range.mean() - middle;
        estimates[i] = (float) (expected ? range.mean() * step : estimates[i]);
        errors[i] = (float) ((range.variance() + off * off) * step * step);
      }
    }
  }

  /**
   * Takes lost weights from an earlier version, times the factor by which those that arrived are
   * nearest to theirs, unless what is known without it says more (Wiener's estimate from one
   * number).
   */
  private void takePrevious(
      int id, ReceivedTensor received, double square, float[] estimates, float[] errors) {
    WeightTensor earlier = previous.orElseThrow().tensors().get(id);
    double step = manifest.tensors().get(id).step();
    int known = 0;
    double unsure = 0;
    double products = 0;
    double squares = 0;
    double earlierSquares = 0;
    for (int i = 0; i < estimates.length; i++) {
      if (!received.isMissing(i) && errors[i] < square / 4) {
        known++;
        unsure += errors[i];
        // What is not known of a coarse weight is taken to be as like the earlier one as the rest.
        products += (double) estimates[i] * earlier.get(i) + errors[i];
        squares += (double) estimates[i] * estimates[i] + errors[i];
        earlierSquares += (double) earlier.get(i) * earlier.get(i);
      }
    }
    boolean told = known >= ENOUGH && earlierSquares > 0;
    double factor = told ? products / earlierSquares : 1;
    double rest = told ? Math.max(0, squares - factor * products) / known : square / 4;
    // No two versions are nearer than a step's rounding, nor is their distance known exactly.
    rest += step * step / 12 + (told ? unsure / known * Math.sqrt(2.0 / known) : 0);
    for (int i = 0; i < estimates.length; i++) {
      boolean lost = received.isMissing(i) || received.unknownBits(i) > 0;
      if (lost && rest < errors[i]) {
        estimates[i] = (float) (factor * earlier.get(i));
        errors[i] = (float) rest;
      }
    }
  }

  private static float mean(ReceivedTensor received, float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value; // missing ones add 0
    }
    int there = values.length - received.missing();
    return there == 0 ? 0f : (float) (sum / there);
  }

  /** The mean square of a tensor's weights: as its model says, as it came, or as it began. */
  private double meanSquare(int id, ReceivedTensor received, float[] values) {
    TensorLayout layout = manifest.tensors().get(id);
    if (manifest.coding() == WeightCoding.ENTROPY_CODED) {
      return layout.model().variance() * layout.step() * layout.step();
    }
    int there = values.length - received.missing();
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return there == 0 ? SirenInitializer.variance(manifest.architecture(), id) : sum / there;
  }

  /**
   * A flipped sign moves a weight by twice its size, a flipped bit of its magnitude by that bit.
   */
  private void doubt(int id, ReceivedTensor received, double square, float[] errors) {
    TensorLayout layout = manifest.tensors().get(id);
    double peak = layout.step() * (1 << (layout.bits() - 1));
    double moved = (4 * square + peak * peak / 3) / layout.bits();
    for (int i = 0; i < errors.length; i++) {
      errors[i] += received.isDoubtful(i) ? (float) (doubt * moved) : 0;
    }
  }
}
