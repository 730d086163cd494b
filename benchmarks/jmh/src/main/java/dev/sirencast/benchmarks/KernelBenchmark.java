package dev.sirencast.benchmarks;

import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenArchitecture;
import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenNetwork;
import java.util.concurrent.TimeUnit;
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
 * Decoding a photograph: one evaluation of a network on 768x512 points, one thread, in
 * milliseconds.
 *
 * <p>The choice of a kernel is made once in a process, so each has its own fork.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 7)
public class KernelBenchmark {
  private static final CoordinateGrid GRID = CoordinateGrid.of(768, 512);

  /** Features x sine layers. */
  @Param({"256x4", "64x3", "28x10"})
  public String shape;

  private SirenNetwork network;

  /** Makes the network: initial weights, as its speed does not depend on their values. */
  @Setup
  public void setUp() {
    String[] sizes = shape.split("x");
    int features = Integer.parseInt(sizes[0]);
    int hiddenLayers = Integer.parseInt(sizes[1]) - 1;
    SirenArchitecture architecture = new SirenArchitecture(2, features, hiddenLayers, 3, 30, 30);
    network = SirenNetwork.of(SirenInitializer.initialize(architecture, 1));
  }

  /** The plain kernel. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = "-Dsirencast.kernel=plain")
  public float[] plain() {
    return network.evaluate(GRID);
  }

  /** The vector kernel. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsirencast.kernel=vector"})
  public float[] vector() {
    return network.evaluate(GRID);
  }
}
