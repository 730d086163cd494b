package dev.sirencast.cli.base;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out results: text, or one JSON object
 * @param err progress, warnings and failures
 * @param data the same as out, where it carries a file's content; tells of what cannot be written
 */
public record Console(PrintStream out, PrintStream err, OutputStream data) {}
