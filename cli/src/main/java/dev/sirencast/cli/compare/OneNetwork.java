package dev.sirencast.cli.compare;

import dev.sirencast.cli.base.ProgressDisplay;
import dev.sirencast.cli.encode.Effort;
import dev.sirencast.cli.encode.StepsInTime;
import dev.sirencast.cli.encode.Training;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.trainer.InitialScale;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.patch.Deadline;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes our streams of a signal as one network, of a width that suits the bytes. */
final class OneNetwork {
  static final String FORMAT = "SirenCast one network";
  private static final int HIDDEN_LAYERS = 3;
  private static final int NARROWEST = 8;
  private static final int WIDEST = 256;
  private static final double AUDIO_OMEGA0 = 3000;

  /** What a weight takes in a network that suits its size. */
  private static final double BITS_A_WEIGHT = 6;

  private static final int[] STEPS = {150, 1500, 6000};

  private final Signal signal;
  private final TrainedNetwork network;
  private final RoundingWay rounding;
  private final int packetBytes;

  private OneNetwork(Signal signal, TrainedNetwork network, RoundingWay rounding, int packetBytes) {
    this.rounding = rounding;
    this.signal = signal;
    this.network = network;
    this.packetBytes = packetBytes;
  }

  /** Trains one network for streams of about so many bytes. */
  static OneNetwork trained(
      Signal signal,
      long bytes,
      OwnTraining training,
      int packetBytes,
      Optional<Deadline> deadline,
      BooleanSupplier stop,
      ProgressDisplay display) {
    SirenArchitecture architecture = architecture(signal, bytes);
    TrainingOptions begun =
        TrainingOptions.defaults()
            .withSeed(training.seed())
            .withLearningRate(TrainingOptions.learningRateOf(architecture))
            .withInitialScale(InitialScale.of(architecture, signal.grid()));
    display.phase("one network", 0, "steps");
    int steps =
        deadline
            .map(
                end ->
                    StepsInTime.measure(signal, architecture, begun, end, 0, 0, stop, display)
                        .steps(1))
            .orElse(STEPS[training.effort().ordinal()]);
    display.phase("one network", steps, "steps");
    TrainingOptions options = begun.withSteps(steps);
    return new OneNetwork(
        signal,
        TrainedNetwork.of(
            Training.run(signal, architecture, options, stop, display).weights(), signal),
        training.effort() == Effort.FAST || deadline.isPresent()
            ? RoundingWay.NEAREST
            : RoundingWay.AUTO,
        packetBytes);
  }

  private static SirenArchitecture architecture(Signal signal, long bytes) {
    double weights = 8 * bytes / BITS_A_WEIGHT;
    int features = (int) Math.max(NARROWEST, Math.min(WIDEST, Math.sqrt(weights / HIDDEN_LAYERS)));
    double first =
        signal.kind() == SignalKind.AUDIO ? AUDIO_OMEGA0 : SirenArchitecture.USUAL_OMEGA0;
    return new SirenArchitecture(
        signal.grid().dimensions(),
        features,
        HIDDEN_LAYERS,
        signal.components(),
        first,
        SirenArchitecture.USUAL_OMEGA0);
  }

  Optional<Contender> plain(long bytes, EncoderListener listener) {
    return fitting(OwnStreams.NO_PROTECTION, bytes, UnequalErrorProtection.NONE, listener);
  }

  Optional<Contender> repaired(long bytes, RepairShare repair, EncoderListener listener) {
    return fitting(repair.toString(), bytes, repair.ofStreams(), listener);
  }

  private Optional<Contender> fitting(
      String name, long bytes, UnequalErrorProtection protection, EncoderListener listener) {
    PacketizerOptions packets =
        PacketizerOptions.DEFAULTS
            .withCoding(WeightCoding.ENTROPY_CODED)
            .withPacketBytes(packetBytes)
            .withProtection(protection);
    EncodedNetwork encoded =
        StreamEncoder.of(EncoderOptions.of(new RateTarget.Bytes(bytes), rounding, packets))
            .encode(network, listener);
    String how = String.format(Locale.ROOT, "a network %s", network.weights().architecture());
    return encoded.rounded().met()
        ? Optional.of(OwnStreams.of(FORMAT, name, how, encoded.stream(), signal))
        : Optional.empty();
  }
}
