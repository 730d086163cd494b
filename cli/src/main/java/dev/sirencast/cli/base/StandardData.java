package dev.sirencast.cli.base;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;

/** Standard input and output where they carry a file's content: a file's name is {@code -} then. */
public final class StandardData {
  private static final Set<String> INPUTS =
      Set.of("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

  private StandardData() {}

  /** Whether an output's name means standard output. */
  public static boolean isOutput(Path file) {
    return file.toString().equals("-");
  }

  /** Whether an input's name means standard input. */
  public static boolean isInput(Path file) {
    return INPUTS.contains(file.toString());
  }

  /**
   * Opens standard input. Where the launcher needs descriptor 0 for itself ({@link StandardError}),
   * it says where it has put it.
   */
  public static InputStream input() throws IOException {
    // Buffered, since a FileInputStream asks a pipe for its position before it reads some bytes.
    String place = System.getProperty("sirencast.stdin");
    return place == null ? System.in : new BufferedInputStream(new FileInputStream(place));
  }

  /**
   * Checks that what is written to standard output goes on to a file or a program.
   *
   * @throws CommandException if it is a terminal
   */
  public static void requireNoTerminal() {
    if (Boolean.getBoolean("sirencast.terminal.out")) {
      throw CommandException.usage(
          "-: standard output is a terminal; expected a file or a program, as in -o - > FILE",
          null);
    }
  }
}
