package dev.sirencast.benchmarks.soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of SirenCast's in a process of its own, which is watched. */
final class Program implements AutoCloseable {
  private static final String MAIN = "dev.sirencast.cli.Main";
  private static final int TERMINATED = 143;
  private static final int END_SECONDS = 30;

  private final String name;
  private final Path directory;
  private final Process process;

  private Program(String name, Path directory, Process process) {
    this.name = name;
    this.directory = directory;
    this.process = process;
  }

  /**
   * Starts a command as the launcher does, and looks at it every few seconds.
   *
   * @param home where SirenCast is built
   * @param directory for what it prints and for what it holds
   */
  static Program start(Path home, Path directory, String name, int seconds, List<String> command)
      throws IOException {
    List<String> words = new ArrayList<>(java(home, command.get(0)));
    words.addAll(List.of(Watched.class.getName(), directory.resolve(name + ".csv").toString()));
    words.addAll(List.of(Integer.toString(seconds), MAIN));
    words.addAll(command);
    return new Program(name, directory, process(words, directory, name));
  }

  /** Starts a command that nobody watches. */
  static Process start(Path home, Path directory, String name, List<String> command)
      throws IOException {
    List<String> words = new ArrayList<>(java(home, command.get(0)));
    words.add(MAIN);
    words.addAll(command);
    return process(words, directory, name);
  }

  /** As the launcher does. */
  private static List<String> java(Path home, String command) {
    String cli = home.resolve("cli").resolve("target").toString();
    String classes =
        String.join(
            File.pathSeparator,
            cli + "/sirencast-cli.jar",
            cli + "/lib/*",
            home.resolve("benchmarks/jmh/target/classes").toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String speed = command.equals("serve") ? "-XX:MaxNewSize=96m" : "-XX:TieredStopAtLevel=1";
    return List.of(java, "-XX:+UseParallelGC", speed, "-Xshare:auto", "-cp", classes);
  }

  private static Process process(List<String> words, Path directory, String name)
      throws IOException {
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + ".log").toFile())
        .start();
  }

  /** Waits until it has said a word. */
  void awaitWord(String word) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    while (!said().contains(word)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException(name + " does not start: " + said());
      }
      Thread.sleep(100);
    }
  }

  /** What it has printed. */
  String said() throws IOException {
    return Files.readString(directory.resolve(name + ".log"));
  }

  /** What it has held so far. */
  List<Holdings> holdings() throws IOException {
    return holdings(directory.resolve(name + ".csv"));
  }

  static List<Holdings> holdings(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Holdings::parse).toList();
    }
  }

  String name() {
    return name;
  }

  /** What it has taken of the processors so far. */
  Duration processorTime() throws IOException {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException("the system does not tell a process's time"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Asks it to end, and waits.
   *
   * @return what it says of what it has done
   * @throws IOException if it does not end in order
   */
  String end() throws IOException, InterruptedException {
    int before = said().length();
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(name + " does not end");
    }
    if (process.exitValue() != TERMINATED) {
      throw new IOException(name + " ended with " + process.exitValue() + ": " + said());
    }
    return said().substring(before).strip();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
