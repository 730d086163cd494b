package dev.sirencast.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was held and what went on, from the first program's start to the last look. */
final class SoakRecord {
  private static final int LOOKS = 3;

  private final Map<String, List<Holdings>> held;
  private final List<Load> loads;
  private final long begin;
  private final long end;

  /**
   * @param held by process, in the order of time
   * @param begin when the receivers came, in seconds since 1970
   * @param end when the last had left
   */
  SoakRecord(Map<String, List<Holdings>> held, List<Load> loads, long begin, long end) {
    this.held = held;
    this.loads = List.copyOf(loads);
    this.begin = begin;
    this.end = end;
  }

  Map<String, List<Holdings>> held() {
    return held;
  }

  List<Load> loads() {
    return loads;
  }

  /** Minutes since the receivers came. */
  double minutes(long seconds) {
    return (seconds - begin) / 60.0;
  }

  double lastMinute() {
    return minutes(end);
  }

  /** The median of the last looks before the receivers came. */
  private double before(String process, Holdings.Kind kind) {
    List<Holdings> looks = held.get(process);
    int first = 0;
    while (first < looks.size() && looks.get(first).seconds() < begin) {
      first++;
    }
    return median(looks.subList(Math.max(0, first - LOOKS), first), kind);
  }

  /** The median of the very last looks. */
  private double after(String process, Holdings.Kind kind) {
    List<Holdings> looks = held.get(process);
    return median(looks.subList(Math.max(0, looks.size() - LOOKS), looks.size()), kind);
  }

  private double most(String process, Holdings.Kind kind) {
    return held.get(process).stream()
        .filter(look -> look.seconds() >= begin && look.seconds() <= end)
        .mapToDouble(look -> look.of(kind))
        .max()
        .orElse(0);
  }

  private static double median(List<Holdings> looks, Holdings.Kind kind) {
    return looks.stream()
        .map(look -> look.of(kind))
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(looks.size() / 2);
  }

  /** What is not back where it was. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (String process : held.keySet()) {
      for (Holdings.Kind kind : Holdings.Kind.values()) {
        double before = before(process, kind);
        double after = after(process, kind);
        if (after > before + kind.margin()) {
          findings.add(
              String.format(
                  Locale.ROOT,
                  "%s: %s %.2f %s, and %.2f before the receivers came",
                  process,
                  kind.text(),
                  after,
                  kind.unit(),
                  before));
        }
      }
    }
    return findings;
  }

  /** Before, at most and after, in Markdown. */
  String table() {
    StringBuilder text = new StringBuilder("| before / at most / after |");
    held.keySet().forEach(process -> text.append(' ').append(process).append(" |"));
    text.append(" allowed more |\n|---|").append("---|".repeat(held.size() + 1)).append('\n');
    for (Holdings.Kind kind : Holdings.Kind.values()) {
      String number = kind.unit().isEmpty() ? "%.0f" : "%.1f";
      String cell = " " + number + " / " + number + " / " + number + " |";
      text.append("| ").append(kind.text());
      text.append(kind.unit().isEmpty() ? " |" : ", " + kind.unit() + " |");
      for (String process : held.keySet()) {
        text.append(
            String.format(
                Locale.ROOT,
                cell,
                before(process, kind),
                most(process, kind),
                after(process, kind)));
      }
      text.append(String.format(Locale.ROOT, " %.0f |%n", kind.margin()));
    }
    return text.toString();
  }

  /** Writes a table of all looks, one of what went on, and the plot of both. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    StringBuilder looks = new StringBuilder("minutes,process");
    for (Holdings.Kind kind : Holdings.Kind.values()) {
      looks.append(',').append(kind.column());
    }
    looks.append('\n');
    held.forEach(
        (process, all) -> {
          for (Holdings look : all) {
            String amounts = look.line().substring(look.line().indexOf(','));
            looks.append(
                String.format(
                    Locale.ROOT, "%.2f,%s%s%n", minutes(look.seconds()), process, amounts));
          }
        });
    Files.writeString(directory.resolve("soak.csv"), looks);
    StringBuilder load = new StringBuilder("minutes," + Load.HEADER + "\n");
    for (Load one : loads) {
      load.append(String.format(Locale.ROOT, "%.2f,%s%n", minutes(one.seconds()), one.line()));
    }
    Files.writeString(directory.resolve("soak-load.csv"), load);
    Files.writeString(directory.resolve("soak.svg"), SoakPlot.draw(this));
  }
}
