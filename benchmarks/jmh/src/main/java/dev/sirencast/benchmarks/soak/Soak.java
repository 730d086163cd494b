package dev.sirencast.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The commands {@code serve} and {@code relay} for half an hour, with 32 receivers that come, go,
 * stall and die, over TCP and from a carousel behind every impairment: what does each process hold,
 * and is it back where it began when all are gone?
 *
 * <p>It begins with two minutes of the same, or less where it is shorter, so that classes are
 * loaded and pools have the size that the load asks for; then all leave, and what is held then is
 * what must be held in the end, but for {@link Holdings.Kind#margin}. On Linux, with a loopback
 * interface that does multicast.
 */
public final class Soak {
  private static final int WARM_UP_SECONDS = 120;

  /** Longer than everybody's patience with the silent, so that all is over. */
  private static final int SETTLE_SECONDS = 45;

  private static final int LEAVE_SECONDS = 90;
  private static final int CHANGE_SECONDS = 5;
  private static final int PERIOD_SECONDS = 10;
  private static final int WORD_SECONDS = 60;
  private static final long SEED = 1;

  private final Stage stage;
  private final Path work;
  private final Tally tally = new Tally();
  private final List<Load> loads = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private long lastWord;

  private Soak(Stage stage, Path work) {
    this.stage = stage;
    this.work = work;
  }

  /**
   * Arguments: {@code --minutes N} (default 30), {@code --home DIR}, where SirenCast is built
   * (default: here), {@code --out DIR}, for a table and a plot of what was held. Ends with 1 where
   * something is not back, a receiver did not get what it should have, or a program ended.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> options = new LinkedHashMap<>(Map.of("--minutes", "30", "--home", ""));
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    double minutes = Double.parseDouble(options.get("--minutes"));
    Path work = Files.createTempDirectory("soak");
    Watched.start(work.resolve("receivers.csv"), PERIOD_SECONDS);
    Path home = Path.of(options.get("--home")).toAbsolutePath();
    List<String> findings;
    try (Stage stage = Stage.open(home, work, PERIOD_SECONDS)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close)); // also after Ctrl-C
      Soak soak = new Soak(stage, work);
      SoakRecord record = soak.run((long) (60 * minutes));
      if (options.containsKey("--out")) {
        record.write(Path.of(options.get("--out")));
      }
      System.out.println(record.table());
      findings = soak.findings;
    }
    findings.forEach(finding -> System.out.println("FINDING " + finding));
    System.out.println("findings: " + findings.size());
    System.exit(findings.isEmpty() ? 0 : 1);
  }

  private SoakRecord run(long seconds) throws IOException, InterruptedException {
    Tally beforehand = new Tally();
    visit(Math.min(seconds, WARM_UP_SECONDS), beforehand, SEED);
    settle();
    beforehand.failures().forEach(findings::add);
    System.out.println("begins");
    long begin = System.currentTimeMillis() / 1_000;
    visit(seconds, tally, SEED + 1_000);
    long end = System.currentTimeMillis() / 1_000;
    settle();
    Map<String, List<Holdings>> held = new LinkedHashMap<>();
    for (Program program : stage.programs()) {
      held.put(program.name(), program.holdings());
    }
    held.put("receivers", Program.holdings(work.resolve("receivers.csv")));
    SoakRecord record = new SoakRecord(held, loads, begin, end);
    findings.addAll(record.findings());
    tally.failures().forEach(findings::add);
    System.out.printf(
        Locale.ROOT, "%s%n%,d changes of files%n", tally.table(), stage.streams().changes());
    for (Program program : stage.programs()) {
      System.out.println(program.end());
    }
    return record;
  }

  /** Lets receivers in, changes the streams, and lets receivers leave. */
  private void visit(long seconds, Tally counted, long seed)
      throws IOException, InterruptedException {
    Metrics metrics = stage.metrics();
    Crowd crowd = stage.crowd(counted, seed);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      stage.streams().change(random);
      note(metrics, counted);
      requireAlive();
      Thread.sleep(TimeUnit.SECONDS.toMillis(CHANGE_SECONDS));
    }
    int stuck = crowd.leave(LEAVE_SECONDS);
    if (stuck > 0) {
      findings.add(stuck + " receivers do not end");
    }
  }

  private void settle() throws IOException, InterruptedException {
    stage.streams().settle();
    Metrics metrics = stage.metrics();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    while (System.nanoTime() < end) {
      note(metrics, tally);
      Thread.sleep(TimeUnit.SECONDS.toMillis(CHANGE_SECONDS));
    }
    double connections = metrics.read("sirencast_receivers");
    if (connections != 0) {
      findings.add("the server still has " + connections + " connections");
    }
  }

  private void note(Metrics metrics, Tally counted) throws IOException {
    Load load =
        new Load(
            System.currentTimeMillis() / 1_000,
            counted.present(),
            metrics.read("sirencast_receivers"),
            metrics.read("sirencast_held_bytes"),
            counted.of(Tally.End.WHOLE),
            counted.of(Tally.End.FAILED));
    loads.add(load);
    if (load.seconds() - lastWord >= WORD_SECONDS) {
      lastWord = load.seconds();
      System.out.printf(
          Locale.ROOT,
          "%s: %d visits, %.0f connections; %d whole, %d failed%n",
          LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
          load.visits(),
          load.connections(),
          load.whole(),
          load.failed());
    }
  }

  private void requireAlive() throws IOException {
    for (Program program : stage.programs()) {
      if (!program.isAlive()) {
        throw new IOException(program.name() + " has ended: " + program.said());
      }
    }
  }
}
