package dev.sirencast.benchmarks;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.PacketOrder;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.PacketKind;
import dev.sirencast.format.PacketSerializer;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.format.WeightPacket;
import dev.sirencast.media.SignalReader;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.Concealment;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.siren.WeightTensor;
import dev.sirencast.siren.noise.WeightPerturbation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What stands in for lost weights, compared: PSNR in decibels against the original, mean and worst
 * over seeds, and against the whole stream as the receiver predicts it and as it is. Packets are
 * lost independently, manifests never; 8 bits, fixed width, no repair packets.
 *
 * <p>The earlier versions are the network's own weights off by 10 and 30 % of each tensor's root
 * mean square. Arguments: the data folder, seeds (default 10).
 */
public final class ConcealmentBenchmark {
  private static final int BITS = 8;
  private static final int POINTS = 256;

  private ConcealmentBenchmark() {}

  /** Prints one table a network. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    Signal original = SignalReader.read(data.resolve("weights").resolve("kodim24_192x128.png"));
    SirenArchitecture network = new SirenArchitecture(2, 256, 3, 3, 30, 30);
    for (String name : List.of("siren_256x4_mse", "siren_256x4_noise1e-3")) {
      Path file = data.resolve("weights").resolve(name + ".safetensors");
      SirenWeights weights = CodingBytesBenchmark.read(file, network);
      System.out.println(name + ": mean (worst) [whole stream: predicted, measured]");
      for (PacketOrder order : PacketOrder.values()) {
        EncodedStream stream =
            Packetizer.packetize(
                SignalDescription.of(original),
                Quantizer.quantize(weights, BITS),
                PacketizerOptions.DEFAULTS
                    .withCoding(WeightCoding.ERROR_RESILIENT)
                    .withOrder(order));
        for (double lost : new double[] {0.05, 0.1, 0.2}) {
          for (Map.Entry<String, ReceiverOptions> method : methods(weights).entrySet()) {
            System.out.printf(
                "| %s | %.0f %% | %s | %s |%n",
                order.label(),
                100 * lost,
                method.getKey(),
                row(stream, original, lost, seeds, method.getValue()));
          }
        }
      }
    }
  }

  private static Map<String, ReceiverOptions> methods(SirenWeights weights) {
    ReceiverOptions options = ReceiverOptions.DEFAULTS;
    Map<String, ReceiverOptions> methods = new LinkedHashMap<>();
    for (Concealment concealment : Concealment.values()) {
      methods.put(concealment.label(), options.withConcealment(concealment));
    }
    ReceiverOptions posterior = options.withConcealment(Concealment.POSTERIOR);
    methods.put("previous, 30 % off", posterior.withPrevious(off(weights, 0.3)));
    methods.put("previous, 10 % off", posterior.withPrevious(off(weights, 0.1)));
    return methods;
  }

  /** Weights with noise of a share of each tensor's root mean square. */
  private static SirenWeights off(SirenWeights weights, double share) {
    SirenWeights noise = new WeightPerturbation.Gaussian(1).apply(weights, 1);
    List<WeightTensor> tensors = new ArrayList<>();
    for (int id = 0; id < weights.tensors().size(); id++) {
      WeightTensor tensor = weights.tensors().get(id);
      float[] values = tensor.toArray();
      double square = 0;
      for (float value : values) {
        square += (double) value * value / values.length;
      }
      double sigma = share * Math.sqrt(square);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (sigma * (noise.tensors().get(id).get(i) - values[i]));
      }
      tensors.add(WeightTensor.of(tensor.rows(), tensor.columns(), values));
    }
    return SirenWeights.of(weights.architecture(), tensors);
  }

  private static String row(
      EncodedStream stream, Signal original, double lost, int seeds, ReceiverOptions options)
      throws IOException {
    SirenReceiver all = SirenReceiver.create();
    stream.frames().forEach(all::accept);
    Signal whole = all.finish().reconstruct();
    double mean = 0;
    double worst = Double.POSITIVE_INFINITY;
    double predicted = 0;
    double measured = 0;
    for (int seed = 0; seed < seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SirenReceiver receiver = SirenReceiver.create(options);
      for (WeightPacket packet : stream.packets()) {
        if (random.nextDouble() >= lost || packet.kind() == PacketKind.MANIFEST) {
          receiver.accept(PacketSerializer.serialize(packet));
        }
      }
      Reception reception = receiver.finish();
      Signal shown = reception.reconstruct();
      double psnr = Psnr.decibels(original, shown);
      mean += psnr / seeds;
      worst = Math.min(worst, psnr);
      predicted += reception.estimatedDecibels(POINTS) / seeds;
      measured += Psnr.decibels(whole, shown) / seeds;
    }
    return String.format("%.2f (%.2f) | [%.1f, %.1f]", mean, worst, predicted, measured);
  }
}
