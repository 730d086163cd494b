package dev.sirencast.benchmarks;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.media.TestCard;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Heap that receivers take while their streams arrive: many at once, each with all of its stream
 * but the last packet, before any of them has decoded and after all have. Argument: receivers
 * (default 1,000).
 */
public final class ReceiverMemoryBenchmark {
  private ReceiverMemoryBenchmark() {}

  /** Prints KiB a receiver in either coding. */
  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    for (WeightCoding coding : List.of(WeightCoding.ERROR_RESILIENT, WeightCoding.ENTROPY_CODED)) {
      measure(coding, count);
    }
  }

  private static void measure(WeightCoding coding, int count) throws IOException {
    SirenArchitecture network = new SirenArchitecture(2, 180, 3, 3, 30, 30);
    EncodedStream stream =
        Packetizer.packetize(
            SignalDescription.of(TestCard.create(192, 128)),
            Quantizer.quantize(SirenInitializer.initialize(network, 1), 8),
            PacketizerOptions.DEFAULTS.withCoding(coding));
    List<byte[]> frames = stream.frames();
    long before = used();
    List<SirenReceiver> receivers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SirenReceiver receiver = SirenReceiver.create();
      frames.subList(0, frames.size() - 1).forEach(receiver::accept);
      receivers.add(receiver);
    }
    double arriving = (used() - before) / 1024.0 / count;
    int weights = 0;
    for (SirenReceiver receiver : receivers) {
      weights += receiver.finish().weights().tensors().size();
    }
    double decoded = (used() - before) / 1024.0 / count;
    System.out.printf(
        "%s weight coding, %,d bytes a stream, %,d receivers: %.1f KiB each while they fill, %.1f KiB after"
            + " they have decoded once%n",
        coding.label(), stream.bytes(), count, arriving, decoded);
    Reference.reachabilityFence(receivers);
    if (weights != count * network.tensors()) {
      throw new IllegalStateException("a receiver lost its weights");
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
