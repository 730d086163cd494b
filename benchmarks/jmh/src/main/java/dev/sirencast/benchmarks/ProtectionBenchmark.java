package dev.sirencast.benchmarks;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.FecScheme;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.encoder.packet.UnequalErrorProtection;
import dev.sirencast.encoder.protection.ProtectionPlanner;
import dev.sirencast.encoder.protection.UnprotectedStream;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.PacketFormat;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightOrigin;
import dev.sirencast.media.SignalReader;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.Psnr;
import dev.sirencast.signal.Signal;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.transport.impairment.ChannelModel;
import dev.sirencast.transport.impairment.ChannelSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What protection is worth: siren_256x4_mse in 8 bits a weight through a channel of burst losses
 * and bit errors, as many bytes on the wire for every row (but where the row says otherwise), mean
 * and 5th percentile of the PSNR over the seeds. Below, the same network in one block a tensor
 * through the same channel; other formats are for {@code compare}.
 *
 * <p>Arguments: the data folder, the number of seeds (default 50), the channel, and a file for the
 * stream of the unequal protection, which can then be sent with the first of these seeds.
 */
public final class ProtectionBenchmark {
  private static final double OVERHEAD = 0.25;
  private static final int BITS = 8;
  private static final int SLICE = 64;
  private static final int SHOWN = 5;
  private static final String CHANNEL = "ge(p=2%,r=25%); ber(1e-4)";

  private final SirenWeights weights;
  private final Signal signal;
  private final ChannelModel channel;
  private final int seeds;

  private ProtectionBenchmark(
      SirenWeights weights, Signal signal, ChannelModel channel, int seeds) {
    this.weights = weights;
    this.signal = signal;
    this.channel = channel;
    this.seeds = seeds;
  }

  /** Measures every row and prints its figures as Markdown. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
    ChannelModel channel = ChannelModel.parse(arguments.length > 2 ? arguments[2] : CHANNEL);
    Signal signal = SignalReader.read(folder.resolve("weights").resolve("kodim24_192x128.png"));
    ProtectionBenchmark benchmark =
        new ProtectionBenchmark(weights(folder), signal, channel, seeds);
    System.out.printf("%s, %d seeds%n%n", channel, seeds);
    System.out.println("| row | policy | bytes | clean | mean | 5th percentile | worst |");
    System.out.println("|---|---|---|---|---|---|---|");
    benchmark.streams(arguments.length > 3 ? Optional.of(Path.of(arguments[3])) : Optional.empty());
    Damage damage = new Damage(channel);
    benchmark.others(new TensorBlocks(benchmark.weights, BITS, signal), damage);
  }

  private static SirenWeights weights(Path folder) throws IOException {
    return CodingBytesBenchmark.read(
        folder.resolve("weights").resolve("siren_256x4_mse.safetensors"),
        new SirenArchitecture(2, 256, 3, 3, 30, 30));
  }

  /**
   * @param output where the stream of the plan goes, to be sent for comparison
   */
  private void streams(Optional<Path> output) throws IOException {
    List<QuantizedTensor> tensors = Quantizer.quantize(weights, BITS).tensors();
    PacketizerOptions plain = PacketizerOptions.DEFAULTS;
    long bytes = (long) ((1 + OVERHEAD) * stream(tensors, plain).bytes());
    for (DeliveryPolicy policy : List.of(DeliveryPolicy.STRICT, DeliveryPolicy.SOFT)) {
      row("plain packets, a fifth fewer bytes", stream(tensors, plain), policy);
    }
    int finer = (int) (BITS * (1 + OVERHEAD));
    row(
        "plain packets, " + finer + " bits a weight",
        stream(Quantizer.quantize(weights, finer).tensors(), plain),
        DeliveryPolicy.SOFT);
    PacketizerOptions whole = largest(tensors, plain, FecScheme.NONE, bytes);
    row("equal protection, whole packets", stream(tensors, whole), DeliveryPolicy.STRICT);
    row("equal protection, whole packets", stream(tensors, whole), DeliveryPolicy.REPAIR_SOFT);
    PacketizerOptions sliced = largest(tensors, plain, FecScheme.NONE.withSliceBytes(SLICE), bytes);
    for (DeliveryPolicy policy : List.of(DeliveryPolicy.REPAIR, DeliveryPolicy.REPAIR_SOFT)) {
      row("equal protection, slices of " + SLICE, stream(tensors, sliced), policy);
    }
    PacketizerOptions checked = largest(tensors, plain, FecScheme.NONE.withCorrected(2), bytes);
    row("equal protection, parity bytes", stream(tensors, checked), DeliveryPolicy.REPAIR_SOFT);
    PacketizerOptions planned = planned(tensors, plain);
    EncodedStream unequal = stream(tensors, planned);
    for (DeliveryPolicy policy : DeliveryPolicy.values()) {
      row("unequal protection", unequal, policy);
    }
    System.err.println(planned.protection() + ", " + planned.manifestCopies() + " manifests");
    if (output.isPresent()) {
      try (OutputStream out = Files.newOutputStream(output.get())) {
        unequal.writeTo(out);
      }
      for (int seed = 0; seed < SHOWN; seed++) {
        double decibels = trial(unequal.frames(), DeliveryPolicy.REPAIR_SOFT, seed);
        System.err.printf(Locale.ROOT, "seed %d, repair-soft: %.4f dB%n", seed, decibels);
      }
    }
  }

