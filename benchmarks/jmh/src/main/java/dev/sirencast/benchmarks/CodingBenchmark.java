package dev.sirencast.benchmarks;

import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.encoder.packet.Packetizer;
import dev.sirencast.encoder.packet.PacketizerOptions;
import dev.sirencast.format.SignalDescription;
import dev.sirencast.format.WeightCoding;
import dev.sirencast.quantization.QuantizedNetwork;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.quantization.Quantizer;
import dev.sirencast.receiver.DeliveryPolicy;
import dev.sirencast.receiver.Depacketizer;
import dev.sirencast.receiver.ReceivedStream;
import dev.sirencast.receiver.ReceiverLimits;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.ImageFormat;
import dev.sirencast.siren.SirenArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of the codings on one core, in millions of weights a second: whole streams, from frames to
 * checked symbols and from symbols to frames, all checksums and the fit of the models included.
 *
 * <p>The weights are siren_256x4_mse's, 198,915 of them, out of the folder that the system property
 * {@code sirencast.data} names.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class CodingBenchmark {
  private static final int WEIGHTS = 198_915;

  /** The coding. */
  @Param({"ENTROPY_CODED", "ERROR_RESILIENT"})
  public WeightCoding coding;

  /** Bits of a hidden weight before entropy coding. */
  @Param({"4", "5"})
  public int bits;

  private final SignalDescription signal =
      new SignalDescription(new ImageFormat(8), CoordinateGrid.of(192, 128), 3);
  private final SirenArchitecture architecture = new SirenArchitecture(2, 256, 3, 3, 30, 30);
  private List<QuantizedTensor> tensors = List.of();
  private List<byte[]> frames = List.of();

  /** Reads and rounds the weights. */
  @Setup
  public void setUp() throws IOException {
    Path file =
        Path.of(
            System.getProperty("sirencast.data", "../shared/data"),
            "weights",
            "siren_256x4_mse.safetensors");
    tensors = Quantizer.quantize(CodingBytesBenchmark.read(file, architecture), bits).tensors();
    frames = encode().frames();
  }

  /** Symbols to frames. */
  @Benchmark
  @OperationsPerInvocation(WEIGHTS)
  public EncodedStream encode() {
    PacketizerOptions options = PacketizerOptions.DEFAULTS.withManifestCopies(1).withCoding(coding);
    return Packetizer.packetize(signal, QuantizedNetwork.of(architecture, tensors), options);
  }

  /** Frames to symbols. */
  @Benchmark
  @OperationsPerInvocation(WEIGHTS)
  public ReceivedStream decode() throws IOException {
    Depacketizer depacketizer = Depacketizer.create(DeliveryPolicy.STRICT, ReceiverLimits.DEFAULTS);
    frames.forEach(depacketizer::accept);
    return depacketizer.finish();
  }
}
