package dev.sirencast.cli.base;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where a command prints.
 *
 * @param out results: text, or one JSON object
 * @param err progress, warnings and failures
 * @param data the same as out, where it carries a file's content; tells of what cannot be written
 * @param host where the command is no process of its own: asked whether it shall end
 */
public record Console(
    PrintStream out, PrintStream err, OutputStream data, Optional<BooleanSupplier> host) {
  /** The console of a process. */
  public Console(PrintStream out, PrintStream err, OutputStream data) {
    this(out, err, data, Optional.empty());
  }
}
