package dev.sirencast.cli.science;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.CommandException;
import dev.sirencast.cli.base.ConsoleCommand;
import dev.sirencast.cli.base.ExitCode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.cli.options.SeedOption;
import dev.sirencast.transport.carousel.CarouselReception;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench carousel}: rounds until all have a stream, beside those expected. */
@Command(
    name = "carousel",
    description = {
      "Sends a stream to many listeners of a carousel that lose datagrams, with repair rows and"
          + " without, and to as many over TCP, where nothing is lost; over this machine's loopback."
          + " Rounds stand beside those expected.",
      ""
    },
    sortOptions = false)
final class BenchCarouselCommand extends ConsoleCommand {
  private static final int MAX_LISTENERS = 256;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "185",
      description = "Packets of the stream (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--frame-bytes",
      paramLabel = "N",
      defaultValue = "1100",
      description = "Bytes of a packet (default: ${DEFAULT-VALUE}).")
  private int frameBytes;

  @Option(
      names = "--rate",
      paramLabel = "MBIT",
      defaultValue = "20",
      description = "Megabits a second of the carousel (default: ${DEFAULT-VALUE}).")
  private double megabits;

  @Option(
      names = "--loss",
      paramLabel = "PERCENT",
      split = ",",
      defaultValue = "0,5,10,20,40",
      description = "What each listener loses (default: ${DEFAULT-VALUE}).")
  private List<Double> losses = List.of();

  @Option(
      names = "--receivers",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16,64",
      description = "Listeners at a time (default: ${DEFAULT-VALUE}).")
  private List<Integer> receivers = List.of();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "10",
      description = "Trials of each (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Mixin private SeedOption seed = new SeedOption(1);

  /** Of several trials of one kind; rounds are nothing over TCP. */
  private record Row(
      String how,
      double loss,
      int listeners,
      double rounds,
      double deviation,
      double expected,
      double last,
      double expectedLast,
      double lost,
      double seconds,
      double bytes) {}

  @Override
  public Integer call() throws IOException {
    check();
    CarouselTrial trial = new CarouselTrial(randomFrames(), megabits);
    List<Row> rows = new ArrayList<>();
    for (int listeners : receivers) {
      rows.add(tcp(trial, listeners));
      for (double loss : losses) {
        for (boolean coded : new boolean[] {true, false}) {
          rows.add(carousel(trial, coded, loss / 100, listeners));
          note(text(rows.get(rows.size() - 1)));
        }
      }
    }
    ObjectNode json = Json.object();
    json.put("packets", frames);
    json.put("packet_bytes", frameBytes);
    json.put("rate_mbit", megabits);
    json.put("trials", trials);
    json.put("seed", seed.value());
    ArrayNode array = json.putArray("rows");
    rows.forEach(row -> addTo(array.addObject(), row));
    print(text(rows), json);
    return ExitCode.DONE;
  }

  private void check() {
    require("--frames", frames, 1, 1_000_000);
    require("--frame-bytes", frameBytes, 1, 1_400);
    require("--rate", megabits, 0.001, 100_000);
    require("--trials", trials, 1, 10_000);
    losses.forEach(loss -> require("--loss", loss, 0, 90));
    receivers.forEach(count -> require("--receivers", count, 1, MAX_LISTENERS));
  }

  private static void require(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw CommandException.usage(
          option + " must be " + text(least) + " to " + text(most) + ", got " + text(value), null);
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private List<byte[]> randomFrames() {
    SplittableRandom random = new SplittableRandom(seed.value());
    List<byte[]> made = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      byte[] frame = new byte[frameBytes];
      random.nextBytes(frame);
      made.add(frame);
    }
    return made;
  }

  private Row tcp(CarouselTrial trial, int listeners) throws IOException {
    double seconds = 0;
    double bytes = 0;
    for (int i = 0; i < trials; i++) {
      CarouselTrial.Outcome outcome = trial.tcp(listeners);
      seconds += outcome.seconds() / trials;
      bytes += (double) outcome.sentBytes() / trials;
    }
    double none = Double.NaN;
    return new Row("tcp", 0, listeners, none, none, none, none, none, 0, seconds, bytes);
  }

  private Row carousel(CarouselTrial trial, boolean coded, double loss, int listeners)
      throws IOException {
    List<CarouselReception> heard = new ArrayList<>();
    double last = 0;
    double seconds = 0;
    double bytes = 0;
    for (int i = 0; i < trials; i++) {
      long from = seed.value() + (long) i * MAX_LISTENERS;
      CarouselTrial.Outcome outcome = trial.carousel(coded, loss, listeners, from);
      List<CarouselReception> now =
          outcome.listeners().stream().map(taken -> Objects.requireNonNull(taken.heard())).toList();
      heard.addAll(now);
      last += now.stream().mapToDouble(CarouselReception::rounds).max().orElse(0) / trials;
      seconds += outcome.seconds() / trials;
      bytes += (double) outcome.sentBytes() / trials;
    }
    CarouselExpectation expectation = new CarouselExpectation(frames, loss);
    int blocks = heard.get(0).blocks();
    double mean = mean(heard.stream().mapToDouble(CarouselReception::rounds));
    double variance =
        mean(heard.stream().mapToDouble(one -> (one.rounds() - mean) * (one.rounds() - mean)));
    return new Row(
        coded ? "coded" : "plain",
        loss,
        listeners,
        mean,
        Math.sqrt(variance),
        coded ? expectation.coded(blocks, 1) : expectation.plain(1),
        last,
        coded ? expectation.coded(blocks, listeners) : expectation.plain(listeners),
        mean(heard.stream().mapToDouble(CarouselReception::loss)),
        seconds,
        bytes);
  }

  private static double mean(DoubleStream values) {
    return values.average().orElse(Double.NaN);
  }

  private static void addTo(ObjectNode json, Row row) {
    json.put("how", row.how());
    json.put("receivers", row.listeners());
    Json.number(json, "loss", row.loss());
    Json.number(json, "observed_loss", row.lost());
    Json.number(json, "rounds", row.rounds());
    Json.number(json, "rounds_std", row.deviation());
    Json.number(json, "rounds_expected", row.expected());
    Json.number(json, "last_rounds", row.last());
    Json.number(json, "last_rounds_expected", row.expectedLast());
    Json.number(json, "seconds", row.seconds());
    Json.number(json, "sent_bytes", row.bytes());
  }

  private static String text(List<Row> rows) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "%-6s %9s %6s %7s   %-14s %8s %6s %8s %8s %11s",
                "how",
                "receivers",
                "loss",
                "lost",
                "rounds",
                "expected",
                "last",
                "expected",
                "seconds",
                "bytes sent"));
    rows.forEach(row -> text.append(System.lineSeparator()).append(text(row)));
    return text.toString();
  }

  private static String text(Row row) {
    if (Double.isNaN(row.rounds())) {
      return String.format(
          Locale.ROOT,
          "%-6s %9d %6s %7s   %-14s %8s %6s %8s %8.3f %,11.0f",
          row.how(),
          row.listeners(),
          "",
          "",
          "",
          "",
          "",
          "",
          row.seconds(),
          row.bytes());
    }
    return String.format(
        Locale.ROOT,
        "%-6s %9d %5.0f%% %6.1f%%   %-14s %8.2f %6.2f %8.2f %8.3f %,11.0f",
        row.how(),
        row.listeners(),
        100 * row.loss(),
        100 * row.lost(),
        String.format(Locale.ROOT, "%.2f ± %.2f", row.rounds(), row.deviation()),
        row.expected(),
        row.last(),
        row.expectedLast(),
        row.seconds(),
        row.bytes());
  }
}
