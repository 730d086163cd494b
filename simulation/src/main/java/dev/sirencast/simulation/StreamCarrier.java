package dev.sirencast.simulation;

import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/** A stream of ours as a {@link Carrier}. Immutable and thread-safe. */
public final class StreamCarrier implements Carrier {
  private final SimulatedStream stream;
  private final ReceiverOptions options;
  private final Delivery whole;

  /**
   * @param options how damage is treated
   */
  public StreamCarrier(SimulatedStream stream, ReceiverOptions options) {
    this.stream = stream;
    this.options = options;
    this.whole = delivery(stream.exact());
  }

  @Override
  public List<byte[]> frames() {
    return stream.frames();
  }

  @Override
  public int headerBytes() {
    return PacketFormat.HEADER_BYTES;
  }

  @Override
  public Delivery receive(List<byte[]> arrived) {
    return stream.isWhole(arrived)
        ? whole
        : reception(arrived)
            .map(this::delivery)
            .orElseGet(() -> new Delivery(fullScale(stream.score().ofGrey()), false));
  }

  private Delivery delivery(Reception reception) {
    double decibels =
        reception.patches().isPresent()
            ? stream.score().of(reception.patches().get())
            : stream.score().of(reception.decodedWeights());
    return new Delivery(fullScale(decibels), true);
  }

  private double fullScale(double decibels) {
    return decibels + stream.reference().format().fullScaleDecibels();
  }

  @Override
  public Signal seen(List<byte[]> arrived) {
    return reception(arrived)
        .map(
            reception ->
                reception.reconstruct(
                    ForkJoinPool.commonPool(), Runtime.getRuntime().availableProcessors()))
        .orElseGet(this::grey);
  }

  private Optional<Reception> reception(List<byte[]> arrived) {
    SirenReceiver receiver = SirenReceiver.create(options);
    arrived.forEach(receiver::accept);
    try {
      return Optional.of(receiver.finish());
    } catch (InvalidStreamException e) {
      return Optional.empty();
    }
  }

  private Signal grey() {
    Signal like = stream.reference();
    float[] samples = new float[like.grid().points() * like.components()];
    Arrays.fill(samples, SirenNetwork.sample(0));
    return Signal.of(like.format(), like.grid(), like.components(), samples);
  }
}
