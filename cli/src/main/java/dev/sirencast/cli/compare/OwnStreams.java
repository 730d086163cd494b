package dev.sirencast.cli.compare;

import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.encode.PatchPackets;
import dev.sirencast.cli.options.ProtectionOptions;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.encoder.EncodedPatches;
import dev.sirencast.encoder.ProtectionPlan;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.patch.PatchRounding;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Signal;
import dev.sirencast.simulation.FrameContent;
import dev.sirencast.simulation.SimulatedStream;
import dev.sirencast.simulation.StreamCarrier;
import dev.sirencast.trainer.RobustMode;
import dev.sirencast.trainer.patch.PatchTrainingListener;
import dev.sirencast.trainer.patch.PatchTrainingOptions;
import dev.sirencast.trainer.patch.PatchedSignalEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/** Makes our streams of a signal in patches, each as {@code encode} would. */
final class OwnStreams {
  static final String PATCHES = "SirenCast patches";
  static final String RESILIENT = "SirenCast patches, error-resilient";
  static final String NO_PROTECTION = "none";

  /** Stands behind how a stream was made that was trained for no size. */
  static final String UNASKED = ", not trained for a size";

  /** Stands behind the format of streams that were trained under noise. */
  static final String ROBUST = ", robust";

  private final Signal signal;
  private final PatchTrainingOptions training;
  private final int packetBytes;
  private final int threads;
  private final TrainingClock clock;
  private final String suffix;

  OwnStreams(Signal signal, OwnTraining training, int packetBytes, TrainingClock clock) {
    this(
        signal,
        PatchTrainingOptions.of(signal)
            .withEffort(training.effort().ordinal())
            .forPoints(signal.grid().points())
            .withSeed(training.seed()),
        packetBytes,
        training.threads(),
        clock,
        "");
  }

  private OwnStreams(
      Signal signal,
      PatchTrainingOptions training,
      int packetBytes,
      int threads,
      TrainingClock clock,
      String suffix) {
    this.signal = signal;
    this.training = training;
    this.packetBytes = packetBytes;
    this.threads = threads;
    this.clock = clock;
    this.suffix = suffix;
  }

  /** The same, trained to withstand a noise on the weights as {@code encode --robust} does. */
  OwnStreams withstanding(RobustMode robust) {
    return new OwnStreams(
        signal, training.withNoise(robust.noise()), packetBytes, threads, clock, ROBUST);
  }

  /** The stream that {@code encode} makes where nobody asks for a size. */
  Contender unasked(PatchTrainingListener listener) {
    return contender(
        PATCHES,
        NO_PROTECTION,
        encoded(PatchRounding.DEFAULT, packets(), Optional.empty(), listener),
        UNASKED);
  }

  /** Without protection, in so many bytes. */
  void addPlain(Lineup lineup, long bytes, PatchTrainingListener listener) {
    add(lineup, PATCHES, NO_PROTECTION, bytes, packets(), Optional.empty(), listener);
  }

  /** With the protection that all formats get. */
  void addRepaired(Lineup lineup, long bytes, RepairShare repair, PatchTrainingListener listener) {
    PacketizerOptions packets = packets().withProtection(repair.ofStreams());
    add(lineup, PATCHES, repair.toString(), bytes, packets, Optional.empty(), listener);
  }

  /** With as much protection, placed where the plan sees the most use of it. */
  void addPlanned(Lineup lineup, long bytes, RepairShare repair, PatchTrainingListener listener) {
    ProtectionPlan plan =
        ProtectionPlan.forLink(
            repair.overhead(),
            ProtectionOptions.estimate(FrameContent.unasked(ProtectionOptions.AUTOMATIC_CHANNEL)));
    add(lineup, PATCHES, "auto", bytes, packets(), Optional.of(plan), listener);
  }

  /** In a coding in which flipped bits cost single weights, with parity bytes against them. */
  void addResilient(Lineup lineup, long bytes, PatchTrainingListener listener) {
    PacketizerOptions packets = packets().withCoding(WeightCoding.ERROR_RESILIENT);
    add(
        lineup,
        RESILIENT,
        "bits",
        bytes,
        packets,
        Optional.of(ProtectionPlan.againstFlips()),
        listener);
  }

  private PacketizerOptions packets() {
    return PatchPackets.planned().withPacketBytes(packetBytes);
  }

  private void add(
      Lineup lineup,
      String format,
      String protection,
      long bytes,
      PacketizerOptions packets,
      Optional<ProtectionPlan> plan,
      PatchTrainingListener listener) {
    EncodedPatches encoded = encoded(new PatchRounding.Bytes(bytes), packets, plan, listener);
    lineup.add(
        format + suffix,
        protection,
        encoded.met()
            ? Optional.of(contender(format + suffix, protection, encoded, ""))
            : Optional.empty());
  }

  private EncodedPatches encoded(
      PatchRounding rounding,
      PacketizerOptions packets,
      Optional<ProtectionPlan> plan,
      PatchTrainingListener listener) {
    return CommandException.checked(
        () -> {
          PatchedSignalEncoder steady =
              new PatchedSignalEncoder(
                  training, rounding, packets, plan, ForkJoinPool.commonPool(), threads);
          return clock
              .next()
              .map(end -> steady.within(end, false))
              .orElse(steady)
              .encode(signal, listener);
        });
  }

  private Contender contender(
      String format, String protection, EncodedPatches encoded, String more) {
    String how =
        String.format(
            Locale.ROOT,
            "%d patches on a base %s%s",
            encoded.trained().patches().stream().filter(patch -> patch != null).count(),
            encoded.trained().base().architecture(),
            more);
    return of(format, protection, how, encoded.stream(), signal);
  }

  /** What a stream is, sent and received as the command line does. */
  static Contender of(
      String format, String protection, String how, EncodedStream stream, Signal signal) {
    Reception exact = StreamFile.exact(stream);
    SimulatedStream simulated =
        new SimulatedStream(stream.frames(), exact, Reconstruction.of(exact), signal);
    StreamCarrier carrier = new StreamCarrier(simulated, ReceiverOptions.DEFAULTS);
    double clean = carrier.receive(stream.frames()).decibels();
    return new Contender(
        format, protection, true, List.of(new Contender.Way(how, carrier, clean, false)));
  }
}
