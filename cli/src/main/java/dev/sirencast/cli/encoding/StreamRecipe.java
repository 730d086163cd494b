package dev.sirencast.cli.encoding;

import dev.sirencast.codec.MetadataValue;
import dev.sirencast.codec.Packetizer;
import dev.sirencast.codec.PacketizerOptions;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.rounding.RateTarget;
import dev.sirencast.trainer.TrainingListener;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is asked of a network's stream: how finely its weights are rounded, how they are coded and
 * cut into packets, how these are protected. Immutable and thread-safe.
 *
 * <p>A size that is asked for is that of all frames: weights, manifests, metadata and protection.
 *
 * @param target how finely weights are rounded; empty where they travel as they are
 * @param way which ways of rounding are tried
 * @param tuneSteps steps in which weights and their rounding are trained together, for a size; 0
 *     for none
 * @param packets how symbols become packets; with a plan, all but the protection
 * @param plan protection that follows the symbols; empty where it is stated in {@code packets}
 */
public record StreamRecipe(
    Optional<RateTarget> target,
    RoundingWay way,
    int tuneSteps,
    PacketizerOptions packets,
    Optional<ProtectionPlan> plan) {
  /** Checks that what is rounded has symbols, and what is not has none. */
  public StreamRecipe {
    if (target.isEmpty() != packets.lane().isLossless() || (target.isEmpty() && plan.isPresent())) {
      throw new IllegalArgumentException(
          "the lane " + packets.lane().label() + " does not go with that target and protection");
    }
  }

  /** A recipe for weights that are rounded without training further, with stated protection. */
  public static StreamRecipe of(RateTarget target, RoundingWay way, PacketizerOptions packets) {
    return new StreamRecipe(Optional.of(target), way, 0, packets, Optional.empty());
  }

  /**
   * Returns the stream of a network.
   *
   * @throws IllegalArgumentException if the target cannot be asked of the network, a weight is not
   *     finite, or the manifest or the metadata would not fit one packet
   */
  public PackedNetwork encode(TrainedNetwork network, TrainingListener listener) {
    return packetize(network, tune(network, round(network), listener));
  }

  /** Rounds the weights without training further; the first step of {@link #encode}. */
  public RoundedWeights round(TrainedNetwork network) {
    return target.isEmpty() ? RoundedWeights.lossless() : rounding(network).round(target.get());
  }

  /** Tunes what was rounded to a size, and keeps the better of the two; the second step. */
  public RoundedWeights tune(
      TrainedNetwork network, RoundedWeights rounded, TrainingListener listener) {
    return target.isEmpty() ? rounded : rounding(network).tune(rounded, tuneSteps, listener);
  }

  /** Plans protection where it is to be planned, and cuts packets; the last step. */
  public PackedNetwork packetize(TrainedNetwork network, RoundedWeights rounded) {
    return PackedNetwork.of(
        network,
        rounded,
        plan.map(planned -> planned.apply(network, rounded.tensors(), packets)).orElse(packets));
  }

  private WeightRounding rounding(TrainedNetwork network) {
    return new WeightRounding(network, way, tensors -> bytes(network, tensors));
  }

  private long bytes(TrainedNetwork network, List<QuantizedTensor> tensors) {
    return plan.isPresent()
        ? plan.get().streamBytes(network, tensors, packets)
        : Packetizer.streamBytes(
            network.description(),
            network.weights().architecture(),
            tensors,
            network.origin(),
            packets);
  }

  /** This recipe with other metadata. */
  public StreamRecipe withMetadata(SortedMap<String, MetadataValue> metadata) {
    return new StreamRecipe(target, way, tuneSteps, packets.withMetadata(metadata), plan);
  }
}
