package dev.sirencast.benchmarks;

import dev.sirencast.fec.ErasureCode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What {@link ErasureBenchmark} measures, in the thread's own processor time instead of the
 * clock's: for a machine that others use as well, where the clock says more about them.
 */
public final class ErasureSpeed {
  private static final int LENGTH = 1080;
  private static final int[][] SHAPES = {{10, 4}, {32, 8}, {64, 16}, {200, 50}};
  private static final int ROUNDS = 3;
  private static final double WORK = 2e8;

  private ErasureSpeed() {}

  /** Prints 10^6 bytes of source symbols a second, of the last of several rounds. */
  public static void main(String[] arguments) {
    System.out.println("| k + m | encode, MB/s | decode, MB/s |\n|---|---|---|");
    for (int[] shape : SHAPES) {
      SplittableRandom random = new SplittableRandom(1);
      List<byte[]> sources = new ArrayList<>();
      for (int i = 0; i < shape[0]; i++) {
        byte[] symbol = new byte[LENGTH];
        random.nextBytes(symbol);
        sources.add(symbol);
      }
      ErasureCode code = ErasureCode.reedSolomon(shape[0], shape[1]);
      List<byte[]> repairs = code.encode(sources);
      double encode = 0;
      double decode = 0;
      for (int round = 0; round < ROUNDS; round++) {
        encode = speed(shape, () -> code.encode(sources).size());
        decode = speed(shape, () -> restored(code, sources, repairs));
      }
      System.out.printf(
          Locale.ROOT, "| %d + %d | %.0f | %.0f |%n", shape[0], shape[1], encode, decode);
    }
  }

  private interface Work {
    int run();
  }

  private static int restored(ErasureCode code, List<byte[]> sources, List<byte[]> repairs) {
    List<byte[]> symbols = new ArrayList<>(sources);
    for (int j = 0; j < repairs.size(); j++) {
      symbols.set(j, null);
    }
    if (!code.restore(symbols, repairs)) {
      throw new IllegalStateException("not restored");
    }
    return symbols.size();
  }

  private static double speed(int[] shape, Work work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int times = (int) Math.max(1, WORK / (LENGTH * shape[0] * ((shape[1] + 7) / 8)));
    int done = 0;
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      done += work.run();
    }
    double seconds = (threads.getCurrentThreadCpuTime() - start) * 1e-9;
    return done == 0 ? 0 : 1e-6 * LENGTH * shape[0] * times / seconds;
  }
}
