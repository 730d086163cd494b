package dev.sirencast.benchmarks;

import dev.sirencast.fec.ErasureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of the Reed-Solomon code on one core: symbols as long as a packet's body, the coefficients'
 * tables made anew each time, as for a block of a stream. {@code megabytes} counts 10^6 bytes of
 * source symbols; decoding restores as many as there are repair symbols.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class ErasureBenchmark {
  private static final int LENGTH = 1080;

  /** Source and repair symbols. */
  @Param({"10+4", "32+8", "64+16", "200+50"})
  public String shape;

  private ErasureCode code = ErasureCode.reedSolomon(1, 0);
  private List<byte[]> sources = List.of();
  private List<byte[]> repairs = List.of();

  /** The bytes that went through. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Bytes {
    /** Millions of bytes of source symbols. */
    public double megabytes;
  }

  /** Draws the symbols. */
  @Setup
  public void setUp() {
    String[] parts = shape.split("\\+");
    code = ErasureCode.reedSolomon(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    SplittableRandom random = new SplittableRandom(1);
    sources = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(parts[0]); i++) {
      byte[] symbol = new byte[LENGTH];
      random.nextBytes(symbol);
      sources.add(symbol);
    }
    repairs = code.encode(sources);
  }

  /** Source symbols to repair symbols. */
  @Benchmark
  public List<byte[]> encode(Bytes bytes) {
    bytes.megabytes += 1e-6 * LENGTH * sources.size();
    return code.encode(sources);
  }

  /** As many source symbols restored as there are repair symbols. */
  @Benchmark
  public List<byte[]> decode(Bytes bytes) {
    bytes.megabytes += 1e-6 * LENGTH * sources.size();
    List<byte[]> symbols = new ArrayList<>(sources);
    for (int j = 0; j < repairs.size(); j++) {
      symbols.set(j, null);
    }
    if (!code.restore(symbols, repairs)) {
      throw new IllegalStateException("not restored");
    }
    return symbols;
  }
}
