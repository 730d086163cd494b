package dev.sirencast.benchmarks;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.media.ImageResampler;
import dev.sirencast.media.SignalReader;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.trainer.SirenTrainer;
import dev.sirencast.trainer.TrainingListener;
import dev.sirencast.trainer.TrainingOptions;
import dev.sirencast.trainer.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What quantising costs: bytes and PSNR for every number of bits, beside the plain way, one step
 * for each tensor that spans its largest value and the same bits for all tensors.
 *
 * <p>Arguments: none for the test card, or a picture's file, which is resized to 192x128.
 */
public final class BitsBenchmark {
  private BitsBenchmark() {}

  /** Trains one network and prints a table. */
  public static void main(String[] args) throws IOException {
    Signal signal =
        args.length == 0
            ? TestCard.create(192, 128)
            : ImageResampler.resize(SignalReader.read(Path.of(args[0])), 192, 128);
    SirenArchitecture architecture = new SirenArchitecture(2, 256, 3, signal.components(), 30, 30);
    TrainingResult trained =
        SirenTrainer.train(
            signal, architecture, TrainingOptions.defaults(), TrainingListener.none());
    System.out.printf(
        "%s, 1,000 steps of 2,048 points, seed 0: %.2f dB before quantising%n",
        architecture, trained.psnr());
    System.out.printf("%4s %10s %10s %14s%n", "bits", "bytes", "dB", "plain way, dB");
    for (int bits : new int[] {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16}) {
      QuantizedNetwork network = Quantizer.quantize(trained.weights(), bits);
      EncodedStream stream =
          Packetizer.packetize(SignalDescription.of(signal), network, PacketizerOptions.DEFAULTS);
      System.out.printf(
          "%4d %,10d %10.2f %14.2f%n",
          bits,
          stream.bytes(),
          psnr(signal, network.dequantize()),
          psnr(signal, plain(trained.weights(), bits)));
    }
  }

  private static double psnr(Signal signal, SirenWeights weights) {
    return Psnr.decibels(
        signal, SirenNetwork.of(weights).reconstruct(signal.format(), signal.grid()));
  }

  private static SirenWeights plain(SirenWeights weights, int bits) {
    List<WeightTensor> rounded = new ArrayList<>();
    for (WeightTensor tensor : weights.tensors()) {
      float[] values = tensor.toArray();
      float range = 0;
      for (float value : values) {
        range = Math.max(range, Math.abs(value));
      }
      float step = range / QuantizedTensor.maxMagnitude(bits);
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.round(values[i] / step) * step;
      }
      rounded.add(WeightTensor.of(tensor.rows(), tensor.columns(), values));
    }
    return SirenWeights.of(weights.architecture(), rounded);
  }
}
