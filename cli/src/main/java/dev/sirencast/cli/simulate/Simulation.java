package dev.sirencast.cli.simulate;

import dev.sirencast.cli.options.FrameContent;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.patch.PatchedWeights;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.DerivedSeed;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.noise.Shrinkage;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelSession;
import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.ChannelTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Many transfers of one stream through a simulated channel, each from a seed of its own.
 *
 * <p>Trial i draws the channel from the i-th output of SplitMix64 started at the seed, and the
 * noise on the weights from the number after that ({@link DerivedSeed}), so that trials do not
 * depend on how many there are. Where no manifest arrives, nothing can be decoded and the picture
 * is counted as a uniform grey.
 *
 * @param manifest the stream's
 * @param reference the original on the stream's grid
 * @param channel what happens to frames
 * @param bitsPerSecond the pace at which the sender offers frames, on the virtual clock that delays
 *     and full queues follow
 * @param noise what happens to decoded weights
 * @param shrinkage strength of the additive noise that the receiver shrinks weights for, 0 for none
 * @param options how damage is treated
 */
public record Simulation(
    StreamManifest manifest,
    Signal reference,
    ChannelModel channel,
    long bitsPerSecond,
    List<WeightPerturbation> noise,
    double shrinkage,
    ReceiverOptions options) {

  /** The IP and UDP headers, which take their time too. */
  private static final int DATAGRAM_HEADER_BYTES = 28;

  /** Copies the list. */
  public Simulation {
    noise = List.copyOf(noise);
  }

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
      ChannelStatistics channel) {}

  /** What is left of one transfer: nothing of the stream where no manifest arrived. */
  private record Arrival(Signal signal, Optional<Reception> reception, ChannelSession session) {}

  /** Runs the trials; {@code done} is told how many are done. */
  public List<Trial> run(List<byte[]> frames, int trials, long seed, LongConsumer done) {
    List<Trial> results = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      results.add(trial(arrival(frames, seed, i)));
      done.accept(i + 1);
    }
    return results;
  }

  /** What is seen in trial i, counted from 0. */
  Signal seen(List<byte[]> frames, long seed, int i) {
    return arrival(frames, seed, i).signal();
  }

  private Trial trial(Arrival arrival) {
    return new Trial(
        decibels(arrival.signal()),
        arrival.reception().isPresent(),
        arrival.reception().map(r -> r.report().concealedWeights()).orElse(0),
        arrival.reception().map(r -> r.report().doubtfulWeights()).orElse(0),
        arrival.session().statistics());
  }

  private Arrival arrival(List<byte[]> frames, long seed, int i) {
    ChannelSession session = open(DerivedSeed.of(seed, 2L * i));
    SirenReceiver receiver = SirenReceiver.create(options);
    transmit(session, frames, receiver::accept);
    try {
      Reception reception = receiver.finish();
      Signal signal = reconstructed(reception, DerivedSeed.of(seed, 2L * i + 1));
      return new Arrival(signal, Optional.of(reception), session);
    } catch (InvalidStreamException e) {
      return new Arrival(grey(), Optional.empty(), session);
    }
  }

  private double decibels(Signal arrived) {
    return Psnr.decibels(reference, arrived) + reference.format().fullScaleDecibels();
  }

  private Signal reconstructed(Reception reception, long noiseSeed) {
    if (reception.patches().isPresent()) {
      PatchedWeights noisy =
          reception
              .patches()
              .get()
              .with(
                  (weights, network) ->
                      perturbed(weights, seeded(network), DerivedSeed.of(noiseSeed, network)));
      return Reconstruction.of(noisy, manifest.signal());
    }
    // The noise itself does to the sines what mean-field decoding stands for.
    SirenWeights weights = noise.isEmpty() ? reception.decodedWeights() : reception.weights();
    SeededTensors seeded = reception.manifest().origin().seeded();
    return Reconstruction.of(perturbed(weights, seeded, noiseSeed), manifest.signal());
  }

  /** What is not sent of the base, network 0, and of patches' networks. */
  private SeededTensors seeded(int network) {
    return network == 0
        ? manifest.origin().seeded()
        : manifest.patches().orElseThrow().family().seededTensors();
  }

  private SirenWeights perturbed(SirenWeights weights, SeededTensors seeded, long seed) {
    SirenWeights noisy = WeightPerturbation.applyAll(noise, weights, seeded, seed);
    return shrinkage > 0 ? Shrinkage.estimate(noisy, seeded, shrinkage) : noisy;
  }

  private ChannelSession open(long channelSeed) {
    return channel
        .open(channelSeed, PacketFormat.HEADER_BYTES)
        .labelling(frame -> FrameContent.of(manifest, frame));
  }

  private void transmit(ChannelSession session, List<byte[]> frames, Consumer<byte[]> out) {
    double clock = 0;
    for (byte[] frame : frames) {
      session.offer(frame, (long) clock).forEach(out);
      clock += (frame.length + DATAGRAM_HEADER_BYTES) * 8e9 / bitsPerSecond;
    }
    session.flush().forEach(out);
  }

  /** What the channel does in the first trial. */
  ChannelTrace trace(List<byte[]> frames, long seed) {
    ChannelSession session = open(DerivedSeed.of(seed, 0)).recording();
    transmit(session, frames, frame -> {});
    return session.trace();
  }

  /** What is shown where nothing can be decoded. */
  public Signal grey() {
    float[] samples = new float[manifest.signal().grid().points() * manifest.signal().components()];
    Arrays.fill(samples, 0.5f);
    return Signal.of(
        manifest.signal().format(),
        manifest.signal().grid(),
        manifest.signal().components(),
        samples);
  }
}
