package dev.sirencast.experiments.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Times training steps in plain Java and on libtorch, in one process, on the processor.
 *
 * <p>Every way to train takes its turn in every round, so that what else the machine does falls on
 * all alike; a first round warms up and is not counted. Not thread-safe.
 */
public final class EngineBench {
  private final int rounds;
  private final Consumer<String> listener;

  /**
   * Returns a benchmark that has measured nothing yet.
   *
   * @param rounds counted rounds, 1 or more
   * @param listener hears what is measured next
   */
  public EngineBench(int rounds, Consumer<String> listener) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be 1 or more, got " + rounds);
    }
    this.rounds = rounds;
    this.listener = listener;
  }

  /** The names of what can be trained. */
  public static List<String> nets() {
    return List.of(TrainedStack.name(), TrainedNet.name());
  }

  /** Whether a name is meant by a text that is part of it, or by {@code patches}. */
  public static boolean isMeant(String net, String text) {
    return net.contains(text) || (text.equals("patches") && net.equals(TrainedStack.name()));
  }

  /**
   * Measures what is trained.
   *
   * @param net one of {@link #nets}
   * @param threads 1 or more
   * @throws IllegalStateException if the engine cannot be started
   */
  public EngineTimes run(String net, int threads) {
    listener.accept(net + ", " + threads + (threads == 1 ? " thread" : " threads"));
    boolean stack = net.equals(TrainedStack.name());
    double operations = stack ? TrainedStack.operations() : TrainedNet.operations();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      return measure(
          net,
          threads,
          operations,
          stack ? TrainedStack.races(workers, threads) : TrainedNet.races(threads));
    } finally {
      workers.shutdown();
    }
  }

  private EngineTimes measure(String net, int threads, double operations, List<StepRace> races) {
    List<List<Double>> seconds = new ArrayList<>();
    races.forEach(race -> seconds.add(new ArrayList<>()));
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < races.size(); i++) {
        List<Double> turn = races.get(i).turn().seconds();
        if (round >= 0) {
          seconds.get(i).addAll(turn);
        }
      }
    }
    double java = Double.POSITIVE_INFINITY;
    double torch = Double.POSITIVE_INFINITY;
    String setting = "";
    for (int i = 0; i < races.size(); i++) {
      double median = median(seconds.get(i));
      listener.accept(
          String.format(
              "  %s, %s: %.1f ms a step",
              races.get(i).engine(), races.get(i).setting(), 1e3 * median));
      if (races.get(i).engine().equals("java")) {
        java = median;
      } else if (median < torch) {
        torch = median;
        setting = races.get(i).setting();
      }
    }
    return new EngineTimes(net, threads, operations, java, torch, setting);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
