package dev.sirencast.cli.encode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.cli.options.QualityScale;
import dev.sirencast.cli.options.Reconstruction;
import dev.sirencast.cli.options.SignalText;
import dev.sirencast.cli.options.StreamFile;
import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncoderListener;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.receiver.Reception;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.SampleSource;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingResult;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A trained network as a stream, and what a receiver makes of it where nothing happens on the way.
 *
 * @param packed what is written, and how it was made
 * @param reception what comes of it
 * @param fidelity how near that is to the signal
 * @param training how the weights were found
 * @param floatFidelity how near the weights were before they were rounded
 * @param roughly whether both were measured at a few points
 */
record EncodedSignal(
    EncodedNetwork packed,
    Reception reception,
    Fidelity fidelity,
    TrainingResult training,
    Fidelity floatFidelity,
    boolean roughly) {
  /**
   * Packages weights; those trained under noise are decoded at its mean if that is better.
   *
   * @param listener whose hurry lets a few points decide that
   * @param threads that evaluate
   */
  static EncodedNetwork pack(
      Signal signal,
      TrainingResult result,
      WeightNoise noise,
      StreamEncoder encoder,
      EncoderListener listener,
      int threads) {
    // A manifest that speaks of the mean is the longer one: what it fits into, the other does too.
    TrainedNetwork network =
        new TrainedNetwork(
            result.weights(),
            new WeightOrigin(result.seeded(), noise, !noise.isNone()),
            SignalDescription.of(signal),
            Optional.of(signal));
    EncodedNetwork mean = CommandException.checked(() -> encoder.encode(network, listener));
    if (noise.isNone()) {
      return mean;
    }
    EncodedNetwork plain = mean.as(network.withMeanField(false));
    ToDoubleFunction<EncodedNetwork> psnr =
        packed -> {
          Reception reception = StreamFile.exact(packed.stream());
          return listener.isHurried()
              ? Fidelity.roughly(signal, samples(signal, reception, threads)).psnr()
              : Psnr.decibels(signal, Reconstruction.of(reception, threads));
        };
    return psnr.applyAsDouble(mean) > psnr.applyAsDouble(plain) ? mean : plain;
  }

  /**
   * Says what a stream is worth.
   *
   * @param roughly whether a few points have to do
   * @param threads that evaluate
   */
  static EncodedSignal measured(
      Signal signal, TrainingResult result, EncodedNetwork packed, boolean roughly, int threads) {
    Reception reception = StreamFile.exact(packed.stream());
    Reception exact =
        new Reception(
            packed.stream().manifest(), result.weights(), reception.decoding(), reception.report());
    Function<Reception, Fidelity> fidelity =
        made ->
            roughly
                ? Fidelity.roughly(signal, samples(signal, made, threads))
                : Fidelity.of(signal, Reconstruction.of(made, threads));
    return new EncodedSignal(
        packed, reception, fidelity.apply(reception), result, fidelity.apply(exact), roughly);
  }

  private static SampleSource samples(Signal signal, Reception reception, int threads) {
    return reception.samples(signal.grid(), ForkJoinPool.commonPool(), threads);
  }

  /** What is written. */
  EncodedStream stream() {
    return packed.stream();
  }

  private int sentWeights() {
    return stream().manifest().origin().seeded().sentWeights(stream().manifest().architecture());
  }

  private double bitsPerPoint() {
    return 8.0 * stream().bytes() / stream().manifest().signal().grid().points();
  }

  /** Whether rounding alone took the PSNR below some decibels. */
  boolean isRounded(double decibels) {
    return floatFidelity.psnr() >= decibels && fidelity.psnr() < decibels;
  }

  /** Fills in what the stream is and how it was trained. */
  void addTo(ObjectNode json) {
    StreamManifest manifest = stream().manifest();
    SignalText.addTo(json, manifest.signal());
    json.put("architecture", manifest.architecture().toString());
    Json.number(json, "psnr_db", fidelity.psnr());
    Json.number(json, "clean_psnr_db", fidelity.psnr());
    fidelity.addTo(json);
    Json.number(json, "float_psnr_db", floatFidelity.psnr());
    if (roughly) {
      json.put("measured_roughly", true);
    }
    if (!manifest.origin().noise().isNone()) {
      Json.number(json, "noisy_psnr_db", fidelity.scale().psnr(training.psnr()));
    }
    json.put("decoder", reception.decoding().label());
    json.put("coding", manifest.coding().label());
    RoundingText.addTo(json, packed.rounded());
    json.put("bytes", stream().bytes());
    manifest.signature().ifPresent(by -> json.put("signed_by", by.key().id()));
    json.put("weights", manifest.architecture().parameters());
    json.put("sent_weights", sentWeights());
    json.put("seeded", manifest.origin().seeded().names());
    Json.number(json, "bits_per_weight", 8.0 * stream().bytes() / sentWeights());
    Json.number(json, "bits_per_" + SignalText.point(manifest.signal().kind()), bitsPerPoint());
    json.put("source_packets", manifest.sourcePackets());
    json.put("repair_packets", manifest.repairPackets());
    json.put("steps", training.steps());
    Json.number(json, "training_loss", training.trainingLoss());
    json.put("engine", training.engine().label());
    json.put("device", training.device());
    json.put("stopped_early", training.outcome() == TrainingOutcome.STOPPED);
    json.put("target_reached", training.outcome() == TrainingOutcome.TARGET_REACHED);
  }

  /** The stream in a line or two. */
  String text() {
    WeightNoise noise = stream().manifest().origin().noise();
    String before =
        String.format(
            " (%s before quantising%s%s)",
            QualityScale.text(floatFidelity.lead()),
            noise.isNone()
                ? ""
                : String.format(
                    ", %s expected under %s",
                    QualityScale.text(fidelity.scale().lead(training.psnr())), noise),
            roughly ? ", both at a few points" : "");
    return String.format(
        Locale.ROOT,
        "%,d bytes, %s, %.2f bits a weight, %s, %s%s",
        stream().bytes(),
        fidelity.text(before),
        8.0 * stream().bytes() / sentWeights(),
        SignalText.bits(stream().manifest().signal(), stream().bytes()),
        SignalText.share(stream().manifest().signal(), stream().bytes()),
        RoundingText.of(packed.rounded()));
  }

  /** The training in a few words. */
  String trainingText() {
    String end =
        switch (training.outcome()) {
          case STOPPED -> " (stopped early)";
          case TARGET_REACHED -> " (target reached)";
          default -> "";
        };
    return String.format(
        Locale.ROOT,
        "%,d steps%s on %s (%s)",
        training.steps(),
        end,
        training.device(),
        training.engine().label());
  }
}
