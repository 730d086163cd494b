package dev.sirencast.simulation;

import dev.sirencast.format.PacketFormat;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import java.util.List;
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
    return stream
        .receive(arrived, options)
        .map(reception -> reception == stream.exact() ? whole : delivery(reception))
        .orElseGet(() -> new Delivery(stream.fullScale(stream.score().ofGrey()), false));
  }

  private Delivery delivery(Reception reception) {
    double decibels =
        reception.patches().isPresent()
            ? stream.score().of(reception.patches().get())
            : stream.score().of(reception.decodedWeights());
    return new Delivery(stream.fullScale(decibels), true);
  }

  @Override
  public Signal seen(List<byte[]> arrived) {
    return stream
        .receive(arrived, options)
        .map(
            reception ->
                reception.reconstruct(
                    ForkJoinPool.commonPool(), Runtime.getRuntime().availableProcessors()))
        .orElseGet(stream::grey);
  }
}
