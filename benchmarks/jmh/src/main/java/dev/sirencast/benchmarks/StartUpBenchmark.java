package dev.sirencast.benchmarks;

import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.siren.SirenNetwork;
import dev.sirencast.trainer.network.EngineNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of a fresh JVM to the first pixel of a stored stream, and to its whole picture: by
 * the receiver, and with the same weights by DJL. Wall time, seen from the process that starts it.
 * Arguments: the stream, runs (default 9).
 */
public final class StartUpBenchmark {
  private static final int TILE = 1024;

  private StartUpBenchmark() {}

  /** Prints medians; with a mode in front it is one of the processes that are timed. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "receiver" -> receiver(Path.of(arguments[1]));
      case "djl" -> djl(Path.of(arguments[1]));
      default -> compare(arguments[0], arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9);
    }
  }

  private static Reception read(Path file) throws IOException {
    SirenReceiver receiver = SirenReceiver.create();
    try (InputStream in = Files.newInputStream(file)) {
      receiver.readFrom(in);
    }
    return receiver.finish();
  }

  private static void receiver(Path file) throws IOException {
    Reception reception = read(file);
    SirenNetwork network = SirenNetwork.of(reception.decodedWeights());
    CoordinateGrid grid = reception.manifest().signal().grid();
    float[] first = new float[TILE * reception.manifest().signal().components()];
    network.evaluate(grid, 0, Math.min(TILE, grid.points()), first, 0);
    System.out.println("first pixel " + SirenNetwork.sample(first[0]));
    float[] all = network.evaluate(grid);
    System.out.println("last pixel " + SirenNetwork.sample(all[all.length - 1]));
  }

  private static void djl(Path file) throws IOException {
    Reception reception = read(file);
    CoordinateGrid grid = reception.manifest().signal().grid();
    int components = reception.manifest().signal().components();
    try (EngineNetwork network = EngineNetwork.of(reception.decodedWeights(), TILE)) {
      float[] all = new float[grid.points() * components];
      network.evaluate(grid, 1, 0, Math.min(TILE, grid.points()), all, 0);
      System.out.println("first pixel " + SirenNetwork.sample(all[0]));
      for (int point = 0; point < grid.points(); point += TILE) {
        int count = Math.min(TILE, grid.points() - point);
        network.evaluate(grid, 1, point, count, all, point * components);
      }
      System.out.println("last pixel " + SirenNetwork.sample(all[all.length - 1]));
    }
  }

  private static void compare(String file, int runs) throws Exception {
    time("receiver, plain kernel", List.of(), "receiver", file, runs);
    List<String> vector = List.of("--add-modules", "jdk.incubator.vector");
    time("receiver, vector kernel", vector, "receiver", file, runs);
    time("DJL with PyTorch, one thread", List.of(), "djl", file, runs);
  }

  private static void time(String name, List<String> flags, String mode, String file, int runs)
      throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> last = new ArrayList<>();
    String pixel = "";
    for (int run = 0; run < runs; run++) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(flags);
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(StartUpBenchmark.class.getName(), mode, file));
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader lines = process.inputReader()) {
        pixel = lines.readLine();
        first.add((System.nanoTime() - start) * 1e-6);
        lines.readLine();
        last.add((System.nanoTime() - start) * 1e-6);
      }
      if (process.waitFor() != 0 || pixel == null) {
        throw new IllegalStateException(name + " failed");
      }
    }
    first.sort(null);
    last.sort(null);
    System.out.printf(
        "%-30s first pixel %,6.0f ms, whole picture %,6.0f ms (medians of %d; %s)%n",
        name, first.get(runs / 2), last.get(runs / 2), runs, pixel);
  }
}
