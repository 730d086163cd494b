package dev.sirencast.cli.science;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.experiments.bench.DecodeBench;
import dev.sirencast.experiments.bench.DecodeTimes;
import dev.sirencast.experiments.bench.PatchDecodeBench;
import dev.sirencast.siren.SirenNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench decode}: the receiver's kernels beside libtorch. */
@Command(
    name = "decode",
    description = {
      "Times the decoding of five networks by the vector kernel, the plain one and libtorch (tiles"
          + " of 1,024 points, threads used in the way that is fastest), in one process, in turns;"
          + " medians. Then a photograph in 384 patches: their outputs by both kernels and by libtorch's"
          + " batched products, and the picture by the receiver, base and patches to samples, beside"
          + " the largest network.",
      ""
    },
    sortOptions = false)
final class BenchDecodeCommand extends ConsoleCommand {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Counted rounds; about half a minute each (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--patches", description = "Only the photograph in patches.")
  private boolean onlyPatches;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    DecodeBench bench = CommandException.checked(() -> new DecodeBench(rounds, this::note));
    List<DecodeTimes> results;
    List<PatchDecodeBench.Times> patches = new ArrayList<>();
    try {
      for (int threads = 1; threads <= 2; threads++) {
        note("patches, " + threads + (threads == 1 ? " thread" : " threads"));
        patches.add(new PatchDecodeBench(rounds).run(threads));
      }
      results = onlyPatches ? List.of() : bench.run();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw CommandException.failure(e.getMessage(), e);
    }
    String text = (onlyPatches ? machine() : text(results)) + patchText(patches);
    ObjectNode json = json(results, (System.nanoTime() - start) * 1e-9);
    addTo(json, patches);
    print(text, json);
    return ExitCode.DONE;
  }

  private static String machine() {
    return "JDK " + Runtime.version() + ", " + SirenNetwork.kernelName();
  }

  private static String text(List<DecodeTimes> results) {
    StringBuilder text = new StringBuilder(machine()).append(System.lineSeparator());
    text.append(
        String.format(
            "%n%-12s %9s %8s %10s %10s %10s %9s %9s  %s%n",
            "network",
            "points",
            "threads",
            "vector",
            "plain",
            "libtorch",
            "vector x",
            "plain x",
            "bits of both kernels"));
    for (DecodeTimes times : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s %,9d %8d %8.3f s %8.3f s %8.3f s %9.2f %9.2f  %s%n",
              times.net(),
              times.points(),
              times.threads(),
              times.seconds().get("vector"),
              times.seconds().get("plain"),
              times.seconds().get("libtorch"),
              times.overEngine("vector"),
              times.overEngine("plain"),
              bits(times)));
    }
    text.append(String.format("%nx: times as fast as libtorch; medians"));
    return text.toString();
  }

  private static String patchText(List<PatchDecodeBench.Times> patches) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%n%n%-14s %7s %9s %9s %9s %8s %7s %9s %9s %5s%n",
                "patches",
                "threads",
                "vector",
                "plain",
                "libtorch",
                "vector x",
                "plain x",
                "picture",
                "2-256x4-3",
                "x"));
    for (PatchDecodeBench.Times times : patches) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-14s %7d %7.1f ms %6.1f ms %6.1f ms %8.2f %7.2f %6.1f ms %6.0f ms %5.1f%n",
              times.net(),
              times.threads(),
              1e3 * times.vector(),
              1e3 * times.plain(),
              1e3 * times.engine(),
              times.engine() / times.vector(),
              times.engine() / times.plain(),
              1e3 * times.picture(),
              1e3 * times.network(),
              times.network() / times.picture()));
    }
    return text.append("x: times as fast as libtorch, as the network; medians").toString();
  }

  private static void addTo(ObjectNode json, List<PatchDecodeBench.Times> patches) {
    ObjectNode nets = json.withObject("/nets");
    for (PatchDecodeBench.Times times : patches) {
      ObjectNode row = nets.withObject("/" + times.net()).putObject("threads_" + times.threads());
      Json.number(row, "vector_over_libtorch", times.engine() / times.vector());
      Json.number(row, "plain_over_libtorch", times.engine() / times.plain());
      Json.number(row, "vector_seconds", times.vector());
      Json.number(row, "plain_seconds", times.plain());
      Json.number(row, "libtorch_seconds", times.engine());
      Json.number(row, "picture_seconds", times.picture());
      Json.number(row, "network_seconds", times.network());
      Json.number(row, "picture_over_libtorch", times.engine() / times.picture());
      Json.number(row, "picture_over_network", times.network() / times.picture());
    }
  }

  private static String bits(DecodeTimes times) {
    return times.sameBits()
        ? String.format("%08x", times.hashes().get("vector"))
        : "DIFFER: " + times.hashes();
  }

  private ObjectNode json(List<DecodeTimes> results, double seconds) {
    ObjectNode json = Json.object();
    json.put("jdk", Runtime.version().toString());
    json.put("kernel", SirenNetwork.kernelName());
    json.put("rounds", rounds);
    ObjectNode nets = json.putObject("nets");
    for (DecodeTimes times : results) {
      ObjectNode row = nets.withObject("/" + times.net()).putObject("threads_" + times.threads());
      Json.number(row, "vector_over_libtorch", times.overEngine("vector"));
      Json.number(row, "plain_over_libtorch", times.overEngine("plain"));
      times.seconds().forEach((name, value) -> Json.number(row, name + "_seconds", value));
      row.put("libtorch_setting", times.engineSetting());
      times.hashes().forEach((name, hash) -> row.put(name + "_crc32c", hash & 0xFFFFFFFFL));
      row.put("same_bits", times.sameBits());
    }
    Json.number(json, "seconds", seconds);
    return json;
  }
}
