package dev.sirencast.benchmarks.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs any program in this JVM, and writes down every few seconds what the JVM holds. */
public final class Watched {
  private Watched() {}

  /**
   * Arguments: a file, seconds between two looks, the program's class, the program's arguments.
   *
   * @throws ReflectiveOperationException if there is no such program
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Class.forName(arguments[2])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 3, arguments.length));
  }

  /** Begins to write down what this JVM holds, until it ends. */
  static void start(Path file, int seconds) throws IOException {
    PrintStream out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.US_ASCII);
    Thread watch =
        new Thread(
            () -> {
              try {
                while (true) {
                  out.println(Holdings.now().line());
                  Thread.sleep(1_000L * seconds);
                }
              } catch (IOException | InterruptedException e) {
                out.println(e);
              }
            },
            "watch");
    watch.setDaemon(true);
    watch.start();
  }
}