  private EncodedStream stream(List<QuantizedTensor> tensors, PacketizerOptions options) {
    return Packetizer.packetize(
        SignalDescription.of(signal),
        QuantizedNetwork.of(weights.architecture(), tensors),
        options);
  }

  /** The most repair packets, the same for all classes, that fit {@code bytes}. */
  private PacketizerOptions largest(
      List<QuantizedTensor> tensors, PacketizerOptions plain, FecScheme inner, long bytes) {
    SirenArchitecture architecture = weights.architecture();
    PacketizerOptions best = plain;
    for (int repairs = 1; repairs < 200; repairs++) {
      FecScheme scheme =
          FecScheme.reedSolomon(200, Math.min(55, repairs))
              .withSliceBytes(inner.sliceBytes())
              .withCorrected(inner.corrected());
      PacketizerOptions options = plain.withProtection(UnequalErrorProtection.equal(scheme));
      long size =
          Packetizer.streamBytes(
              SignalDescription.of(signal),
              QuantizedNetwork.of(architecture, tensors),
              WeightOrigin.PLAIN,
              options);
      best = size <= bytes ? options : best;
    }
    return best;
  }

  private PacketizerOptions planned(List<QuantizedTensor> tensors, PacketizerOptions plain) {
    SirenReceiver clean = receiver(DeliveryPolicy.STRICT);
    stream(tensors, plain).frames().forEach(clean::accept);
    return new ProtectionPlanner(
            new UnprotectedStream(
                SignalDescription.of(signal),
                QuantizedNetwork.of(weights.architecture(), tensors),
                WeightOrigin.PLAIN,
                plain),
            Damage.estimate(channel),
            Math.pow(10, -psnr(clean) / 10))
        .plan(OVERHEAD)
        .options();
  }

  private void row(String name, EncodedStream stream, DeliveryPolicy policy) {
    List<byte[]> frames = stream.frames();
    SirenReceiver clean = receiver(policy);
    frames.forEach(clean::accept);
    print(name, policy.label(), stream.bytes(), psnr(clean), seed -> trial(frames, policy, seed));
  }

  private static SirenReceiver receiver(DeliveryPolicy policy) {
    return SirenReceiver.create(ReceiverOptions.DEFAULTS.withPolicy(policy));
  }

  private double trial(List<byte[]> frames, DeliveryPolicy policy, long seed) {
    ChannelSession session = channel.open(seed, PacketFormat.HEADER_BYTES);
    SirenReceiver receiver = receiver(policy);
    frames.forEach(frame -> session.offer(frame).forEach(receiver::accept));
    session.flush().forEach(receiver::accept);
    return psnr(receiver);
  }

  private double psnr(SirenReceiver receiver) {
    try {
      SirenWeights received = receiver.finish().decodedWeights();
      return Psnr.decibels(
          signal, SirenNetwork.of(received).reconstruct(signal.format(), signal.grid()));
    } catch (InvalidStreamException e) {
      return Psnr.decibels(signal, Damage.grey(signal)); // no manifest came
    }
  }

  private void others(FragileStream stream, Damage damage) {
    print(
        stream.name(),
        "damaged delivered",
        stream.bytes().length,
        stream.psnr(Damage.whole(stream.bytes())),
        seed -> stream.psnr(damage.send(stream.bytes(), seed)));
  }

  private void print(
      String name, String policy, long bytes, double clean, LongFunction<Double> trial) {
    double[] decibels = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      decibels[seed] = trial.apply(seed);
    }
    Arrays.sort(decibels);
    double position = 0.05 * (seeds - 1);
    int below = (int) position;
    double above = decibels[Math.min(below + 1, seeds - 1)];
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %.2f | %.2f | %.2f | %.2f |%n",
        name,
        policy,
        bytes,
        clean,
        Arrays.stream(decibels).average().orElse(Double.NaN),
        decibels[below] + (position - below) * (above - decibels[below]),
        decibels[0]);
  }
}
