package dev.sirencast.experiments.bench;

import dev.sirencast.siren.SirenInitializer;
import dev.sirencast.siren.SirenWeights;
import dev.sirencast.trainer.network.EngineNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Times the decoding of networks by both kernels and by libtorch, in one process.
 *
 * <p>Every way to decode takes its turn in every round, so that what else the machine does falls on
 * all alike; a first round warms up and is not counted. Not thread-safe.
 */
public final class DecodeBench {
  private static final List<String> KERNELS = List.of("vector", "plain");
  private static final long SEED = 1;

  private final int rounds;
  private final Consumer<String> listener;

  /**
   * Returns a benchmark that has measured nothing yet.
   *
   * @param rounds counted rounds, 1 or more
   * @param listener hears what is measured next
   */
  public DecodeBench(int rounds, Consumer<String> listener) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be 1 or more, got " + rounds);
    }
    this.rounds = rounds;
    this.listener = listener;
  }

  /**
   * Measures every network with one thread, then with two.
   *
   * @throws IllegalArgumentException if this JVM has no vector kernel
   * @throws IllegalStateException if the engine cannot be started
   */
  public List<DecodeTimes> run() {
    return run(DecodedNet.ALL);
  }

  List<DecodeTimes> run(List<DecodedNet> nets) {
    List<DecodeTimes> results = new ArrayList<>();
    for (DecodedNet net : nets) {
      for (int threads = 1; threads <= 2; threads++) {
        listener.accept(net.name() + ", " + threads + (threads == 1 ? " thread" : " threads"));
        results.add(measure(net, threads));
      }
    }
    return results;
  }

  private DecodeTimes measure(DecodedNet net, int threads) {
    SirenWeights weights = SirenInitializer.initialize(net.architecture(), SEED);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (EngineNetwork engine = EngineNetwork.of(weights, Decoder.ENGINE_TILE)) {
      List<Decoder> decoders = new ArrayList<>();
      for (String kernel : KERNELS) {
        decoders.add(Decoder.kernel(kernel, weights, net.grid(), workers, threads));
      }
      int outputs = net.architecture().outputs();
      decoders.add(Decoder.engine(engine, outputs, net.grid(), threads));
      if (threads > 1) {
        decoders.add(Decoder.engineOverTiles(engine, outputs, net.grid(), workers, threads));
      }
      return measure(net, threads, decoders);
    } catch (ExecutionException e) {
      throw new IllegalStateException("decoding failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      workers.shutdown();
    }
  }

  private DecodeTimes measure(DecodedNet net, int threads, List<Decoder> decoders)
      throws InterruptedException, ExecutionException {
    double[][] seconds = new double[decoders.size()][rounds];
    Map<String, Integer> hashes = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (int d = 0; d < decoders.size(); d++) {
        long begun = System.nanoTime();
        float[] outputs = decoders.get(d).evaluation().outputs();
        double time = (System.nanoTime() - begun) * 1e-9;
        if (round >= 0) {
          seconds[d][round] = time;
        } else if (KERNELS.contains(decoders.get(d).name())) {
          hashes.put(decoders.get(d).name(), hash(outputs));
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    String setting = "";
    for (int d = 0; d < decoders.size(); d++) {
      Decoder decoder = decoders.get(d);
      double median = median(seconds[d]);
      if (median < medians.getOrDefault(decoder.name(), Double.POSITIVE_INFINITY)) {
        medians.put(decoder.name(), median);
        setting = decoder.setting();
      }
    }
    return new DecodeTimes(net.name(), net.grid().points(), threads, medians, setting, hashes);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static int hash(float[] outputs) {
    CRC32C hash = new CRC32C();
    for (float output : outputs) {
      int bits = Float.floatToRawIntBits(output);
      hash.update(bits >> 24);
      hash.update(bits >> 16);
      hash.update(bits >> 8);
      hash.update(bits);
    }
    return (int) hash.getValue();
  }
}
