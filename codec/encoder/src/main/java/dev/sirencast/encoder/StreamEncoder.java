package dev.sirencast.encoder;

import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.protection.PlannedPackets;
import dev.sirencast.encoder.rounding.RateControl;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.ShortStep;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;

/**
 * Makes a stream of a trained network: rounds its weights to a target, plans or applies protection,
 * and cuts packets. The same network and options give the same bytes.
 *
 * <p>Plain Java: it needs no engine. Where a {@link SymbolTuner} is given, weights and their
 * rounding are trained together as well, for a target of bytes.
 *
 * <p>Immutable, and thread-safe if the tuner is. All work is done on the calling thread: some
 * milliseconds for a target of bits, for others a search that takes seconds on networks of
 * thousands of weights.
 */
public final class StreamEncoder {
  private final EncoderOptions options;
  private final Optional<SymbolTuner> tuner;

  private StreamEncoder(EncoderOptions options, Optional<SymbolTuner> tuner) {
    this.options = options;
    this.tuner = tuner;
  }

  /** Returns an encoder. */
  public static StreamEncoder of(EncoderOptions options) {
    return new StreamEncoder(options, Optional.empty());
  }

  /**
   * Returns this encoder with a tuner. It is asked where the target is a number of bytes that
   * rounding alone meets, and its symbols are taken if they fit and are better.
   */
  public StreamEncoder withTuner(SymbolTuner tuner) {
    return new StreamEncoder(options, Optional.of(tuner));
  }

  /** Returns this encoder with other metadata in its streams. */
  public StreamEncoder withMetadata(SortedMap<String, MetadataValue> metadata) {
    return new StreamEncoder(options.withMetadata(metadata), tuner);
  }

  /** What is asked of a stream. */
  public EncoderOptions options() {
    return options;
  }

  /**
   * Returns the stream of a network. Whether the target was met is said by {@link
   * RoundedWeights#met()}.
   *
   * @throws IllegalArgumentException if the target cannot be asked of the network, a weight is not
   *     finite, or the manifest or the metadata would not fit one packet
   */
  public EncodedNetwork encode(TrainedNetwork network) {
    return encode(network, EncoderListener.none());
  }

  /**
   * Returns the stream of a network, and says how far it is; soon, where the listener hurries.
   *
   * @throws IllegalArgumentException if the target cannot be asked of the network, a weight is not
   *     finite, or the manifest or the metadata would not fit one packet
   * @throws CancellationException if the listener asked for it
   */
  public EncodedNetwork encode(TrainedNetwork network, EncoderListener listener) {
    RoundedWeights rounded = tune(network, round(network, listener), listener);
    listener.requireNotCancelled();
    return packetize(network, rounded);
  }

  /**
   * Rounds the weights without training further; the first step of {@link #encode}, which is for
   * who wants to measure between them.
   *
   * @throws IllegalArgumentException as {@link #encode}
   * @throws CancellationException if the listener asked for it
   */
  public RoundedWeights round(TrainedNetwork network, EncoderListener listener) {
    return options.target().isEmpty()
        ? RoundedWeights.lossless()
        : rounding(network, listener).round(options.target().get());
  }

  /**
   * Tunes what was rounded to a size, and keeps the better of the two; the second step. Without a
   * tuner, or with another target, what was rounded stays.
   *
   * @throws CancellationException if the listener asked for it
   */
  public RoundedWeights tune(
      TrainedNetwork network, RoundedWeights rounded, EncoderListener listener) {
    return tuner.map(given -> rounding(network, listener).tune(rounded, given)).orElse(rounded);
  }

  /**
   * Returns the bytes of a stream all of whose weights are rounded to nothing: fewer can hardly be
   * asked for. They hardly depend on the weights, so that those will do that training begins with.
   *
   * @throws IllegalArgumentException as {@link #encode}
   */
  public long leastBytes(TrainedNetwork network) {
    List<QuantizedTensor> nothing =
        RateControl.nothing(network.weights(), network.seeded(), network.description().grid());
    return bytes(network, nothing.stream().map(ShortStep::nearest).toList());
  }

  /**
   * Plans protection where it is to be planned, and cuts packets; the last step.
   *
   * @throws IllegalArgumentException if the symbols are not this network's or not for these
   *     options, a weight is not finite, or the manifest or the metadata would not fit one packet
   */
  public EncodedNetwork packetize(TrainedNetwork network, RoundedWeights rounded) {
    return EncodedNetwork.of(
        network,
        rounded,
        options
            .plan()
            .map(planned -> planned.apply(network, rounded.tensors(), options.packets()))
            .orElseGet(() -> PlannedPackets.of(options.packets())));
  }

  private WeightRounding rounding(TrainedNetwork network, EncoderListener listener) {
    return new WeightRounding(network, options.way(), tensors -> bytes(network, tensors), listener);
  }

  private long bytes(TrainedNetwork network, List<QuantizedTensor> tensors) {
    return options.plan().isPresent()
        ? options.plan().get().streamBytes(network, tensors, options.packets())
        : Packetizer.streamBytes(
            network.description(), network.quantized(tensors), network.origin(), options.packets());
  }
}
