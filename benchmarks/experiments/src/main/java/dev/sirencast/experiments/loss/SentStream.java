package dev.sirencast.experiments.loss;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.experiments.lab.Method;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.Delivery;
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.StreamCarrier;
import dev.sirencast.simulation.Transfers;
import dev.sirencast.siren.SeededTensors;
import dev.sirencast.transport.impairment.ChannelModel;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * A stream that is sent many times.
 *
 * @param method that trained what is in it
 * @param loss that was minimised, as the trainer prints it
 * @param weights that are in it
 * @param carrier of its frames
 */
record SentStream(Method method, String loss, long weights, StreamCarrier carrier) {
  /** The pace of frames, which losses do not depend on. */
  private static final long BITS_PER_SECOND = 1_000_000;

  static SentStream of(
      Method method, String loss, EncodedStream stream, Signal signal, int threads) {
    Reception exact = received(stream);
    Signal decoded = exact.reconstruct(ForkJoinPool.commonPool(), threads);
    SimulatedStream simulated = new SimulatedStream(stream.frames(), exact, decoded, signal);
    return new SentStream(
        method, loss, weights(exact), new StreamCarrier(simulated, ReceiverOptions.DEFAULTS));
  }

  private static Reception received(EncodedStream stream) {
    SirenReceiver receiver = SirenReceiver.create(ReceiverOptions.DEFAULTS);
    stream.frames().forEach(receiver::accept);
    try {
      return receiver.finish();
    } catch (InvalidStreamException e) {
      throw new IllegalStateException("an encoder's stream does not decode", e);
    }
  }

  private static long weights(Reception exact) {
    SeededTensors seeded = exact.manifest().origin().seeded();
    return exact
        .patches()
        .map(patches -> patches.sentWeights(seeded))
        .orElseGet(() -> (long) seeded.sentWeights(exact.weights().architecture()));
  }

  /** The PSNR of what is in it, in decibels. */
  double clean() {
    return carrier.receive(carrier.frames()).decibels();
  }

  /** What comes of it in successive transfers; the same seed is the same luck for all streams. */
  List<Delivery> sent(String channel, int transfers, long seed, int threads) {
    return new Transfers(carrier, ChannelModel.parse(channel), BITS_PER_SECOND)
        .run(transfers, seed, threads, () -> true);
  }
}
