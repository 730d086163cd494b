package dev.sirencast.experiments.lab;

import dev.sirencast.encoder.EncodedNetwork;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.encoder.RoundingWay;
import dev.sirencast.encoder.StreamEncoder;
import dev.sirencast.encoder.TrainedNetwork;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.rounding.RateTarget;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.noise.WeightNoise;
import dev.sirencast.siren.noise.WeightPerturbation;
import dev.sirencast.trainer.TrainingOutcome;
import dev.sirencast.trainer.TrainingResult;
import java.util.Optional;

/**
 * A signal as one network.
 *
 * @param signal that it was trained on
 * @param result of the training
 * @param noise that it was trained to withstand, or none
 * @param clean its PSNR without noise, in decibels
 */
record SingleNetwork(Signal signal, TrainingResult result, WeightNoise noise, double clean)
    implements Trained {

  static SingleNetwork of(Signal signal, TrainingResult result, WeightNoise noise) {
    return new SingleNetwork(signal, result, noise, Decibels.of(signal, result.weights(), 1));
  }

  @Override
  public String failure() {
    return result.outcome() == TrainingOutcome.DIVERGED
        ? "diverged at step " + result.steps()
        : Decibels.failure(signal, clean);
  }

  @Override
  public long weights() {
    return result.seeded().sentWeights(result.weights().architecture());
  }

  @Override
  public double decibels(WeightNoise harm, long seed, int threads) {
    return Decibels.of(
        signal,
        WeightPerturbation.applyAll(harm.perturbations(), result.weights(), result.seeded(), seed),
        threads);
  }

  @Override
  public EncodedStream stream(long bytes, PacketizerOptions packets) {
    TrainedNetwork network =
        new TrainedNetwork(
            result.weights(),
            new WeightOrigin(result.seeded(), noise, false),
            SignalDescription.of(signal),
            Optional.of(signal));
    EncodedNetwork encoded =
        StreamEncoder.of(EncoderOptions.of(new RateTarget.Bytes(bytes), RoundingWay.GPTQ, packets))
            .encode(network);
    if (!encoded.rounded().met()) {
      throw new IllegalStateException("one network does not fit into " + bytes + " bytes");
    }
    return encoded.stream();
  }
}
