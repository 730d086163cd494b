package dev.sirencast.cli.science;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.experiments.bench.EngineBench;
import dev.sirencast.experiments.bench.EngineTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench train}: training steps in plain Java beside libtorch. */
@Command(
    name = "train",
    description = {
      "Times training steps of all points in plain Java and on libtorch, on the CPU, in one"
          + " process, in turns; medians. Patches: 384 of 32x32 points; libtorch by batched products,"
          + " in batches that fit a cache or all at once, whichever is faster. One network: 98,304"
          + " points, libtorch in tiles.",
      ""
    },
    sortOptions = false)
class BenchTrainCommand extends ConsoleCommand {
  private static final int MAX_THREADS = 1024;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Counted rounds; up to ten seconds each (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; may be repeated (default: 1 and 2).")
  private List<Integer> threads = List.of(1, 2);

  @Option(
      names = "--net",
      paramLabel = "NAME",
      description = "Only what has this in its name: patches, or 256; may be repeated.")
  private List<String> nets = List.of();

  @Override
  public Integer call() {
    long start = System.nanoTime();
    EngineBench bench = CommandException.checked(() -> new EngineBench(rounds, this::note));
    for (int n : threads) {
      if (n < 1 || n > MAX_THREADS) {
        throw CommandException.usage("--threads must be 1 to " + MAX_THREADS + ", got " + n, null);
      }
    }
    List<String> chosen =
        EngineBench.nets().stream()
            .filter(
                net -> nets.isEmpty() || nets.stream().anyMatch(n -> EngineBench.isMeant(net, n)))
            .toList();
    if (chosen.isEmpty()) {
      throw CommandException.usage("--net: no name contains any of " + nets, null);
    }
    List<EngineTimes> results = new ArrayList<>();
    try {
      for (String net : chosen) {
        for (int n : threads) {
          results.add(bench.run(net, n));
        }
      }
    } catch (IllegalStateException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
    print(text(results), json(results, (System.nanoTime() - start) * 1e-9));
    return ExitCode.DONE;
  }

  private static String text(List<EngineTimes> results) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "JDK %s%n%n%-24s %7s %13s %13s %8s %8s %6s  %s%n",
                Runtime.version(),
                "full-batch steps of",
                "threads",
                "java, a step",
                "libtorch",
                "GFLOP/s",
                "GFLOP/s",
                "ratio",
                "libtorch used"));
    for (EngineTimes times : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-24s %7d %10.1f ms %10.1f ms %8.1f %8.1f %6.2f  %s%n",
              times.what(),
              times.threads(),
              1e3 * times.javaSeconds(),
              1e3 * times.torchSeconds(),
              1e-9 * times.operations() / times.javaSeconds(),
              1e-9 * times.operations() / times.torchSeconds(),
              times.ratio(),
              times.torchSetting()));
    }
    return text.append("ratio: how many times as fast as libtorch plain Java is").toString();
  }

  private ObjectNode json(List<EngineTimes> results, double seconds) {
    ObjectNode json = Json.object();
    json.put("jdk", Runtime.version().toString());
    json.put("rounds", rounds);
    ObjectNode byNet = json.putObject("nets");
    for (EngineTimes times : results) {
      ObjectNode net = byNet.withObject("/" + times.what());
      // Those of the last number of threads stand beside those of each.
      addTo(net, times);
      addTo(net.putObject("threads_" + times.threads()), times);
    }
    Json.number(json, "seconds", seconds);
    return json;
  }

  private static void addTo(ObjectNode row, EngineTimes times) {
    row.put("threads", times.threads());
    Json.number(row, "java_over_torch", times.ratio());
    Json.number(row, "java_seconds", times.javaSeconds());
    Json.number(row, "torch_seconds", times.torchSeconds());
    row.put("torch_setting", times.torchSetting());
  }
}
