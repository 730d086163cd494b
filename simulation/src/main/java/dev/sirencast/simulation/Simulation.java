package dev.sirencast.simulation;

import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.PatchedNetwork;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.ChannelTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Many transfers of one stream through a simulated channel, each from a seed of its own.
 *
 * <p>Trial i draws the channel from the i-th output of SplitMix64 started at the seed, and the
 * noise on the weights from the number after that ({@link DerivedSeed}), so that trials do not
 * depend on how many there are. Where no manifest arrives, nothing can be decoded and the picture
 * is counted as a uniform grey.
 *
 * @param stream what is sent
 * @param channel what happens to frames
 * @param bitsPerSecond the pace at which the sender offers frames, on the virtual clock that delays
 *     and full queues follow
 * @param weights what happens to decoded weights
 * @param options how damage is treated
 */
public record Simulation(
    SimulatedStream stream,
    ChannelModel channel,
    long bitsPerSecond,
    WeightChannel weights,
    ReceiverOptions options) {

  /**
   * What one trial gave.
   *
   * @param decibels PSNR, against the kind's full scale
   * @param decodable whether a manifest arrived
   * @param concealedWeights weights that were lost
   * @param doubtfulWeights weights out of damaged packets
   * @param channel what the channel did
   */
  public record Trial(
      double decibels,
      boolean decodable,
      int concealedWeights,
      int doubtfulWeights,
      ChannelStatistics channel) {
    Trial raised(double by) {
      return new Trial(decibels + by, decodable, concealedWeights, doubtfulWeights, channel);
    }
  }

  /** What is left of one transfer: nothing of the stream where no manifest arrived. */
  private record Arrival(Optional<Reception> reception, ChannelSession session) {}

  /** What is seen in trial i, counted from 0. */
  public Signal seen(long seed, int i) {
    Optional<Reception> reception = arrival(seed, i).reception();
    if (reception.isEmpty()) {
      return stream.grey();
    }
    Decoded decoded = decoded(reception.get(), noiseSeed(seed, i));
    SignalDescription signal = manifest().signal();
    int threads = Runtime.getRuntime().availableProcessors();
    ForkJoinPool pool = ForkJoinPool.commonPool();
    return decoded.patches().isPresent()
        ? PatchedNetwork.of(decoded.patches().get())
            .reconstruct(signal.format(), signal.grid(), pool, threads)
        : SirenNetwork.of(decoded.weights())
            .reconstruct(signal.format(), signal.grid(), pool, threads);
  }

  /** The weights that trial i, counted from 0, evaluates; nothing where no manifest arrived. */
  public Optional<Decoded> weights(long seed, int i) {
    return arrival(seed, i).reception().map(r -> decoded(r, noiseSeed(seed, i)));
  }

  /** Trial i, counted from 0, on the calling thread. */
  public Trial trial(long seed, int i) {
    Arrival arrival = arrival(seed, i);
    Optional<Reception> reception = arrival.reception();
    return new Trial(
        stream.fullScale(
            reception.map(r -> decibels(r, noiseSeed(seed, i))).orElse(stream.score().ofGrey())),
        reception.isPresent(),
        reception.map(r -> r.report().concealedWeights()).orElse(0),
        reception.map(r -> r.report().doubtfulWeights()).orElse(0),
        arrival.session().statistics());
  }

  private static long noiseSeed(long seed, int i) {
    return DerivedSeed.of(seed, 2L * i + 1);
  }

  private Arrival arrival(long seed, int i) {
    ChannelSession session = open(DerivedSeed.of(seed, 2L * i));
    List<byte[]> arrived = new ArrayList<>();
    transmit(session, arrived::add);
    return new Arrival(stream.receive(arrived, options), session);
  }

  private double decibels(Reception reception, long noiseSeed) {
    Decoded decoded = decoded(reception, noiseSeed);
    return decoded.patches().isPresent()
        ? stream.score().of(decoded.patches().get())
        : stream.score().of(decoded.weights());
  }

  /**
   * What is evaluated.
   *
   * @param weights of the one network, or of the base
   */
  public record Decoded(SirenWeights weights, Optional<PatchedWeights> patches) {}

  private Decoded decoded(Reception reception, long noiseSeed) {
    if (reception.patches().isPresent()) {
      PatchedWeights arrived = reception.patches().get();
      PatchedWeights noisy =
          weights.isClean()
              ? arrived
              : arrived.with(
                  (own, network) ->
                      weights.apply(own, seeded(network), DerivedSeed.of(noiseSeed, network)));
      return new Decoded(noisy.base(), Optional.of(noisy));
    }
    // The noise itself does to the sines what mean-field decoding stands for.
    if (weights.isClean()) {
      return new Decoded(reception.decodedWeights(), Optional.empty());
    }
    SeededTensors seeded = reception.manifest().origin().seeded();
    return new Decoded(weights.apply(reception.weights(), seeded, noiseSeed), Optional.empty());
  }

  private StreamManifest manifest() {
    return stream.manifest();
  }

  /** What is not sent of the base, network 0, and of patches' networks. */
  private SeededTensors seeded(int network) {
    return network == 0
        ? manifest().origin().seeded()
        : manifest().patches().orElseThrow().family().seededTensors();
  }

  private ChannelSession open(long channelSeed) {
    return channel
        .open(channelSeed, PacketFormat.HEADER_BYTES)
        .labelling(frame -> FrameContent.of(manifest(), frame));
  }

  private void transmit(ChannelSession session, Consumer<byte[]> out) {
    PacedSender.send(stream.frames(), bitsPerSecond, session, out);
  }

  /** What the channel does in the first trial. */
  public ChannelTrace trace(long seed) {
    ChannelSession session = open(DerivedSeed.of(seed, 0)).recording();
    transmit(session, frame -> {});
    return session.trace();
  }
}
